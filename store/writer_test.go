package store_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"molva/classify"
	"molva/store"
)

// supply hands out batches as the stream would: what came after a sequence, then nothing until the end.
type supply struct {
	results []classify.Result
	done    func()
}

func (s supply) Name() string { return log }

func (s supply) Batches(ctx context.Context, after uint64, max int, do func(context.Context, []classify.Result) error) error {
	for left := s.results; len(left) > 0; {
		batch := left[:min(max, len(left))]
		left = left[len(batch):]
		if batch[len(batch)-1].Item.Seq <= after {
			continue
		}
		if err := do(ctx, batch); err != nil {
			return err
		}
	}
	s.done()
	<-ctx.Done()
	return ctx.Err()
}

// run lets a writer save everything, then ends it.
func run(t *testing.T, w *store.Writer, results []classify.Result) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	w.From, w.Log = supply{results, cancel}, quiet()
	if err := w.Run(ctx); err != nil {
		t.Fatal(err)
	}
}

func quiet() *slog.Logger { return slog.New(slog.NewTextHandler(io.Discard, nil)) }

// until waits for an effect.
func until(t *testing.T, what string, happened func() bool) {
	t.Helper()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	limit := time.After(20 * time.Second)
	for !happened() {
		select {
		case <-tick.C:
		case <-limit:
			t.Fatalf("waited in vain until %s", what)
		}
	}
}

// bomb goes off when it is written.
type bomb struct{}

func (bomb) MarshalJSON() ([]byte, error) { panic("an author's own words") }

func TestPoisonIsBuriedAlone(t *testing.T) {
	db := open(t)
	var all []classify.Result
	for i := range 300 {
		all = append(all, said{seq: uint64(i + 1), id: fmt.Sprint(i), text: fmt.Sprint("the kestrel, take ", i), topics: []string{"kestrel"}}.result())
	}
	all[37].Tagged.Mention.ID = ""
	all[38].Tagged.Mention.Extra = map[string]any{"x": bomb{}}
	all[299].Tagged = nil
	w := &store.Writer{DB: db, Max: 100}
	run(t, w, all)

	want := store.Intake{Source: "src-vk", Received: 300, Stored: 297, Dead: 3}
	equal(t, "intake", intake(t, db, "src-vk"), want)
	var reasons []string
	for d, err := range db.Dead(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		reasons = append(reasons, d.Stage+": "+d.Reason)
		if want := fmt.Sprint("the kestrel, take ", []int{37, 38, 299}[d.ID-1]); string(d.Raw) != want {
			t.Errorf("dead letter %d holds %q, want %q", d.ID, d.Raw, want)
		}
	}
	equal(t, "reasons", reasons, []string{
		"save: save 1 results of RAW: result 38: CHECK constraint failed: external_id <> ''",
		"save: save 1 results of RAW: panic: string",
		"save: save 1 results of RAW: result 300: the result says nothing",
	})
	wantRight(t, db)
	if h := w.Health(); h.Saved != 300 || h.Err != nil || !h.SavedAt.Equal(now) {
		t.Errorf("health is %+v", h)
	}
}

func TestTheWriterGoesOnWhereItStopped(t *testing.T) {
	path := filepath.Join(t.TempDir(), "molva.db")
	batch := results(
		said{seq: 1, id: "1", text: "the kestrel is fine", topics: []string{"kestrel"}},
		said{seq: 2, id: "2", text: "the kestrel is fine as well", topics: []string{"kestrel"}},
	)
	db := openAt(t, path, tree(t))
	run(t, &store.Writer{DB: db}, batch[:1])
	db.Close()
	db = openAt(t, path, tree(t))
	run(t, &store.Writer{DB: db, Max: 1}, batch)
	equal(t, "intake", intake(t, db, "src-vk"), store.Intake{Source: "src-vk", Received: 2, Stored: 2})

	// A stream that ends before what was saved of it is another stream.
	last := func(context.Context) (uint64, error) { return 1, nil }
	run(t, &store.Writer{DB: db, Last: last}, results(said{seq: 1, id: "3", text: "a third one on the kestrel", topics: []string{"kestrel"}}))
	equal(t, "intake", intake(t, db, "src-vk"), store.Intake{Source: "src-vk", Received: 3, Stored: 3})
	if seq, err := db.Applied(t.Context(), log); err != nil || seq != 1 {
		t.Errorf("applied is %d, %v, want 1", seq, err)
	}
}

func TestALockedDatabaseIsWaitedFor(t *testing.T) {
	path := filepath.Join(t.TempDir(), "molva.db")
	db := openAt(t, path, tree(t))
	locker, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	defer locker.Close()
	lock, err := locker.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer lock.Close()
	if _, err := lock.ExecContext(t.Context(), `BEGIN IMMEDIATE`); err != nil {
		t.Fatal(err)
	}
	w := &store.Writer{DB: db}
	ended := make(chan bool)
	go func() {
		defer close(ended)
		run(t, w, results(said{seq: 1, id: "1", text: "the kestrel is fine", topics: []string{"kestrel"}}))
	}()
	until(t, "the writer says that it cannot save", func() bool { return w.Health().Err != nil })
	if _, err := lock.ExecContext(t.Context(), `ROLLBACK`); err != nil {
		t.Fatal(err)
	}
	<-ended
	wantSum(t, db, "kestrel", "0/1/0")
	equal(t, "intake", intake(t, db, "src-vk"), store.Intake{Source: "src-vk", Received: 1, Stored: 1})
	if h := w.Health(); h.Err != nil {
		t.Errorf("still failing: %v", h.Err)
	}
}

func TestWhatIsSavedIsSoonFound(t *testing.T) {
	db := open(t)
	ctx, cancel := context.WithCancel(t.Context())
	results := results(said{seq: 1, id: "1", text: "правое ухо замолчало", topics: []string{"kestrel"}})
	w := &store.Writer{DB: db, From: supply{results, func() {}}, Log: quiet()}
	ended := make(chan error)
	go func() { ended <- w.Run(ctx) }()
	until(t, "the mention is found", func() bool {
		n, err := db.Count(ctx, store.Filter{Search: "ухо"})
		return err == nil && n == 1
	})
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

func TestAReaderDoesNotWrite(t *testing.T) {
	path := filepath.Join(t.TempDir(), "molva.db")
	if _, err := store.Open(t.Context(), store.Options{Path: path, ReadOnly: true}); err == nil {
		t.Error("a database that is not there was opened for reading")
	}
	db := openAt(t, path, tree(t))
	save(t, db, said{seq: 1, id: "1", text: "the kestrel is fine", topics: []string{"kestrel"}}.result())
	reader, err := store.Open(t.Context(), store.Options{Path: path, ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	wantSum(t, reader, "kestrel", "0/1/0")
	save(t, db, said{seq: 2, id: "2", text: "the kestrel is fine here too", topics: []string{"kestrel"}}.result())
	wantSum(t, reader, "kestrel", "0/2/0")
	if err := reader.Save(t.Context(), log, nil); !errors.Is(err, store.ErrReadOnly) {
		t.Errorf("saving gives %v", err)
	}
}
