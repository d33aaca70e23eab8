package store

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"molva/classify"
)

// Supplier is where results come from: classify.Over in one process, classify.Elsewhere with split roles.
type Supplier interface {
	// Name is the log whose sequences the results carry; a log that is begun anew should get a new one.
	Name() string
	// Batches calls do with what came after a sequence, in order, up to max at a time, until ctx ends or do fails.
	Batches(ctx context.Context, after uint64, max int, do func(context.Context, []classify.Result) error) error
}

// Writer saves what a supplier brings, each batch in one transaction with its place in the log. What the machine
// refuses (a lock, a full disk) is tried again for ever; a result that cannot be saved is found by halving its batch,
// gets tries of its own and then goes to the dead letters, with its bytes, alone.
type Writer struct {
	DB   *DB
	From Supplier
	Max  int // results in a transaction; 0: 5,000
	Log  *slog.Logger

	// Last, when set, is the log's last sequence. A log that ends before what is saved of it was begun anew: it is
	// read from its start, and the keys absorb what comes again.
	Last func(context.Context) (uint64, error)

	mu     sync.Mutex
	health Health
	busy   atomic.Bool // a large batch came since the indexer last looked
}

// Health is how the writer is doing.
type Health struct {
	SavedAt time.Time // of the last batch; zero before the first
	Saved   uint64    // results since the start
	Err     error     // why saving fails at present; nil while it does not
	Since   time.Time // it has failed since then
}

// Health may be asked at any time.
func (w *Writer) Health() Health {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.health
}

// Run saves until ctx ends, and keeps the search index behind it.
func (w *Writer) Run(ctx context.Context) error {
	after, err := w.place(ctx)
	if err != nil {
		return err
	}
	max := w.Max
	if max == 0 {
		max = 5000
	}
	var indexer sync.WaitGroup
	defer indexer.Wait()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	indexer.Go(func() { w.index(ctx) })
	err = w.From.Batches(ctx, after, max, w.save)
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// place is the sequence after which to begin.
func (w *Writer) place(ctx context.Context) (uint64, error) {
	name := w.From.Name()
	after, err := w.DB.Applied(ctx, name)
	if err == nil && after == 0 {
		err = w.introduce(ctx, name)
	}
	if err != nil || w.Last == nil {
		return after, err
	}
	last, err := w.Last(ctx)
	if err != nil || last >= after {
		return after, err
	}
	w.Log.Warn("the log was begun anew, reading it from its start", "log", name, "saved", after, "last", last)
	w.DB.step("rewind")
	return 0, w.DB.Rewind(ctx, name)
}

// save returns nil when each result of the batch is saved or among the dead letters. The only errors are the context's
// and those of a machine that refuses even dead letters for a reason that waiting will not change.
func (w *Writer) save(ctx context.Context, batch []classify.Result) error {
	if len(batch) >= large {
		w.busy.Store(true)
	}
	err := w.persist(ctx, batch)
	switch {
	case err == nil:
		w.saved(len(batch))
		return w.gather(ctx, len(batch))
	case ctx.Err() != nil:
		return ctx.Err()
	case len(batch) == 1:
		return w.alone(ctx, batch[0], err)
	}
	if err := w.DB.steady(ctx); err != nil {
		w.Log.Warn("the complaint books are not saved, finding what cannot be saved takes longer", "err", err)
	}
	half := len(batch) / 2
	if err := w.save(ctx, batch[:half]); err != nil {
		return err
	}
	return w.save(ctx, batch[half:])
}

// While another program reads one state of the database, the write-ahead log cannot be emptied and grows with every page
// that a transaction touches. From this size on small batches wait for each other, so that fewer pages are written twice:
// the log of a minute at the rated load stays within 256 MB.
const (
	crowded  = 96 << 20
	together = 250 * time.Millisecond
)

// gather waits a moment after a small batch while the log is crowded.
func (w *Writer) gather(ctx context.Context, saved int) error {
	if saved >= large || size(w.DB.path+"-wal") < crowded {
		return nil
	}
	return pause(ctx, together)
}

// persist saves, waiting out whatever is not the batch's fault.
func (w *Writer) persist(ctx context.Context, batch []classify.Result) error {
	for wait := 100 * time.Millisecond; ; wait = min(2*wait, 5*time.Second) {
		err := w.DB.Save(ctx, w.From.Name(), batch)
		if err == nil || ctx.Err() != nil || !fromOutside(err) {
			return err
		}
		w.failing(err)
		if err := pause(ctx, wait); err != nil {
			return err
		}
	}
}

// alone gives one result the rest of its tries, then buries it.
func (w *Writer) alone(ctx context.Context, r classify.Result, err error) error {
	batch := []classify.Result{r}
	for tries, wait := 1, 10*time.Millisecond; tries < classify.Tries && err != nil; tries, wait = tries+1, 2*wait {
		if err := pause(ctx, wait); err != nil {
			return err
		}
		if err = w.persist(ctx, batch); ctx.Err() != nil {
			return ctx.Err()
		}
	}
	if err != nil {
		w.Log.Error("message cannot be saved", "network", r.Item.Network, "source", r.Item.Source, "seq", r.Item.Seq, "err", err)
		batch[0] = classify.Result{Item: r.Item, Failure: &classify.Failure{Stage: "save", Reason: err.Error()}}
		if err := w.persist(ctx, batch); err != nil {
			return fmt.Errorf("bury a message: %w", err)
		}
	}
	w.saved(1)
	return nil
}

func (w *Writer) saved(n int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.health = Health{SavedAt: w.DB.now(), Saved: w.health.Saved + uint64(n)}
}

func (w *Writer) failing(err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.health.Err == nil {
		w.health.Since = w.DB.now()
		w.Log.Error("cannot save, trying again", "err", err)
	}
	w.health.Err = err
}

// pause waits, unless ctx ends.
func pause(ctx context.Context, wait time.Duration) error {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// The indexer looks this often, so that search is well under a second behind; while batches of this size come it lets
// them pass, because the same transaction lock serves both.
const (
	indexEvery = 250 * time.Millisecond
	indexStep  = 500
	large      = 500
)

// index keeps the search index behind the writer until ctx ends. It says once that it cannot: a full disk is the last
// place for four lines a second.
func (w *Writer) index(ctx context.Context) {
	for failing := false; pause(ctx, indexEvery) == nil; {
		for !w.busy.Swap(false) {
			n, err := w.DB.Index(ctx, indexStep)
			if err != nil && !failing && ctx.Err() == nil {
				w.Log.Error("cannot index for search, trying again", "err", err)
			}
			failing = err != nil
			if n < indexStep {
				break
			}
		}
	}
}
