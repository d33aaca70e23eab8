package web

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"molva/alerts"
	"molva/alerts/metric"
	"molva/alerts/phrase"
	"molva/alerts/reason"
	"molva/alerts/report"
	"molva/alerts/watch"
	"molva/alerts/web/accuracy"
	"molva/alerts/web/complaints"
	"molva/alerts/web/door"
	"molva/alerts/web/evidence"
	"molva/alerts/web/frame"
	"molva/alerts/web/live"
	"molva/alerts/web/operations"
	"molva/alerts/web/overview"
	"molva/alerts/web/reports"
	"molva/alerts/web/topics"
	"molva/store"
)

// Options are what the pages show, and who does what is asked for on them.
type Options struct {
	DB       *store.DB                       // nil, on a machine that only ingests: there is no page, only health and hooks
	Business metric.Business                 // what the configuration says of the company: by that lists are read
	Language string                          // of the pages
	Writes   bool                            // this process stores, so things may be changed here
	Ready    func(context.Context) Readiness // nil: always ready
	Trouble  func() map[string]string        // what could not be sent, by outlet; nil: nothing is sent
	Metrics  http.Handler                    // nil: there are none
	Hooks    map[string]http.Handler         // /hooks/{source}
	Slack    http.Handler                    // POST /slack/…: what Slack tells; nil: nobody listens
	Base     string                          // how readers reach the pages, such as https://molva.example.com; "": only from this machine
	Token    string                          // asked for before anything is shown; "": who reaches the pages may read them
	Now      func() time.Time
	Log      *slog.Logger

	Overview   overview.Options
	Complaints complaints.Options
	Evidence   evidence.Options
	Topics     topics.Options
	Reports    reports.Options
	Accuracy   accuracy.Options
	Operations operations.Options
}

// Readiness says whether new mentions are taken and stored, and if not, why.
type Readiness struct {
	Ready   bool     `json:"ready"`
	Reasons []string `json:"reasons"`
}

// Catalogues are the texts that the pages are made of.
func Catalogues() []phrase.Catalogue {
	return []phrase.Catalogue{frame.Texts, door.Texts, overview.Texts, complaints.Texts, evidence.Texts, topics.Texts, reports.Texts, accuracy.Texts, operations.Texts,
		alerts.Texts, watch.Texts, report.Texts, reason.Texts}
}

// Server is the handler of everything that is served.
type Server struct {
	http.Handler
	Options
	site *frame.Site // nil without a database
	live *live.Hub   // likewise
}

// Close lets go of those who wait for something to happen; it may be called again.
func (s *Server) Close() error {
	if s.live != nil {
		s.live.Close()
	}
	return nil
}

// New returns the handler of everything that is served.
func New(o Options) (*Server, error) {
	if o.Now == nil || o.Log == nil {
		return nil, errors.New("web: Now and Log are needed")
	}
	s := &Server{Options: o}
	mux := http.NewServeMux()
	if err := s.services(mux); err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	entrance := door.Options{Token: o.Token, Base: o.Base, Now: time.Now, Log: o.Log} // a session lasts by the wall's clock
	if o.DB != nil {
		if err := s.open(mux); err != nil {
			return nil, fmt.Errorf("web: %w", err)
		}
		entrance.Printer, entrance.Asset = s.site.Printer, s.site.Asset
	}
	d, err := door.New(entrance)
	if err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	s.Handler = secure(inTime(d.Before(mux)))
	return s, nil
}

// open mounts the pages.
func (s *Server) open(mux *http.ServeMux) error {
	p, err := phrase.New(s.Language, Catalogues()...)
	if err != nil {
		return err
	}
	site := frame.Site{DB: s.DB, Business: s.Business, Printer: p, Now: s.Now, Log: s.Log, Writes: s.Writes, Leaves: s.Token != "", Trouble: s.Trouble}
	if s.site, err = frame.New(site); err != nil {
		return err
	}
	s.site.Keep()
	routes, err := s.pages()
	if err != nil {
		return err
	}
	s.live = live.New(s.sight, s.Log)
	routes = append(routes, frame.Route{Pattern: "GET /live", Handler: s.live}, frame.Route{Pattern: "POST /name", Handler: http.HandlerFunc(s.site.Introduce)})
	for _, r := range routes {
		if err := s.mount(mux, r.Pattern, r.Handler); err != nil {
			return err
		}
	}
	mux.Handle("GET /static/", s.site.Static())
	mux.HandleFunc("/", s.nowhere)
	return nil
}

// sight is what is stored now.
func (s *Server) sight(ctx context.Context) (live.Sight, error) {
	r, err := s.DB.Revision(ctx)
	if err != nil {
		return live.Sight{}, err
	}
	mentions, complaints, err := s.DB.Newest(ctx)
	return live.Sight{Revision: frame.Revision(r), Mentions: mentions, Complaints: complaints}, err
}

// pages are those of all sections.
func (s *Server) pages() (all []frame.Route, err error) {
	for _, section := range []func() ([]frame.Route, error){
		func() ([]frame.Route, error) { return overview.Pages(s.site, s.Overview) },
		func() ([]frame.Route, error) { return complaints.Pages(s.site, s.Complaints) },
		func() ([]frame.Route, error) { return evidence.Pages(s.site, s.Evidence) },
		func() ([]frame.Route, error) { return topics.Pages(s.site, s.Topics) },
		func() ([]frame.Route, error) { return reports.Pages(s.site, s.Reports) },
		func() ([]frame.Route, error) { return accuracy.Pages(s.site, s.Accuracy) },
		func() ([]frame.Route, error) { return operations.Pages(s.site, s.Operations) },
	} {
		routes, err := section()
		if err != nil {
			return nil, err
		}
		all = append(all, routes...)
	}
	return all, nil
}

// services are what machines ask for.
func (s *Server) services(mux *http.ServeMux) error {
	mux.HandleFunc("GET /healthz", healthz)
	mux.HandleFunc("GET /readyz", s.readyz)
	mux.HandleFunc("/hooks/{source}", s.hook)
	if s.Slack != nil {
		mux.Handle("POST /slack/", s.Slack)
	}
	if s.Metrics == nil {
		return nil
	}
	return s.mount(mux, "GET /metrics", s.Metrics)
}

// nowhere answers for every address that there is not.
func (s *Server) nowhere(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "nothing is taken at this address", http.StatusMethodNotAllowed)
		return
	}
	s.site.Refuse(w, r, "", frame.Missing(errors.New(s.site.Printer.Sprintf("Nothing stands at this address. The menu leads to every page."))))
}

func (s *Server) hook(w http.ResponseWriter, r *http.Request) {
	h, ok := s.Hooks[r.PathValue("source")]
	if !ok {
		http.Error(w, "no such webhook source", http.StatusNotFound)
		return
	}
	h.ServeHTTP(w, r)
}
