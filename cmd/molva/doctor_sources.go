package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
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
		return finding{s.ID, "fail", p.inWords(err)}
	}
	found := p.say().Sprintf("only reading it shows whether it works")
	switch asked, ok := source.(ingest.Examiner); {
	case ok && s.Charges():
		if found, err = p.examinePaid(ctx, s.ID); errors.Is(err, errNobody) {
			return finding{s.ID, "ok", p.say().Sprintf("each question costs money and is paid from the budget: 'molva sources price %s' asks one", s.ID)}
		}
	case ok:
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

// examination is what a source that is read said of itself.
type examination struct {
	Found  string         `json:"found"`
	Lacks  []ingest.Grant `json:"lacks,omitempty"`
	Denied bool           `json:"denied,omitempty"`
	Error  string         `json:"trouble,omitempty"` // "error" is the socket's own word
}

var examineOrder = order[string, examination]{"sources-examine", (*rooms).examine}

// examine asks a source that is read here.
func (r *rooms) examine(ctx context.Context, id string) (said examination, err error) {
	i := slices.IndexFunc(r.sources, func(w *ingest.Worker) bool { return w.ID == id })
	if i < 0 {
		return said, fault("there is no source %q in the running instance; it was started before the configuration changed", id)
	}
	asked, ok := r.sources[i].Source.(ingest.Examiner)
	if !ok {
		return said, nil
	}
	if err := begun(ctx, r.sources[i]); err != nil {
		return said, err
	}
	var lacking *ingest.Lacking
	said.Found, err = asked.Examine(ctx)
	switch {
	case errors.As(err, &lacking):
		said.Lacks = lacking.Grants
	case err != nil:
		said.Error, said.Denied = err.Error(), errors.Is(err, ingest.ErrDenied)
	}
	return said, nil
}

// examinePaid lets the instance that reads a source ask it, since the question is paid from its budget. errNobody: none runs.
func (p *program) examinePaid(ctx context.Context, id string) (found string, err error) {
	var said examination
	if err := examineOrder.ask(ctx, p.dataDir, id, &said); err != nil {
		return "", err
	}
	switch {
	case said.Denied:
		return "", fmt.Errorf("%s (%w)", said.Error, ingest.ErrDenied)
	case said.Error != "":
		return "", errors.New(said.Error)
	}
	return said.Found, ingest.Lack(said.Lacks)
}

// lacks says which permissions a token does not have, and what each would bring.
func (p *program) lacks(grants []ingest.Grant) string {
	all := make([]string, len(grants))
	for i, g := range grants {
		all[i] = p.say().Sprintf("the permission %s is missing, which would bring %s", g.Name, config.Granted(p.say(), g).Brings)
	}
	return strings.Join(all, "; ")
}
