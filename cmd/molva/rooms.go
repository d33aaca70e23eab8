package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"molva/classify"
	"molva/classify/sentiment"
	"molva/config"
	"molva/ingest"
	"molva/ingest/query"
	"molva/ingest/stream"
	"molva/store"
)

// rooms are the pipeline's rooms, built and connected but not yet running.
type rooms struct {
	cfg    *config.Config
	topics []ingest.Topic
	dir    string
	now    func() time.Time
	log    *slog.Logger
	recent *recent      // the last lines of the log; nil for a command that ends soon
	step   func(string) // see stream.Options; nil but in tests

	memory     allowance
	folder     *folder
	stream     *stream.Stream
	set        *query.Set
	model      atomic.Pointer[sentiment.Model] // that serves
	classifier *classify.Switch
	stage      *classify.Stage
	db         *store.DB
	supplier   store.Supplier
	from       *stream.Log      // what the supplier reads
	sources    []*ingest.Worker // that are read here; nil without the role ingest

	erasing  sync.Mutex     // one at a time is erased
	eraseNow chan struct{}  // something was begun
	lobby    *lobby         // where a program that runs on waits; nil: what is not there is an error
	keeper   *stream.Keeper // nil with the stream in this process, and without the role store
	takeOver bool           // from another database
}

// build makes the rooms of the roles: those that touch mentions need the stream, the store and the alerts the database.
func (p *program) build(ctx context.Context, cfg *config.Config, roles roles, log *slog.Logger) (*rooms, error) {
	return p.rooms(cfg, log).build(ctx, roles)
}

func (p *program) rooms(cfg *config.Config, log *slog.Logger) *rooms {
	return &rooms{cfg: cfg, topics: cfg.Tree(), dir: p.dataDir, now: p.now, log: log, step: p.step, eraseNow: make(chan struct{}, 1)}
}

func (r *rooms) build(ctx context.Context, roles roles) (*rooms, error) {
	if err := r.open(ctx, roles); err != nil {
		return nil, errors.Join(err, r.close())
	}
	return r, nil
}

func (r *rooms) open(ctx context.Context, roles roles) (err error) {
	if r.folder, err = openFolder(r.dir, roles.locks()); err != nil {
		return err
	}
	if r.set, err = query.NewSet(r.topics); err != nil {
		return fmt.Errorf("read topics: %w", err)
	}
	if roles.has(ingestRole, classifyRole, storeRole) {
		if err := r.lobby.insist(ctx, r.openStream); err != nil {
			return err
		}
	}
	if roles.has(storeRole, alertsRole, webRole) {
		return r.openStore(ctx, roles)
	}
	return nil
}

func (r *rooms) openStream(ctx context.Context) (err error) {
	s := r.cfg.Stream
	r.stream, err = stream.Open(ctx, stream.Options{
		URL: s.URL, Credentials: s.Credentials, Replicas: s.Replicas, Dir: filepath.Join(r.dir, "stream"),
		MaxBytes: int64(s.MaxBytes), MinFree: int64(s.MinFree), Window: s.Window, Now: r.now, Log: r.log, Step: r.step,
	})
	if errors.Is(err, stream.ErrAway) {
		return passing{r.unreachable(err)}
	}
	if err != nil {
		return fmt.Errorf("open stream: %w", err)
	}
	model, err := presentModel(r.dir, r.log)
	if err != nil {
		return err
	}
	r.use(model)
	r.stage = &classify.Stage{Topics: r.set, Classifier: r.classifier, Log: r.log}
	return nil
}

