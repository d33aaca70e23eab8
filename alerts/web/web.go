package web

import (
	"context"
	"crypto/rand"
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
	"molva/alerts/web/access"
	"molva/alerts/web/accuracy"
	"molva/alerts/web/api"
	"molva/alerts/web/complaints"
	"molva/alerts/web/door"
	"molva/alerts/web/evidence"
	"molva/alerts/web/frame"
	"molva/alerts/web/live"
	"molva/alerts/web/operations"
	"molva/alerts/web/overview"
	"molva/alerts/web/people"
	"molva/alerts/web/reports"
	"molva/alerts/web/topics"
	"molva/store"
)

// Options are what the pages show, and who does what is asked for on them.
type Options struct {
	DB       *store.DB                                                   // nil, on a machine that only ingests: there is no page, only health and hooks
	Business metric.Business                                             // what the configuration says of the company: by that lists are read
	Language string                                                      // of the pages
	Writes   bool                                                        // this process stores, so things may be changed here
	Ready    func(context.Context) Readiness                             // nil: always ready
	Trouble  func() map[string]string                                    // what could not be sent, by outlet; nil: nothing is sent
	Metrics  http.Handler                                                // nil: there are none
	Hooks    map[string]http.Handler                                     // /hooks/{source}
	Slack    http.Handler                                                // POST /slack/…: what Slack tells; nil: nobody listens
	Base     string                                                      // how readers reach the pages, such as https://molva.example.com; "": only from this machine
	Erase    func(context.Context, store.Erasure) (store.Erasure, error) // begins an erasure; nil: this process cannot
	Door     door.Options                                                // who comes in; what it has of the fields above and below is filled in
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
	return []phrase.Catalogue{frame.Texts, door.Texts, overview.Texts, complaints.Texts, evidence.Texts, topics.Texts, reports.Texts, accuracy.Texts, operations.Texts, people.Texts,
		alerts.Texts, watch.Texts, report.Texts, reason.Texts}
}

// Server is the handler of everything that is served.
type Server struct {
	http.Handler
	Options
	site *frame.Site // nil without a database
	mux  *http.ServeMux
	live *live.Hub // likewise
	api  *api.API  // likewise
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
	mux := http.NewServeMux()
	s := &Server{Options: o, mux: mux}
	if err := s.services(mux); err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	entrance := o.Door
	entrance.DB, entrance.Writes, entrance.Base, entrance.Log = o.DB, o.Writes, o.Base, o.Log
	entrance.Now, entrance.Random = time.Now, rand.Reader // a session lasts by the wall's clock
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
	s.Handler = secure(s.Base, inTime(d.Before(mux)))
	return s, nil
}

// open mounts the pages.
func (s *Server) open(mux *http.ServeMux) error {
	p, err := phrase.New(s.Language, Catalogues()...)
	if err != nil {
		return err
	}
	site := frame.Site{DB: s.DB, Business: s.Business, Printer: p, Now: s.Now, Log: s.Log, Writes: s.Writes, Trouble: s.Trouble, Reaches: leads, Shareable: shareable}
	if s.site, err = frame.New(site); err != nil {
		return err
	}
	s.site.Keep()
	routes, err := s.pages()
	if err != nil {
		return err
	}
	if s.api, err = api.New(s.site, s.programs()); err != nil {
		return err
	}
	routes = append(routes, s.api.Routes()...)
	s.live = live.New(s.sight, s.Log)
	routes = append(routes, frame.Route{Pattern: "GET /live", Handler: s.live}, frame.Route{Pattern: "POST /name", Handler: http.HandlerFunc(s.site.Introduce)})
	for _, r := range routes {
		if err := s.mount(mux, r.Pattern, r.Handler); err != nil {
			return err
		}
	}
	mux.Handle(api.Prefix+"/", s.api)
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

// programs are served what the pages show, by what the pages have.
func (s *Server) programs() api.Options {
	o := api.Options{Erase: s.Erase, Reports: s.Reports, Topics: s.Topics, Operations: s.Operations, Now: time.Now, Role: func(pattern string) access.Role { return needs[pattern] }}
	if s.Ready != nil {
		o.Ready = func(ctx context.Context) (bool, []string) {
			r := s.Ready(ctx)
			return r.Ready, r.Reasons
		}
	}
	return o
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
		func() ([]frame.Route, error) {
			return people.Pages(s.site, people.Options{Base: s.Base, Random: rand.Reader, Sharing: s.sharing})
		},
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
