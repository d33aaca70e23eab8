package api

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"golang.org/x/time/rate"

	"molva/alerts/web/access"
	"molva/alerts/web/frame"
	"molva/alerts/web/operations"
	"molva/alerts/web/reports"
	"molva/alerts/web/topics"
	"molva/store"
)

// Prefix is where all of it stands.
const Prefix = "/api/v1"

// Options are what operations need beside the site: the same that the pages do what they do with.
type Options struct {
	Ready      func(context.Context) (ready bool, reasons []string)        // nil: always ready
	Role       func(pattern string) access.Role                            // that an operation needs, for the document
	PerMinute  int                                                         // what a program may ask for in a minute; 0: 600
	Now        func() time.Time                                            // the wall's clock, by which budgets are spent
	Erase      func(context.Context, store.Erasure) (store.Erasure, error) // begins an erasure; nil: this process cannot
	Reports    reports.Options
	Topics     topics.Options
	Operations operations.Options
}

// API answers programs.
type API struct {
	Options
	site     *frame.Site
	budgets  budgets
	table    []operation
	document []byte
	begun    int64 // tells this process from the one before, whose revisions have nothing to do with ours
}

// New returns what answers programs.
func New(site *frame.Site, o Options) (*API, error) {
	a := &API{Options: o, site: site, begun: o.Now().UnixNano()}
	a.budgets = budgets{now: o.Now, each: cmp.Or(o.PerMinute, perMinute), left: map[string]*rate.Limiter{}}
	a.table = slices.Concat(a.topics(), a.mentions(), a.work(), a.complaints(), a.deeds(), a.reports(), a.accuracy(), a.sources(), a.alerts(), a.dead(), a.people(), a.erasures(), a.program())
	var err error
	a.document, err = a.describe()
	return a, err
}

// Routes are all operations at their places.
func (a *API) Routes() (all []frame.Route) {
	for i := range a.table {
		o := &a.table[i]
		all = append(all, frame.Route{Pattern: o.pattern(), Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { a.serve(w, r, o) })})
	}
	return all
}

// serve answers one request.
func (a *API) serve(w http.ResponseWriter, r *http.Request, o *operation) {
	defer a.caught(w, r)
	err := a.budgets.spend(w, r, o.weight)
	var made any
	var tag string
	if err == nil {
		made, tag, err = a.answer(r, o)
	}
	switch {
	case err != nil:
		a.Refuse(w, r, err)
	case tag != "" && made == nil:
		head(w, tag)
		w.WriteHeader(http.StatusNotModified)
	default:
		head(w, tag)
		a.send(w, r, o, made)
	}
}

// caught answers what panicked. Its value may hold an author's text.
func (a *API) caught(w http.ResponseWriter, r *http.Request) {
	if p := recover(); p != nil {
		a.Refuse(w, r, fmt.Errorf("panic: %T at\n%s", p, debug.Stack()))
	}
}

// answer is what an operation answers, nil where whoever asks has it already, and the tag of what is stored.
func (a *API) answer(r *http.Request, o *operation) (made any, tag string, err error) {
	if o.writes() && !a.site.Writes {
		return nil, "", problem(http.StatusServiceUnavailable, "this machine only shows; changes are made where the database is written")
	}
	c, err := a.begin(r, o)
	if err != nil {
		return nil, "", err
	}
	if !o.writes() && !o.volatile {
		if tag, err = a.tag(r); err != nil {
			return nil, "", err
		}
		if matches(r.Header.Get("If-None-Match"), tag) {
			return nil, tag, nil
		}
	}
	made, err = o.do(c)
	return made, tag, err
}

// tag tells apart what is answered at two moments to those who see the same.
func (a *API) tag(r *http.Request) (string, error) {
	moment, err := a.site.Moment(r.Context())
	who := access.From(r.Context())
	sum := sha256.Sum256(fmt.Appendf(nil, "%d %s %v %q", a.begun, moment, who.Everything(), who.Topics))
	return fmt.Sprintf(`"%x"`, sum[:12]), err
}

// matches reports whether a tag stands in a header.
func matches(header, tag string) bool {
	for one := range strings.SplitSeq(header, ",") {
		if one = strings.TrimPrefix(strings.TrimSpace(one), "W/"); one == tag || one == "*" {
			return true
		}
	}
	return false
}

// head says how an answer may be kept: by its asker, who asks each time whether it is still so.
func head(w http.ResponseWriter, tag string) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	if tag != "" {
		h.Set("Cache-Control", "private, no-cache")
		h.Set("ETag", tag)
		h.Set("Vary", "Authorization, Cookie")
	}
}

func (a *API) send(w http.ResponseWriter, r *http.Request, o *operation, made any) {
	if o.answer == nil {
		w.WriteHeader(o.status)
		return
	}
	var body bytes.Buffer
	e := json.NewEncoder(&body)
	e.SetEscapeHTML(false)
	if err := e.Encode(made); err != nil {
		a.Refuse(w, r, fmt.Errorf("write the answer: %w", err))
		return
	}
	if p, paged := made.(interface{ following() string }); paged && p.following() != "" {
		q := r.URL.Query()
		q.Set("after", p.following())
		w.Header().Set("Link", "<"+(&url.URL{Path: r.URL.Path, RawPath: r.URL.RawPath, RawQuery: q.Encode()}).String()+`>; rel="next"`)
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(o.status)
	w.Write(body.Bytes())
}

// ServeHTTP answers at every address below Prefix that is none of the operations, or not by that method.
func (a *API) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var allowed []string
	for i := range a.table {
		if o := &a.table[i]; !slices.Contains(allowed, o.method) && o.stands(r.URL.EscapedPath()) {
			allowed = append(allowed, o.method)
		}
	}
	if len(allowed) == 0 {
		a.Refuse(w, r, frame.Missing(errors.New("nothing stands at this address; "+Prefix+"/openapi.json has all there are")))
		return
	}
	slices.Sort(allowed)
	w.Header().Set("Allow", strings.Join(allowed, ", "))
	a.Refuse(w, r, problem(http.StatusMethodNotAllowed, "%.20s is not taken here, want %s", r.Method, strings.Join(allowed, ", ")))
}