func (r *rooms) openStore(ctx context.Context, roles roles) (err error) {
	pack, err := r.cfg.Complaints.Pack()
	if err != nil {
		return err
	}
	options := store.Options{Path: r.database(), Now: r.now, Log: r.log, Step: r.step, Themes: pack}
	if roles.has(storeRole) {
		options.Topics, options.Staff = r.topics, r.cfg.Ours()
	}
	if r.db, err = store.Open(ctx, options); err != nil {
		return err
	}
	if roles.has(storeRole) && r.cfg.Stream.URL != "" {
		if err := r.lobby.insist(ctx, r.claim); err != nil {
			return err
		}
	}
	switch {
	case !roles.has(storeRole):
	case roles.has(classifyRole):
		r.from = r.stream.Raw()
		r.supplier = classify.Over{Raw: r.from, Stage: r.stage}
	default:
		if r.from, err = r.stream.Tagged(ctx); err != nil {
			return fmt.Errorf("open tagged log: %w", err)
		}
		r.supplier = classify.Elsewhere{Tagged: r.from}
	}
	return nil
}

// use makes a model the one that serves, from the next mention on.
func (r *rooms) use(m *sentiment.Model) {
	r.model.Store(m)
	if r.classifier == nil {
		r.classifier = classify.NewSwitch(m)
		return
	}
	r.classifier.Use(m)
}

func (r *rooms) database() string { return filepath.Join(r.dir, "molva.db") }

// close shuts the rooms in the order of the mentions' way, so that what one still holds the next still takes.
func (r *rooms) close() error {
	var errs []error
	r.release()
	if r.stream != nil {
		errs = append(errs, r.stream.Close())
	}
	if r.db != nil {
		errs = append(errs, r.db.Close())
	}
	if r.folder != nil {
		errs = append(errs, r.folder.Close())
	}
	return errors.Join(errs...)
}

// loops runs functions until the context ends. One that fails or panics is started again after a pause and does not
// touch the others.
type loops struct {
	group sync.WaitGroup
	log   *slog.Logger
}

func (l *loops) start(ctx context.Context, name string, loop func(context.Context) error) {
	l.group.Go(func() {
		for wait := time.Second; ctx.Err() == nil; wait = min(2*wait, time.Minute) {
			began := time.Now()
			err := safely(ctx, loop)
			if ctx.Err() != nil || err == nil {
				return
			}
			l.log.Error("loop stopped", "loop", name, "err", err)
			if time.Since(began) > time.Minute {
				wait = time.Second
			}
			select {
			case <-ctx.Done():
			case <-time.After(wait):
			}
		}
	})
}

// wait returns when all loops have come to rest, or when one takes longer than that: a source that does not obey its
// context shall not keep the program from ending.
func (l *loops) wait(within time.Duration) {
	rest := make(chan struct{})
	go func() {
		l.group.Wait()
		close(rest)
	}()
	select {
	case <-rest:
	case <-time.After(within):
		l.log.Warn("a loop does not end")
	}
}

func safely(ctx context.Context, loop func(context.Context) error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %T at\n%s", p, debug.Stack()) // its value may hold an author's text
		}
	}()
	return loop(ctx)
}

// reading does something with the database, for a command that prints in one of the formats and changes nothing.
func (p *program) reading(ctx context.Context, formats []string, do func(*store.DB) error) error {
	if err := p.wants(formats...); err != nil {
		return err
	}
	db, err := p.readStore(ctx)
	if err != nil {
		return err
	}
	return errors.Join(do(db), db.Close())
}

// textOrJSON are the formats of most commands.
var textOrJSON = []string{"text", "json"}

// readStore opens the database for a command that only reads; it may run beside a running instance.
func (p *program) readStore(ctx context.Context) (*store.DB, error) {
	path := filepath.Join(p.dataDir, "molva.db")
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		return nil, fault("there is no data in %s yet: start 'molva run', or bring mentions in with 'molva import FILE'", p.dataDir)
	}
	log, err := p.logger()
	if err != nil {
		return nil, err
	}
	pack, err := p.themePack()
	if err != nil {
		return nil, err
	}
	return store.Open(ctx, store.Options{Path: path, ReadOnly: true, Now: p.now, Log: log, Step: p.step, Themes: pack})
}
