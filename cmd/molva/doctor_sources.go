package main

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"time"

	"molva/alerts"
	"molva/config"
	"molva/ingest"
	"molva/ingest/query"
)

// examineSources asks every source that can be asked whether it would work.
func (p *program) examineSources(ctx context.Context, cfg *config.Config) []finding {
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	r := p.rooms(cfg, slog.New(slog.DiscardHandler))
	env, err := r.env()
	if err == nil {
		r.set, err = query.NewSet(r.topics)
	}
	if err != nil {
		return []finding{{"sources", "fail", err.Error()}}
	}
	all := make([]finding, len(cfg.Sources))
	var group sync.WaitGroup
	for i, s := range cfg.Sources {
		group.Go(func() { all[i] = p.examineSource(ctx, s, env) })
	}
	group.Wait()
	return all
}

func (p *program) examineSource(ctx context.Context, s config.Source, env ingest.Env) finding {
	env.ID, env.Log = s.ID, slog.New(slog.DiscardHandler)
	source, _, err := s.Opener.Open(s.Options, env)
	if err != nil {
		return finding{s.ID, "fail", err.Error()}
	}
	found := p.say().Sprintf("only reading it shows whether it works")
	if asked, ok := source.(ingest.Examiner); ok {
		found, err = asked.Examine(ctx)
	}
	var lacking *ingest.Lacking
	switch {
	case errors.As(err, &lacking):
		return finding{s.ID, "warn", found + "; " + p.lacks(lacking.Grants)}
	case errors.Is(err, ingest.ErrDenied):
		return finding{s.ID, "fail", err.Error()}
	case err != nil:
		return finding{s.ID, "warn", err.Error()}
	case !s.Expires.IsZero() && s.Expires.Sub(p.now()) < alerts.Soon:
		return finding{s.ID, "warn", p.say().Sprintf("the credentials end on %s", date(s.Expires.Time))}
	}
	return finding{s.ID, "ok", found}
}

// lacks says which permissions a token does not have, and what each would bring.
func (p *program) lacks(grants []ingest.Grant) string {
	all := make([]string, len(grants))
	for i, g := range grants {
		all[i] = p.say().Sprintf("the permission %s is missing, which would bring %s", g.Name, config.Granted(p.say(), g).Brings)
	}
	return strings.Join(all, "; ")
}
