package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"molva/alerts/web/frame"
	"molva/store"
)

// Problem is the one shape of what went wrong, by RFC 9457.
type Problem struct {
	Type   string  `json:"type"`
	Title  string  `json:"title"`
	Status int     `json:"status"`
	Detail string  `json:"detail"`
	Errors []Fault `json:"errors,omitempty"` // each by itself, where there are several places to look at
}

// Fault is one part of a request that is wrong: what was found and what is possible.
type Fault struct {
	In     string `json:"in"`   // query, path or body
	Name   string `json:"name"` // limit, mentions/0/revision
	Detail string `json:"detail"`
}

func (p *Problem) Error() string { return p.Detail }

func problem(status int, format string, args ...any) *Problem {
	return &Problem{Type: "about:blank", Title: http.StatusText(status), Status: status, Detail: fmt.Sprintf(format, args...)}
}

// faulty is a problem of several parts of a request.
func faulty(status int, faults []Fault) *Problem {
	p := problem(status, "%s %s: %s", faults[0].In, faults[0].Name, faults[0].Detail)
	if len(faults) > 1 {
		p.Detail += fmt.Sprintf("; and %d more", len(faults)-1)
	}
	p.Errors = faults
	return p
}

// wrong is a problem of one parameter.
func wrong(in, name, format string, args ...any) *Problem {
	status := http.StatusBadRequest
	if in == inBody {
		status = http.StatusUnprocessableEntity
	}
	return faulty(status, []Fault{{in, name, fmt.Sprintf(format, args...)}})
}

// unknown are the errors of what there is not.
var unknown = []error{store.ErrUnknownTopic, store.ErrUnknownComplaint, store.ErrUnknownMention, store.ErrUnknownLabel, store.ErrUnknownIncident, store.ErrUnknownMute,
	store.ErrUnknownToken, store.ErrUnknownShare, store.ErrUnknownErasure}

// problemOf is an error as it is told; nil: nobody waits for it any longer.
func (a *API) problemOf(r *http.Request, err error) *Problem {
	var (
		told    *Problem
		handled *store.HandledError
		refused store.Refusal
	)
	for _, e := range unknown {
		if errors.Is(err, e) {
			return problem(http.StatusNotFound, "%v", e)
		}
	}
	status, asked := frame.Refusal(err)
	switch {
	case errors.As(err, &told):
		return told
	case asked:
		return problem(status, "%v", err)
	case errors.Is(err, store.ErrBeyond):
		return problem(http.StatusForbidden, "this is about all topics, and you see some of them")
	case errors.As(err, &handled):
		return problem(http.StatusConflict, "%v; nothing was done", handled)
	case errors.Is(err, store.ErrChanged):
		return problem(http.StatusConflict, "%v; nothing was done: read it again and decide", err)
	case errors.As(err, &refused):
		return problem(http.StatusConflict, "%s", string(refused))
	case r.Context().Err() == context.Canceled:
		return nil
	case errors.Is(err, context.DeadlineExceeded):
		return problem(http.StatusServiceUnavailable, "this takes too long now: ask again in a minute, or for a shorter period")
	}
	a.site.Log.Error("API failed", "address", r.Pattern, "err", err)
	return problem(http.StatusInternalServerError, "this cannot be answered now; the log says why")
}

// Refuse answers with what is wrong.
func (a *API) Refuse(w http.ResponseWriter, r *http.Request, err error) {
	p := a.problemOf(r, err)
	if p == nil {
		return
	}
	h := w.Header()
	h.Set("Content-Type", "application/problem+json")
	h.Set("Cache-Control", "no-store")
	if p.Status == http.StatusServiceUnavailable && h.Get("Retry-After") == "" {
		h.Set("Retry-After", "60")
	}
	w.WriteHeader(p.Status)
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.Encode(p)
}

// Forbid answers somebody whose role does not reach so far.
func (a *API) Forbid(w http.ResponseWriter, r *http.Request) {
	a.Refuse(w, r, problem(http.StatusForbidden, "this needs another role, or to see all topics; an administrator can change both"))
}
