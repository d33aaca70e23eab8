package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"testing"
	"time"

	"molva/ingest"
)

// door lets in who has the token that it waits for.
type door struct {
	good  string // "": any
	heard []string
}

func (d *door) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	token := r.Header.Get("Authorization") + r.Header.Get("Public-Token")
	d.heard = append(d.heard, token)
	if d.good != "" && token != d.good {
		w.WriteHeader(http.StatusUnauthorized)
	}
	fmt.Fprint(w, "{}")
}

// bearer opens a door; it counts the tokens that are made.
func bearer(t *testing.T, d http.Handler, life time.Duration) (b *Bearer, made *int) {
	server := httptest.NewServer(d)
	t.Cleanup(server.Close)
	base, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	made = new(int)
	b = &Bearer{API: API{Client: server.Client(), Base: base}, Now: func() time.Time { return noon }}
	b.Make = func(context.Context) (string, time.Duration, error) {
		*made++
		return fmt.Sprint("t", *made), life, nil
	}
	return b, made
}

func TestBearer(t *testing.T) {
	d := &door{}
	b, made := bearer(t, d, time.Hour)
	for _, step := range []struct {
		passes time.Duration
		made   int
	}{{0, 1}, {50 * time.Minute, 1}, {9 * time.Minute, 2}, {-2 * time.Hour, 3}, {0, 3}} {
		now := b.Now().Add(step.passes)
		b.Now = func() time.Time { return now }
		if err := b.Get(t.Context(), "/", nil, new(any)); err != nil || *made != step.made || d.heard[len(d.heard)-1] != fmt.Sprintf("Bearer t%d", step.made) {
			t.Errorf("after %s: %v, %d tokens, said %q", step.passes, err, *made, d.heard)
		}
	}
	forever, made := bearer(t, d, 0)
	forever.Now = func() time.Time { return noon.AddDate(0, 0, *made) }
	for range 3 {
		if err := forever.Get(t.Context(), "/", nil, new(any)); err != nil || *made != 1 {
			t.Errorf("%v, %d tokens that nobody says the end of", err, *made)
		}
	}
}

// A token that is refused is made anew once; a new one that is refused is no use.
func TestBearerRefused(t *testing.T) {
	d := &door{good: "t2"}
	b, made := bearer(t, d, time.Hour)
	b.Put = func(h http.Header, token string) { h.Set("Public-Token", token) }
	if err := b.Get(t.Context(), "/", nil, new(any)); err != nil || *made != 2 {
		t.Errorf("%v, %d tokens", err, *made)
	}
	d.good = "t9"
	if err := b.Get(t.Context(), "/", nil, new(any)); !errors.Is(err, ingest.ErrDenied) || *made != 3 {
		t.Errorf("%v, %d tokens", err, *made)
	}
	b.Make = func(context.Context) (string, time.Duration, error) { return "", 0, nil }
	if _, err := b.Token(t.Context(), "t3"); err == nil {
		t.Error("no token is one")
	}
}

func TestBearerBeside(t *testing.T) {
	b, made := bearer(t, http.NotFoundHandler(), time.Hour)
	var all sync.WaitGroup
	for range 10 {
		all.Go(func() { _, _ = b.Token(t.Context(), "") })
	}
	if all.Wait(); *made != 1 {
		t.Errorf("%d tokens for all", *made)
	}
}

func TestLife(t *testing.T) {
	for seconds, want := range map[float64]time.Duration{900: 15 * time.Minute, -1: 0, 1e300: 24 * time.Hour} {
		if got := Life(seconds); got != want {
			t.Errorf("%g seconds are %s", seconds, got)
		}
	}
}
