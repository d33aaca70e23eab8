package people

import (
	"embed"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"molva/alerts"
	"molva/alerts/web/access"
	"molva/alerts/web/frame"
	"molva/ingest"
)

// Options are what the pages need beside the site.
type Options struct {
	Base    string                 // how readers reach the pages
	Random  io.Reader              // of secrets
	Sharing func(path string) bool // whether a page, by its path and its query, may be shared
}

//go:embed templates/*.html
var files embed.FS

// pages make them.
type pages struct {
	*frame.Site
	Options
}

// Pages are the routes of this package.
func Pages(site *frame.Site, o Options) (routes []frame.Route, err error) {
	if o.Random == nil || o.Sharing == nil {
		return nil, errors.New("people: Random and Sharing are needed")
	}
	s := &pages{site, o}
	page := func(at frame.Section, view func(*http.Request) (frame.View, error), template string) {
		h, wrong := s.Private(at, files, view, "templates/"+template, "templates/parts.html")
		routes, err = append(routes, frame.Route{Pattern: "GET " + string(at), Handler: h}), errors.Join(err, wrong)
	}
	once := func(at frame.Section, verb string, act func(*http.Request) (frame.Done, frame.View, error)) {
		h, wrong := s.Once(at, files, act, "templates/once.html")
		routes, err = append(routes, frame.Route{Pattern: "POST " + string(at) + "/" + verb, Handler: h}), errors.Join(err, wrong)
	}
	act := func(at frame.Section, verb string, act func(*http.Request) (frame.Done, error)) {
		routes = append(routes, frame.Route{Pattern: "POST " + string(at) + "/" + verb, Handler: s.Act(at, act)})
	}
	page(frame.People, s.people, "people.html")
	once(frame.People, "add", s.addUser)
	once(frame.People, "reset", s.resetUser)
	act(frame.People, "change", s.changeUser)
	act(frame.People, "leave", s.leaveUser)
	page(frame.Tokens, s.tokens, "tokens.html")
	once(frame.Tokens, "add", s.addToken)
	act(frame.Tokens, "revoke", s.revokeToken)
	page(frame.Shares, s.shares, "shares.html")
	once(frame.Shares, "add", s.addShare)
	act(frame.Shares, "revoke", s.revokeShare)
	page(frame.Audit, s.audit, "audit.html")
	routes = append(routes, frame.Route{Pattern: "GET /audit.csv", Handler: s.auditFile(".csv")}, frame.Route{Pattern: "GET /audit.jsonl", Handler: s.auditFile(".jsonl")})
	return routes, err
}

// secret is what is shown once.
type secret struct {
	What   string   // it is
	Value  string   // itself
	How    []string // what to do with it
	Code   string   // a command that uses it; "": none
	Back   string
	Behind string // what the way back is called
}

// option is one of several that a form offers.
type option struct {
	Value, Label string
	Here         bool
}

// rolesOf are the roles that can be given, one of them chosen.
func (s *pages) rolesOf(chosen string) (all []option) {
	for _, r := range access.Roles {
		all = append(all, option{r.String(), s.role(r.String()), r.String() == chosen})
	}
	return all
}

// topicsOf are the topics that somebody may be bound to, some of them chosen.
func topicsOf(tree []ingest.Topic, chosen []string) (all []option) {
	for _, t := range frame.InOrder(tree) {
		all = append(all, option{t.ID, strings.Repeat("\u2003", t.Depth) + alerts.Inert(t.Name), slices.Contains(chosen, t.ID)})
	}
	return all
}

// topicsGiven are those that a form names; none are everything.
func topicsGiven(r *http.Request) []string {
	if len(r.PostForm["topic"]) == 0 {
		return nil
	}
	return r.PostForm["topic"]
}

// bounds names the topics that somebody is bound to.
func (s *pages) bounds(topics []string) string {
	if topics == nil {
		return s.Printer.Sprintf("everything")
	}
	return alerts.Inert(strings.Join(topics, ", "))
}

// moment is a time by the clocks of the first topic; "–": there was none.
func (s *pages) moment(t time.Time) string {
	if t.IsZero() {
		return "–"
	}
	at := t.In(s.Zone())
	return s.Printer.Date(at) + at.Format(", 15:04")
}
