package stream

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// keeperKey holds the claim of the database that is served. No source can have this name.
const keeperKey = "KEEPER"

// A claim is renewed this often, and one that was not renewed for so long is void.
const (
	renewEvery = 3 * time.Second
	voidAfter  = 10 * time.Second
)

// Keeper is the right to keep the mentions of a stream. Reading needs no right, and two stores would both have all of
// it; but each trims what it alone has saved, and each would send the digests. So the stream knows the one database that
// is served, and the one process that serves it. Clocks of different machines are not compared: a claim is void when it
// stood unchanged for [voidAfter] by the clock of the one who looks.
type Keeper struct {
	s    *Stream
	mine claim

	mu       sync.Mutex
	revision uint64    // of our claim; 0: we have none
	renewed  time.Time // before the request that last renewed it was made
	theirs   uint64    // revision of the claim that stands against ours
	since    time.Time // we have seen it unchanged since then
}

// claim is what lies in the bucket.
type claim struct {
	Database string    `json:"database"`
	Place    string    `json:"place"` // for people: machine and folder
	Process  string    `json:"process"`
	At       time.Time `json:"at"`             // for people
	Over     bool      `json:"over,omitempty"` // the process has ended in good order
}

// Kept says that the mentions are kept by another database, or by another process with a copy of this one.
type Kept struct {
	Place string // where: machine and folder
	At    time.Time
	Same  bool // a copy of this database; when its process ends this one may take its place
}

func (k *Kept) Error() string {
	if k.Same {
		return fmt.Sprintf("%s serves a copy of this database", k.Place)
	}
	return fmt.Sprintf("another database at %s keeps the mentions of this stream, last seen %s", k.Place, k.At.Format(time.RFC3339))
}

// Keeper speaks for a database. place says where it is, and is served by one process at a time: whoever comes with the
// same database at the same place knows that its predecessor is dead.
func (s *Stream) Keeper(database, place string) *Keeper {
	return &Keeper{s: s, mine: claim{Database: database, Place: place, Process: rand.Text()}}
}

// Take claims the stream, or fails with *[Kept]. over takes it from another database; that one's process ends when it
// notices. After Take the claim must be held.
func (k *Keeper) Take(ctx context.Context, over bool) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	theirs, revision, err := k.look(ctx)
	if err != nil {
		return markAway(err)
	}
	if revision != k.theirs {
		k.theirs, k.since = revision, time.Now()
	}
	free := revision == 0 || over || theirs.Process == k.mine.Process
	if theirs.Database == k.mine.Database {
		free = free || theirs.Over || theirs.Place == k.mine.Place || time.Since(k.since) > voidAfter
	}
	if !free {
		return &Kept{Place: theirs.Place, At: theirs.At, Same: theirs.Database == k.mine.Database}
	}
	return markAway(k.put(ctx, revision))
}

// Hold renews the claim until ctx ends, and then returns nil, or until it is lost to another: *[Kept].
func (k *Keeper) Hold(ctx context.Context) error {
	tick := time.NewTicker(renewEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		err := k.renew(ctx)
		var lost *Kept
		if errors.As(err, &lost) {
			return lost
		}
		if err != nil && ctx.Err() == nil {
			k.s.o.Log.Debug("renew the claim", "err", err) // the connection says so louder
		}
	}
}

// Holds reports whether nobody else can have the claim.
func (k *Keeper) Holds() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.revision != 0 && time.Since(k.renewed) < voidAfter
}

// Release says that the process has ended in good order, so that another need not wait. It is no use without a
// connection, and then is not tried.
func (k *Keeper) Release(ctx context.Context) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.revision == 0 || !k.s.up.Load() {
		return nil
	}
	k.mine.Over = true
	err := k.put(ctx, k.revision)
	k.revision = 0
	return err
}

func (k *Keeper) renew(ctx context.Context) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if err := k.s.connected(); err != nil {
		return err
	}
	err := k.put(ctx, k.revision)
	if err == nil || apiCode(err) == 0 {
		return err
	}
	theirs, revision, looked := k.look(ctx)
	switch {
	case looked != nil:
		return looked
	case revision != 0 && theirs.Process != k.mine.Process:
		k.revision = 0
		return &Kept{Place: theirs.Place, At: theirs.At, Same: theirs.Database == k.mine.Database}
	}
	return k.put(ctx, revision) // it was renewed by a request that got no answer, or somebody deleted it
}

// look reads the claim that stands; revision 0: none.
func (k *Keeper) look(ctx context.Context) (c claim, revision uint64, err error) {
	var kept jetstream.KeyValueEntry
	err = k.s.ask(ctx, func(ctx context.Context) (err error) {
		ctx, cancel := context.WithTimeout(ctx, k.s.o.PublishTimeout)
		defer cancel()
		kept, err = k.s.places.Get(ctx, keeperKey)
		return err
	})
	if errors.Is(err, jetstream.ErrKeyNotFound) {
		return c, 0, nil
	}
	if err == nil {
		err = json.Unmarshal(kept.Value(), &c)
	}
	if err != nil {
		return c, 0, fmt.Errorf("look who keeps the mentions: %w", err)
	}
	return c, kept.Revision(), nil
}

// put writes our claim over the revision that we know.
func (k *Keeper) put(ctx context.Context, over uint64) error {
	k.mine.At = k.s.o.Now().UTC()
	value, err := json.Marshal(k.mine)
	if err != nil {
		return err
	}
	began := time.Now()
	var revision uint64
	err = k.s.once(ctx, k.s.o.PublishTimeout, func(ctx context.Context) error {
		revision, err = k.update(ctx, value, over)
		return err
	})
	if err != nil {
		return fmt.Errorf("claim the stream: %w", err)
	}
	k.revision, k.renewed = revision, began
	return nil
}

func (k *Keeper) update(ctx context.Context, value []byte, over uint64) (uint64, error) {
	if over == 0 {
		return k.s.places.Create(ctx, keeperKey, value)
	}
	return k.s.places.Update(ctx, keeperKey, value, over)
}
