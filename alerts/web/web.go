package web

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"molva/alerts"
	"molva/alerts/metric"
	"molva/alerts/phrase"
	"molva/alerts/report"
	"molva/store"
)

// Options are what the handler shows and hands on to.
type Options struct {
	DB       *store.DB                       // nil, on a machine that only ingests: there is no page, only health and hooks
	Business metric.Business                 // what the configuration says of the company: by that lists are read
	Language string                          // of the page
	Ready    func(context.Context) Readiness // nil: always ready
	Trouble  func() map[string]string        // what could not be sent, by outlet; nil: nothing is sent
	Metrics  http.Handler                    // nil: there are none
	Hooks    map[string]http.Handler         // /hooks/{source}
	Slack    http.Handler                    // POST /slack/…: what Slack tells; nil: nobody listens
	Now      func() time.Time
	Log      *slog.Logger
}

// Readiness says whether new mentions are taken and stored, and if not, why.
type Readiness struct {
	Ready   bool     `json:"ready"`
	Reasons []string `json:"reasons"`
}

//go:embed static templates
var files embed.FS

// Catalogues are the texts that the page is made of.
func Catalogues() []phrase.Catalogue {
	return []phrase.Catalogue{Texts, alerts.Texts, report.Texts}
}

// server answers.
type server struct {
	Options
	printer *phrase.Printer
}

// New returns the handler of everything that is served. Who may reach it is the caller's business: it has no log-in.
func New(o Options) (http.Handler, error) {
	if o.Now == nil || o.Log == nil {
		return nil, errors.New("web: Now and Log are needed")
	}
	p, err := phrase.New(o.Language, Catalogues()...)
	if err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	s := &server{o, p}
	mux := http.NewServeMux()
	if o.DB != nil {
		for _, page := range s.pages() {
			h, err := page.make()
			if err != nil {
				return nil, fmt.Errorf("web: %w", err)
			}
			mux.Handle("GET "+page.path, h)
		}
	}
	mux.Handle("GET /static/", http.FileServerFS(files))
	mux.HandleFunc("GET /healthz", healthz)
	mux.HandleFunc("GET /readyz", s.readyz)
	mux.HandleFunc("/hooks/{source}", s.hook)
	if o.Slack != nil {
		mux.Handle("POST /slack/", o.Slack)
	}
	if o.Metrics != nil {
		mux.Handle("GET /metrics", o.Metrics)
	}
	return secure(mux), nil
}

// place is where a page stands, and what makes it.
type place struct {
	path string
	make func() (http.Handler, error)
}

// pages are the overview and the lists of evidence.
func (s *server) pages() []place {
	return []place{
		{"/{$}", s.overviewPage},
		{alerts.MentionsPath, s.mentionsPage},
		{alerts.ThreadsPath, s.threadsPage},
		{alerts.PostsPath, s.listPage(s.posts)},
		{alerts.FiguresPath, s.listPage(s.figures)},
		{alerts.SetsPath, s.listPage(s.sets)},
		{alerts.InputsPath, s.listPage(s.inputs)},
		{alerts.StepsPath, s.listPage(s.steps)},
	}
}

// secure sets the headers that make a browser a strict reader.
func secure(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		next.ServeHTTP(w, r)
	})
}

func (s *server) hook(w http.ResponseWriter, r *http.Request) {
	h, ok := s.Hooks[r.PathValue("source")]
	if !ok {
		http.Error(w, "no such webhook source", http.StatusNotFound)
		return
	}
	h.ServeHTTP(w, r)
}
