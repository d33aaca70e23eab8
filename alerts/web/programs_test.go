package web

import (
	"encoding/json"
	"testing"

	"molva/alerts/web/access"
	"molva/alerts/web/api"
	"molva/alerts/web/door"
	"molva/store"
)

// Programs are told why they do not get somewhere in the one shape that they read.
func TestProgramsAreRefused(t *testing.T) {
	data := db(t)
	viewer, err := access.Token(zeros{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := data.AddToken(t.Context(), store.Token{Name: "grafana", Role: "viewer", By: "ann"}, access.Sum(viewer)); err != nil {
		t.Fatal(err)
	}
	h := handler(t, Options{DB: data, Writes: true, Door: door.Options{Token: "a token of ours"}})
	for _, c := range []struct {
		method, target, token string
		status                int
	}{
		{"GET", "/api/v1/topics", "", 401},
		{"GET", "/api/v1/topics", "another", 401},
		{"GET", "/api/v1/topics", viewer, 200},
		{"GET", "/api/v1/openapi.json", "", 401},
		{"GET", "/api/v1/settings", viewer, 403},
		{"POST", "/api/v1/mentions/work", viewer, 403},
		{"POST", "/api/v1/mentions/work", "a token of ours", 415},
		{"DELETE", "/api/v1/topics", viewer, 405},
		{"GET", "/api/v1/nothing", viewer, 404},
		{"GET", "/api/v2/topics", viewer, 404},
	} {
		r := get(h, c.method, c.target, "Authorization", "Bearer "+c.token, "Accept", "text/html")
		body := read(t, r)
		if r.StatusCode != c.status {
			t.Errorf("%s %s: %d %s", c.method, c.target, r.StatusCode, body)
		}
		var p api.Problem
		if c.status == 200 || c.target == "/api/v2/topics" {
			continue
		}
		if err := json.Unmarshal([]byte(body), &p); err != nil || p.Status != c.status || r.Header.Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s %s: %v %s", c.method, c.target, err, body)
		}
	}
}

// zeros are as random as a test needs.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) { return len(p), nil }

// The document names the role that each operation needs, and there is no other.
func TestEveryOperationNeedsARole(t *testing.T) {
	h := handler(t, Options{})
	for _, r := range h.api.Routes() {
		if needs[r.Pattern] == access.Nobody {
			t.Errorf("%s needs no role", r.Pattern)
		}
	}
}
