package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"molva/ingest"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

func TestRetryAfter(t *testing.T) {
	for in, want := range map[string]time.Duration{
		"120": 2 * time.Minute, " 30 ": 30 * time.Second, "1.5": 1500 * time.Millisecond, "0": time.Second, "0.01": time.Second,
		"3600": time.Hour, "86400": time.Hour, "99999999999999999999": time.Hour, "1e3": 1000 * time.Second,
		"Sat, 21 Nov 2026 12:05:00 GMT": 5 * time.Minute, "Sat, 21 Nov 2026 11:00:00 GMT": time.Second,
		"Sunday, 22-Nov-26 12:00:00 GMT": time.Hour, "2026-11-21T12:10:00.000Z": 10 * time.Minute,
		"1795262430": 30 * time.Second, "1795262000": time.Second,
		"-1": 0, "soon": 0, "": 0, "NaN": 0, "-Inf": 0, "1 minute": 0, "12:30": 0,
	} {
		got, ok := retryAfter(in, noon)
		if got != want || ok != (want > 0) {
			t.Errorf("%q is %s (%t), want %s", in, got, ok, want)
		}
	}
}

func TestThrottledInEveryDialect(t *testing.T) {
	for _, c := range []struct {
		status int
		header map[string]string
		want   time.Duration
	}{
		{429, map[string]string{"Retry-After": "60"}, time.Minute},
		{429, map[string]string{"Retry-After": "-1"}, time.Minute},
		{429, nil, time.Minute},
		{429, map[string]string{"x-rate-limit-reset": "1795262700"}, 5 * time.Minute},
		{429, map[string]string{"X-RateLimit-Reset": "2026-11-21T12:03:00.5Z"}, 180500 * time.Millisecond},
		{429, map[string]string{"X-Ratelimit-Reset": "42.0"}, 42 * time.Second},
		{429, map[string]string{"ratelimit-reset": "1795262500"}, 100 * time.Second},
		{429, map[string]string{"Retry-After": "7", "X-RateLimit-Reset": "600"}, 7 * time.Second},
		{503, map[string]string{"Retry-After": "60"}, time.Minute},
		{503, map[string]string{"X-RateLimit-Reset": "60"}, 0},
		{503, nil, 0},
		{200, map[string]string{"Retry-After": "60"}, 0},
	} {
		resp := &http.Response{StatusCode: c.status, Header: http.Header{},
			Request: &http.Request{URL: &url.URL{Host: "api.example", Path: "/secret"}}}
		for name, value := range c.header {
			resp.Header.Set(name, value)
		}
		got := throttled(resp, noon)
		if c.want == 0 && got != nil || c.want > 0 && (got == nil || !got.Until.Equal(noon.Add(c.want))) {
			t.Errorf("%d %v is %v, want %s", c.status, c.header, got, c.want)
		}
	}
}

func FuzzRetryAfter(f *testing.F) {
	for _, seed := range []string{"120", "Sat, 21 Nov 2026 12:05:00 GMT", "-1", "1e400", "2026-11-21T12:10:00Z", "0x1p40", "infinity"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, in string) {
		if wait, ok := retryAfter(in, noon); ok && (wait < minWait || wait > maxWait) || !ok && wait != 0 {
			t.Errorf("%q is %s (%t)", in, wait, ok)
		}
	})
}

func TestEachHostHasItsPace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHosts(Options{Rate: 2, Burst: 3})
		began := time.Now()
		var at []time.Duration
		for range 6 {
			if err := h.turn(t.Context(), "a.example"); err != nil {
				t.Fatal(err)
			}
			at = append(at, time.Since(began))
		}
		want := []time.Duration{0, 0, 0, time.Second / 2, time.Second, 3 * time.Second / 2}
		if diff := cmp.Diff(want, at); diff != "" {
			t.Error(diff)
		}
		if err := h.turn(t.Context(), "b.example"); err != nil || time.Since(began) != 3*time.Second/2 {
			t.Errorf("another host waits, %v", err)
		}
	})
}

func TestALongLineIsAReasonToComeBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHosts(Options{Rate: 0.1, Burst: 1})
		if err := h.turn(t.Context(), "a.example"); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := h.turn(ctx, "a.example"); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("waited beyond the context: %v", err)
		}
		if _, wait, err := h.reserve("a.example"); err != nil || wait != 9*time.Second {
			t.Errorf("the place that was left is not free: %s, %v", wait, err)
		}
		var throttled *ingest.Throttled
		err := h.turn(t.Context(), "a.example")
		if !errors.As(err, &throttled) || time.Until(throttled.Until).Round(time.Millisecond) != 19*time.Second {
			t.Errorf("in a long line: %v", err)
		}
	})
}

func TestTheLongestWaitCounts(t *testing.T) {
	h := newHosts(Options{Now: func() time.Time { return noon }})
	for _, wait := range []string{"60", "1"} {
		h.heard("a.example", &http.Response{StatusCode: 429, Header: http.Header{"Retry-After": {wait}},
			Request: &http.Request{URL: &url.URL{Host: "a.example"}}})
	}
	var throttled *ingest.Throttled
	if _, _, err := h.reserve("a.example"); !errors.As(err, &throttled) || !throttled.Until.Equal(noon.Add(time.Minute)) {
		t.Errorf("asked for a minute and then for a second: %v", err)
	}
}

func TestHostsAreForgotten(t *testing.T) {
	now := noon
	h := newHosts(Options{Now: func() time.Time { return now }})
	h.heard("busy.example", &http.Response{StatusCode: 429, Request: &http.Request{URL: &url.URL{Host: "busy.example"}}})
	for i := range 5000 {
		if _, _, err := h.reserve(fmt.Sprintf("%d.example", i)); err != nil {
			t.Fatal(err)
		}
		now = now.Add(time.Second / 100)
	}
	if n := len(h.known); n > maxHosts || h.known["busy.example"] == nil {
		t.Errorf("%d hosts are known, busy: %t", n, h.known["busy.example"] != nil)
	}
}
