package main

import (
	"context"
	"errors"
	"time"
)

// withRooms builds the pipe, runs its writer, does a piece of work and closes everything: what a command does where no
// instance runs on the data folder.
func withRooms[T any](ctx context.Context, p *program, do func(*rooms) (T, error)) (result T, err error) {
	cfg, err := p.load()
	if err != nil {
		return result, err
	}
	log, err := p.logger()
	if err != nil {
		return result, err
	}
	r, err := p.build(ctx, cfg, roles{ingestRole, classifyRole, storeRole}, log)
	if err != nil {
		return result, err
	}
	defer func() { err = errors.Join(err, r.close()) }()
	working, stop := context.WithCancel(ctx)
	saving := &loops{log: log}
	saving.start(working, "store", r.writer().Run)
	if r.keeper != nil {
		saving.start(working, "keeper", r.keeper.Hold)
	}
	defer saving.wait(10 * time.Second)
	defer stop()
	if result, err = do(r); err != nil {
		return result, err
	}
	return result, errors.Join(r.index(ctx), r.db.Tend(ctx))
}

// index brings full-text search up to what is stored; a running writer does it by itself, a little later.
func (r *rooms) index(ctx context.Context) error {
	for {
		if n, err := r.db.Index(ctx, 1000); err != nil || n < 1000 {
			return err
		}
	}
}
