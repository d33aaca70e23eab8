package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/spf13/cobra"

	"molva/alerts"
	"molva/config"
	"molva/store"
)

func (p *program) runCommand() *cobra.Command {
	var only []string
	var listen string
	var takeOver bool
	c := &cobra.Command{
		Use:   "run",
		Short: "Listen, classify, store, alert: all loops, or some of them, in this process",
		Example: `  molva run
  molva run --only ingest,classify        # on other machines, with stream.url set`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			cfg, err := p.load()
			if err != nil {
				return err
			}
			if err := listenOn(cfg, listen); err != nil {
				return err
			}
			return p.run(c.Context(), cfg, only, takeOver)
		},
	}
	c.Flags().StringSliceVar(&only, "only", nil, "some of ingest, classify, store, alerts, web")
	c.Flags().BoolVar(&takeOver, "take-over", false, "keep the mentions of stream.url in this data folder from now on, though another one kept them so far; to be given once")
	c.Flags().StringVar(&listen, "listen", "", "address of pages and webhooks; port 0 picks a free one")
	return c
}

// run is the whole program until ctx ends: build the rooms, start their loops, say that it is ready, drain, close. What
// is not there yet is waited for.
func (p *program) run(ctx context.Context, cfg *config.Config, only []string, takeOver bool) error {
	p.logLevel = cmp.Or(p.logLevel, "info")
	log, err := p.logger()
	if err != nil {
		return err
	}
	picked, err := parseRoles(only, cfg.Stream.URL)
	if err != nil {
		return err
	}
	kept := &recent{}
	log = kept.beside(log)
	r := p.rooms(cfg, log)
	r.recent = kept
	r.takeOver, r.lobby = takeOver, &lobby{http: cfg.HTTP, dir: p.dataDir, log: log}
	warnOfOpen(cfg.HTTP, log)
	_, err = r.build(ctx, picked)
	r.lobby.close()
	if err != nil && ctx.Err() != nil {
		return nil // told to end while it waited
	}
	if err != nil {
		return err
	}
	h, err := r.furnish(ctx, picked)
	if err == nil {
		err = h.live(ctx, func(address string) error {
			return json.NewEncoder(p.out).Encode(map[string]any{"ready": true, "http": address, "version": version()})
		})
	}
	return errors.Join(err, r.close())
}

// house is the rooms with their loops.
type house struct {
	*rooms
	roles   roles
	hooks   map[string]http.Handler // sources that are pushed to, by id
	saver   *store.Writer           // nil without the role store
	stall   stall
	outside net.Listener // of the pages
	tellers              // zero without the role alerts
	pages   http.Handler
}

// furnish makes the loops of the roles. Nothing is dialled or started yet.
func (r *rooms) furnish(ctx context.Context, picked roles) (*house, error) {
	h := &house{rooms: r, roles: picked}
	var err error
	if h.outside, err = openAddress(r.cfg.HTTP, r.log); err != nil {
		return nil, err
	}
	if err := h.fill(ctx); err != nil {
		return nil, errors.Join(err, h.outside.Close())
	}
	return h, nil
}

func (h *house) fill(ctx context.Context) (err error) {
	if h.roles.has(ingestRole) {
		if h.sources, err = h.openSources(); err != nil {
			return err
		}
	}
	h.hooks = map[string]http.Handler{}
	for _, w := range h.sources {
		if hook, ok := w.Source.(http.Handler); ok {
			h.hooks[w.ID] = hook
		}
	}
	if h.roles.has(storeRole) {
		h.saver = h.writer()
		if err := h.db.Retire(ctx, h.cfg.SourceIDs()); err != nil {
			return err
		}
	}
	if h.roles.has(alertsRole) {
		links := alerts.Links{Base: h.cfg.HTTP.Reached(h.outside.Addr().String())}
		if h.tellers, err = h.openTellers(links, h.roles); err != nil {
			return err
		}
	}
	h.pages, err = h.handler()
	return err
}

// live starts the loops, calls ready once everything answers, and returns when ctx has ended and the loops have come to
// rest, or nine seconds later. Sources stop first and the writer last, so that what was taken is also saved where that is
// quick; what is not saved by then waits in the stream.
func (h *house) live(ctx context.Context, ready func(address string) error) error {
	ctx, end := context.WithCancelCause(ctx)
	defer end(nil)
	serving := map[net.Listener]http.Handler{h.outside: h.pages}
	if h.roles.has(storeRole) || !answered(ctx, h.dir) {
		control, err := listenControl(h.dir)
		if err != nil {
			return errors.Join(err, h.outside.Close())
		}
		serving[control] = h.controlHandler()
	}
	inner, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	feeding, working := &loops{log: h.log}, &loops{log: h.log}
	h.startWork(inner, working)
	if h.keeper != nil {
		working.start(inner, "keeper", func(ctx context.Context) error { return h.hold(ctx, end) })
	}
	for _, w := range h.sources {
		feeding.start(ctx, "source "+w.ID, w.Run)
	}
	servers := serve(h.log, serving)

	h.listening(ctx)
	if err := ready(h.cfg.HTTP.Scheme() + "://" + h.outside.Addr().String()); err != nil {
		h.log.Error("say ready", "err", err)
	}
	<-ctx.Done()
	h.log.Info("stopping")
	shutdown(servers, 3*time.Second)
	feeding.wait(2 * time.Second)
	h.drain(inner, 2*time.Second)
	stop()
	working.wait(2 * time.Second)
	var lost *faulty
	if errors.As(context.Cause(ctx), &lost) {
		return lost
	}
	return nil
}

// listening waits until every source that is pushed to takes requests, so that ready means it.
func (h *house) listening(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for _, hook := range h.hooks {
		gate, ok := hook.(interface{ Listening() bool })
		for ok && !gate.Listening() {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
		}
	}
}

// serve answers on every listener until shutdown.
func serve(log *slog.Logger, handlers map[net.Listener]http.Handler) []*http.Server {
	var servers []*http.Server
	for l, h := range handlers {
		s := &http.Server{
			Handler: h, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10,
			ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelDebug),
		}
		if c, waits := h.(io.Closer); waits { // pages that are open somewhere would hold the end up
			s.RegisterOnShutdown(func() { c.Close() })
		}
		servers = append(servers, s)
		go func() {
			if err := s.Serve(l); err != nil && !errors.Is(err, http.ErrServerClosed) {
				log.Error("http server stopped", "err", err)
			}
		}()
	}
	return servers
}

func shutdown(servers []*http.Server, within time.Duration) {
	ctx, cancel := context.WithTimeout(context.Background(), within)
	defer cancel()
	for _, s := range servers {
		if s.Shutdown(ctx) != nil {
			s.Close()
		}
	}
}
