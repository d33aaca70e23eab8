package stream

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"molva/ingest"
)

// lostIn returns what items say is lost, by their sequences.
func lostIn(t *testing.T, items []Item) map[uint64]ingest.Lost {
	t.Helper()
	lost := map[uint64]ingest.Lost{}
	for _, it := range items {
		var n ingest.Note
		if it.Kind != Note {
			continue
		}
		if err := json.Unmarshal(it.Body, &n); err != nil {
			t.Fatal(err)
		}
		if n.Lost != nil {
			lost[it.Seq] = *n.Lost
		}
	}
	return lost
}

func TestReaderHearsOfAHole(t *testing.T) {
	s := open(t, t.TempDir())
	publish(t, s, mentions(0, 100)...)
	if _, err := s.Raw().Trim(t.Context(), 60, time.Now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	items := read(t, s.Raw(), 10, 41)
	if got := lostIn(t, items); len(got) != 1 || got[60] != (ingest.Lost{First: 11, Last: 60}) {
		t.Errorf("lost %v, want 11 to 60", got)
	}
	if got := seqs(items); !slices.Equal(got, upTo(100)[59:]) {
		t.Errorf("read %v", got)
	}
}

// blocks are the files that hold the raw log.
func blocks(t *testing.T, dir string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(dir, "jetstream/$G/streams/MOLVA_RAW/msgs/*.blk"))
	if err != nil || len(found) == 0 {
		t.Fatalf("no blocks in %s: %v", dir, err)
	}
	return found
}

func TestALogWithoutItsEndSaysSo(t *testing.T) {
	for name, indexed := range map[string]bool{"after a clean stop": true, "after a kill": false} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			s := open(t, dir)
			publish(t, s, mentions(0, 100)...)
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			cutLog(t, dir, indexed)
			for range 2 { // to say it once is enough
				s = open(t, dir)
				publish(t, s, mention(1000))
				if err := s.Close(); err != nil {
					t.Fatal(err)
				}
			}
			s = open(t, dir)
			items := whole(t, s.Raw())
			mentions, lost := 0, uint64(0)
			for _, it := range items {
				if it.Kind == Mention {
					mentions++
				}
			}
			for _, l := range lostIn(t, items) {
				lost += l.Last - l.First + 1
			}
			if lost == 0 || mentions-1+int(lost) != 100 || items[len(items)-1].Seq <= 100 {
				t.Errorf("%d of a hundred are there and %d are said to be lost; the last is %d", mentions-1, lost, items[len(items)-1].Seq)
			}
		})
	}
}

// cutLog takes away the second half of the log, and with it, or not, what the server wrote about it when it stopped.
func cutLog(t *testing.T, dir string, indexed bool) {
	t.Helper()
	block := blocks(t, dir)[0]
	info, err := os.Stat(block)
	if err == nil {
		err = os.Truncate(block, info.Size()/2)
	}
	if err == nil && !indexed {
		err = os.Remove(filepath.Join(filepath.Dir(block), "index.db"))
	}
	if err != nil {
		t.Fatal(err)
	}
}

// whole reads a log to its present end.
func whole(t *testing.T, l *Log) (items []Item) {
	t.Helper()
	last, err := l.Last(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for after := uint64(0); after < last; after = items[len(items)-1].Seq {
		items = append(items, read(t, l, after, 1)...)
	}
	return items
}

func TestALogThatIsGoneSaysSo(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	publish(t, s, mentions(0, 100)...)
	s.raw.mark.reach("MOLVA_RAW@1", 100) // as if it had been made long ago: names have seconds
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(filepath.Join(dir, "jetstream")); err != nil {
		t.Fatal(err)
	}
	for range 2 { // to say it once is enough
		s = open(t, dir)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	s = open(t, dir)
	if lost := lostIn(t, whole(t, s.Raw())); len(lost) != 1 || lost[1] != (ingest.Lost{Log: "MOLVA_RAW@1", First: 1, Last: 100}) {
		t.Errorf("lost %v, want 1 to 100 of the log before", lost)
	}
}

func TestALogWithoutItsMessagesSaysSo(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	publish(t, s, mentions(0, 100)...)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(filepath.Dir(blocks(t, dir)[0])); err != nil {
		t.Fatal(err)
	}
	s = open(t, dir)
	lost := uint64(0)
	for _, l := range lostIn(t, whole(t, s.Raw())) { // one by one where the new log has the name of the old, which has seconds
		lost += l.Last - l.First + 1
	}
	if lost != 100 {
		t.Errorf("%d messages are said to be lost, want 100", lost)
	}
}

func TestAHoleAtTheEndIsSeenAtOnce(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	publish(t, s, mentions(0, 10)...)
	log, err := s.js.Stream(t.Context(), s.Raw().name)
	if err != nil {
		t.Fatal(err)
	}
	for _, seq := range []uint64{9, 10} {
		if err := log.DeleteMsg(t.Context(), seq); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open(t, dir)
	if got := lostIn(t, read(t, s.Raw(), 5, 5)); got[10] != (ingest.Lost{First: 9, Last: 10}) {
		t.Errorf("lost %v, want 9 and 10", got)
	}
}

func TestATornMarkClaimsNothing(t *testing.T) {
	dir := t.TempDir()
	for _, text := range []string{"", "MOLVA_RAW@1", "\x00\x00\x00", "MOLVA_RAW@1 x\n"} {
		if err := os.WriteFile(filepath.Join(dir, "acknowledged"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		s := open(t, dir)
		publish(t, s, mention(1))
		if last, err := s.Raw().Last(t.Context()); last != 1 || err != nil {
			t.Errorf("%q: last is %d, %v; want 1, with nothing said to be lost", text, last, err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
