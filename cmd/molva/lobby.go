package main

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"molva/alerts/web"
	"molva/config"
)

// passing is an error that may pass by itself: the program waits, if it is one that runs on.
type passing struct{ error }

func (p passing) Unwrap() error { return p.error }

// The pause between two tries grows up to this; a wait is spoken of once a minute.
const (
	maxPause   = 2 * time.Second
	speakEvery = time.Minute
)

// lobby is what the program shows while it waits for what it cannot work without: it is alive, not ready, and says why.
// Webhooks are told to come again.
type lobby struct {
	http config.HTTP
	dir  string
	log  *slog.Logger

	servers []*http.Server
	spoken  time.Time

	mu  sync.Mutex
	why string
}

// insist does it again until it succeeds, fails for good, or ctx ends. Without a lobby it tries once.
func (l *lobby) insist(ctx context.Context, do func(context.Context) error) error {
	for pause := 100 * time.Millisecond; ; pause = min(2*pause, maxPause) {
		err := do(ctx)
		if err == nil || l == nil || !errors.As(err, new(passing)) || ctx.Err() != nil {
			return err
		}
		if err := l.wait(ctx, err, pause); err != nil {
			return err
		}
	}
}

func (l *lobby) wait(ctx context.Context, why error, pause time.Duration) error {
	l.say(why)
	if l.servers == nil {
		if err := l.open(ctx); err != nil {
			return err
		}
	}
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

func (l *lobby) say(why error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.why != why.Error() || time.Since(l.spoken) > speakEvery {
		l.log.Warn("waiting", "err", why)
		l.why, l.spoken = why.Error(), time.Now()
	}
}

func (l *lobby) ready(context.Context) web.Readiness {
	l.mu.Lock()
	defer l.mu.Unlock()
	return web.Readiness{Reasons: []string{l.why}}
}

func (l *lobby) open(ctx context.Context) error {
	listener, err := openAddress(l.http, l.log)
	if err != nil {
		return err
	}
	pages, err := web.New(web.Options{Ready: l.ready, Now: time.Now, Log: l.log})
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	public, control := http.NewServeMux(), http.NewServeMux()
	public.Handle("GET /healthz", pages)
	public.Handle("GET /readyz", pages)
	public.HandleFunc("/", later)
	control.HandleFunc("POST /ready", func(w http.ResponseWriter, req *http.Request) { answer(w).send(l.ready(req.Context())) })
	serving := map[net.Listener]http.Handler{listener: public}
	if !answered(ctx, l.dir) {
		socket, err := listenControl(l.dir)
		if err != nil {
			return errors.Join(err, listener.Close())
		}
		serving[socket] = control
	}
	l.servers = serve(l.log, serving)
	l.log.Info("not ready yet", "http", l.http.Scheme()+"://"+listener.Addr().String())
	return nil
}

func later(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Retry-After", "5")
	http.Error(w, "not ready yet", http.StatusServiceUnavailable)
}

// close leaves the address to the pages.
func (l *lobby) close() { shutdown(l.servers, time.Second) }
