package web

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"molva/alerts/web/access"
	"molva/alerts/web/api"
	"molva/alerts/web/frame"
	"molva/store"
)

// mount serves a handler to those who may have it.
func (s *Server) mount(mux *http.ServeMux, pattern string, h http.Handler) error {
	if _, known := needs[pattern]; !known {
		return fmt.Errorf("who may %s is not decided", pattern)
	}
	mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		who := access.From(r.Context())
		if !reaches(who, pattern) {
			s.Log.Warn("somebody asked for what is not theirs", "who", who.Name, "role", who.Role.String(), "address", pattern)
			s.forbid(w, r, who.May(needs[pattern]))
			return
		}
		if s.site != nil && !who.Everything() {
			ctx, err := s.site.Within(r.Context(), who)
			if err != nil {
				s.refuse(w, r, err)
				return
			}
			r = r.WithContext(ctx)
		}
		h.ServeHTTP(w, r)
	})
	return nil
}

// reaches reports whether somebody gets to an address.
func reaches(who access.Who, pattern string) bool {
	least, known := needs[pattern]
	_, all := whole[pattern]
	return known && who.May(least) && (who.Everything() || !all)
}

// leads reports whether pages lead somebody to an address. Whoever holds a link to one page is led nowhere else.
func leads(who access.Who, pattern string) bool { return reaches(who, pattern) && who.Link == "" }

// shareable reports whether what stands at an address may be shared with others: a page that every reader may see, and nothing about
// sharing itself.
func shareable(pattern string) bool {
	least, known := needs[pattern]
	_, all := whole[pattern]
	return known && least == access.Viewer && !all && strings.HasPrefix(pattern, "GET /") && !strings.HasPrefix(pattern, "GET /api/") && !strings.Contains(pattern, ".") &&
		pattern != "GET /live" && pattern != "GET /shares" && pattern != "GET /alerts"
}

// sharing reports whether a page, by its path and its query, may be shared.
func (s *Server) sharing(path string) bool {
	u, err := url.ParseRequestURI(path)
	if err != nil {
		return false
	}
	_, pattern := s.mux.Handler(&http.Request{Method: http.MethodGet, URL: u})
	return shareable(pattern)
}

// forbid tells somebody that they may not, for their role or, where that would do, for the topics they see; what stands there is not
// told.
func (s *Server) forbid(w http.ResponseWriter, r *http.Request, would bool) {
	switch {
	case s.site == nil:
		http.Error(w, "this needs another role", http.StatusForbidden)
		return
	case program(r):
		s.api.Forbid(w, r)
		return
	case would:
		s.site.Refuse(w, r, "", store.ErrBeyond)
		return
	}
	s.site.Refuse(w, r, "", frame.Forbidden(errors.New(s.site.Printer.Sprintf("Your role does not reach this far. An administrator can change it."))))
}

// program reports whether a program asks, which reads no pages.
func program(r *http.Request) bool { return strings.HasPrefix(r.URL.Path, api.Prefix+"/") }

// refuse says what is wrong, in the words of whoever asks.
func (s *Server) refuse(w http.ResponseWriter, r *http.Request, err error) {
	if program(r) {
		s.api.Refuse(w, r, err)
		return
	}
	s.site.Refuse(w, r, "", err)
}
