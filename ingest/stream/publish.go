package stream

import (
	"cmp"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"

	"golang.org/x/sys/unix"

	"molva/ingest"
)

// Publish implements [ingest.Pipe]. Calls that come together are sent together, each with its own receipt. A body above
// [Options.MaxMessage] is a *[ingest.TooLarge]; a name that cannot stand in a subject is refused. Either way nothing of the
// batch was taken.
func (s *Stream) Publish(ctx context.Context, batch []ingest.Envelope) (ingest.Receipt, error) {
	if err := s.ready(); err != nil {
		return ingest.Receipt{}, err
	}
	entries := make([]entry, len(batch))
	for i, e := range batch {
		it := Item{Kind: Mention, Network: e.Network, Source: e.Source, Run: e.Run, Seen: e.Seen, Body: e.Body}
		if err := s.check(i, &it); err != nil {
			return ingest.Receipt{}, err
		}
		entries[i] = entry{Item: it, id: ingest.MessageID(e.Network, e.ID, e.Body)}
	}
	return s.raw.in.put(ctx, entries)
}

// Note implements [ingest.Pipe]. Two notes that say the same are two notes.
func (s *Stream) Note(ctx context.Context, n ingest.Note) error {
	if err := s.ready(); err != nil {
		return err
	}
	body, err := json.Marshal(n)
	if err != nil {
		return fmt.Errorf("write note: %w", err)
	}
	it := Item{Kind: Note, Source: n.Source, Run: n.Run, Seen: n.At, Body: body}
	if err := s.check(0, &it); err != nil {
		return fmt.Errorf("note: %w", err)
	}
	_, err = s.raw.in.put(ctx, []entry{{Item: it, id: ingest.MessageID("note", cmp.Or(n.ID, rand.Text()), body)}})
	return err
}

// Append adds items to the tagged log, durably; whatever lay in the raw log fits. The same item again, within the
// window, changes nothing, so a classify worker that dies between appending and acknowledging loses and doubles nothing.
func (l *Log) Append(ctx context.Context, items []Item) error {
	if !l.tagged {
		return fmt.Errorf("append to %s: only the tagged log is appended to", l.name)
	}
	if err := l.s.ready(); err != nil {
		return err
	}
	entries := make([]entry, len(items))
	for i := range items {
		if size, most := len(items[i].Verdict), headerRoom-2048; size > most {
			return fmt.Errorf("item %d of the batch: verdict is %d bytes, want up to %d", i+1, size, most)
		}
		entries[i] = entry{Item: items[i], id: itemID(&items[i])}
	}
	_, err := l.in.put(ctx, entries)
	return err
}

// itemID is the duplicate key of a raw item in the tagged log. Its sequence is part of it, because the same mention may
// lie in the raw log twice, and so is the rest, because a raw log that was made anew counts from one again.
func itemID(it *Item) string {
	h := sha256.New()
	for _, s := range []string{strconv.FormatUint(it.Seq, 10), it.Network, it.Source, it.Run, strconv.FormatInt(it.Seen.UnixNano(), 10)} {
		h.Write([]byte(s))
		h.Write([]byte{0})
	}
	h.Write(it.Body)
	return hex.EncodeToString(h.Sum(nil))
}

// check refuses what can never be taken, before anything is sent.
func (s *Stream) check(i int, it *Item) error {
	if err := it.checkNames(); err != nil {
		return fmt.Errorf("item %d of the batch: %w", i+1, err)
	}
	if len(it.Body) > int(s.o.MaxMessage) {
		return &ingest.TooLarge{Index: i, Size: len(it.Body), Max: int(s.o.MaxMessage)}
	}
	return nil
}

// ready refuses at once: a source or a sender can wait elsewhere better than here.
func (s *Stream) ready() error {
	if err := s.connected(); err != nil {
		return err
	}
	return s.room()
}

// room refuses new work before the disk is full: JetStream does not survive the wall itself without a restart.
func (s *Stream) room() error {
	if s.srv == nil || s.o.MinFree < 0 {
		return nil
	}
	free, err := freeBytes(s.o.Dir)
	if err != nil {
		return fmt.Errorf("look at the disk: %w", err)
	}
	if free < s.o.MinFree {
		return fmt.Errorf("the disk has %d bytes free, want %d: %w", free, s.o.MinFree, ingest.ErrFull)
	}
	return nil
}

// freeBytes is what an ordinary process may still write.
func freeBytes(dir string) (int64, error) {
	var st unix.Statfs_t
	if err := unix.Statfs(dir, &st); err != nil {
		return 0, err
	}
	return int64(st.Bavail) * int64(st.Bsize), nil // the types differ between systems
}
