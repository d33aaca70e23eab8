package ingest

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"runtime/debug"
	"sync"
	"time"
)

// Worker runs one source: it reads, publishes what came, and moves the cursor only when the pipe has it. Nothing that
// the source does, a panic included, reaches another worker.
type Worker struct {
	ID      string // the source's id in the config; the network of a mention that names none
	Network string // as the config says: webhook, feed, vk
	Source  Source
	Rhythm  Rhythm
	Pipe    Pipe
	Now     func() time.Time
	Log     *slog.Logger
	RunID   string         // an import's own id; "" for what streams
	Once    bool           // end when Read returns, for files
	Jitter  func() float64 // in [0, 1), for any goroutine; spreads the pauses; nil: they are exact

	Topics   []string      // what everything from here is about, where the source does not say it itself
	Governor *Governor     // the same that the source has; nil allows everything and counts nothing
	Expires  time.Time     // when the owner says that the credentials will stop working; zero: nobody knows
	Backfill time.Duration // how far to look back, if the source can; 0: not at all
	Memory   Memory        // which mentions are to be looked at again; nil: none
}

// How long a worker waits, beside what the network asks and the rhythm says.
const (
	hangAfter   = 5 * time.Minute     // a network that is polled and brings no page for so long hangs
	deniedPause = 10 * time.Minute    // between two tries with credentials that were refused
	firstPause  = time.Second         // after an error; doubled with each one in a row
	longPause   = 10 * time.Minute    // and never longer
	longestWait = 31 * 24 * time.Hour // a month's quota; whoever asks for more is mistaken
	settled     = time.Minute         // of reading are proof that it works
)

var errHung = errors.New("the source hangs: it was stopped after 5 minutes without a page")

// Run works until ctx ends and then returns nil. With Once it returns when the source was read to its end (nil) or
// cannot be read (why).
func (w *Worker) Run(ctx context.Context) error {
	r := &run{Worker: w, log: w.Log.With("source", w.ID), changed: make(chan struct{}, 1)}
	r.state, r.since = Starting, r.Now()
	watching, stop := context.WithCancel(ctx)
	var watch sync.WaitGroup
	watch.Go(func() { r.watch(watching) })
	from, err := r.load(ctx)
	if err == nil {
		err = r.work(ctx, from)
	}
	stop()
	watch.Wait()
	if w.Once && ctx.Err() == nil {
		r.tell(ctx)
		return err
	}
	return nil
}

// run is one run of a worker.
type run struct {
	*Worker
	log *slog.Logger

	keeping sync.Mutex // orders the calls of Pipe.Keep
	kept    Place      // by the last one
	keptAt  time.Time
	telling sync.Mutex // orders what is told of holes

	health
	told    SourceState // by the last note
	toldAt  time.Time
	changed chan struct{} // the state may have changed
}

// work reads from a place on, and does beside it what else there is to do.
func (r *run) work(ctx context.Context, from Place) error {
	aside, stop := context.WithCancel(ctx)
	var others sync.WaitGroup
	from = r.start(from)
	r.beside(aside, &others)
	err := r.loop(ctx, from)
	stop()
	others.Wait()
	r.farewell(ctx)
	return err
}

// beside starts what goes on beside reading: the account of what is spent, a look into the past, and another at what came.
func (r *run) beside(ctx context.Context, others *sync.WaitGroup) {
	if r.Governor != nil || r.Rhythm.Reach > 0 {
		others.Go(func() { r.remember(ctx) })
	}
	if r.Once {
		return
	}
	if source, ok := r.Source.(Backfiller); ok && r.Backfill > 0 {
		others.Go(func() { r.past(ctx, source) })
	}
	if source, ok := r.Source.(Refresher); ok && r.Memory != nil {
		others.Go(func() { r.again(ctx, source) })
	}
}

// loop reads again and again. It returns when ctx ends or, with Once, when there is nothing more to try.
func (r *run) loop(ctx context.Context, from Place) error {
	pause := min(from.WaitUntil.Sub(r.Now()), longestWait)
	for sleep(ctx, pause) {
		began := r.begin()
		err := r.read(ctx)
		took := r.end()
		if ctx.Err() != nil {
			return nil
		}
		if err == nil {
			r.answered(ctx, began)
		}
		pause = r.judge(ctx, err, took)
		if throttled := new(Throttled); r.Once && !errors.As(err, &throttled) {
			return err
		}
	}
	return nil
}

// read lets the source read once. A panic is an error like any other.
func (r *run) read(ctx context.Context) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	e := &emitter{run: r, ctx: ctx, as: r.RunID, alive: func() {}}
	e.safe = e.advance
	if r.Rhythm.Every > 0 && !r.Once {
		dog := time.AfterFunc(hangAfter, func() { r.hung(ctx, cancel) })
		defer dog.Stop()
		e.alive = func() { dog.Reset(hangAfter) }
	}
	var err error
	reading := func(emit func(Page) error) error { return r.Source.Read(ctx, r.standing().Cursor, emit) }
	if r.Once {
		err = e.ahead(reading)
	} else {
		err = e.surviving(func() error { return reading(e.emit) })
	}
	if errors.Is(context.Cause(ctx), errHung) {
		return errHung
	}
	return err
}

// surviving makes a panic of the source an error.
func (r *run) surviving(read func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			r.log.Debug("source panicked", "stack", string(debug.Stack()))
			err = fmt.Errorf("the source panicked: %s", panicked(p))
		}
	}()
	return read()
}

// hung ends a read that brings nothing. A source that does not even obey its context is at least seen to be blind.
func (r *run) hung(ctx context.Context, cancel context.CancelCauseFunc) {
	if ctx.Err() == nil {
		cancel(errHung)
		r.set(Blind, errHung.Error())
	}
}

// panicked names a panic. The value of most may hold somebody's text; that of a run-time error is safe.
func panicked(p any) string {
	if e, ok := p.(runtime.Error); ok {
		return e.Error()
	}
	return fmt.Sprintf("%T", p)
}

// judge notes how a read ended and returns how long to wait before the next one.
func (r *run) judge(ctx context.Context, err error, took time.Duration) time.Duration {
	var throttled *Throttled
	errors.As(err, &throttled)
	if err == nil || r.worked(took) || r.progress() && throttled != nil {
		r.failures = 0
	}
	if err == nil {
		return r.rest()
	}
	r.failures++
	pause := r.backoff(r.failures)
	switch {
	case throttled != nil:
		pause = min(max(pause, throttled.Until.Sub(r.Now())), longestWait)
		r.wait(r.Now().Add(pause), throttled.Why)
		if err := r.keep(ctx, nil); err != nil {
			r.log.Warn("keep place", "err", err)
		}
	case errors.Is(err, ErrDenied):
		pause = deniedPause
		r.set(Blind, err.Error())
	case errors.Is(err, ErrFull) || errors.Is(err, ErrStreamed): // our own fault; the source is as well as it was
		r.log.Warn("publish", "err", err)
	case r.failures >= blindAfter || r.Once:
		r.set(Blind, err.Error())
	default:
		r.set("", err.Error())
	}
	return pause
}

// worked reports whether a read did its work before it ended: it brought something, or listened, for a while.
func (r *run) worked(took time.Duration) bool {
	return took >= settled && (r.Rhythm.Every == 0 || r.progress())
}

// rest is the pause after a read that went well.
func (r *run) rest() time.Duration {
	if r.Once {
		r.set(Done, "")
		return 0
	}
	r.set(OK, "")
	return time.Duration(float64(max(r.Rhythm.Every, firstPause)) * (0.9 + 0.2*r.jitter()))
}

// backoff is the pause after so many errors in a row.
func (r *run) backoff(failures int) time.Duration {
	pause := min(firstPause<<min(failures-1, 20), longPause)
	return time.Duration(float64(pause) * (0.75 + 0.5*r.jitter()))
}

func (r *run) jitter() float64 {
	if r.Jitter == nil {
		return 0.5
	}
	return r.Jitter()
}

// sleep waits; false when ctx ended.
func sleep(ctx context.Context, d time.Duration) bool {
	if d <= 0 {
		return ctx.Err() == nil
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
