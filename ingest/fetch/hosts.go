package fetch

import (
	"context"
	"net/http"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"molva/ingest"
)

// maxHosts is how many hosts are remembered; beyond it those that are at rest are forgotten.
const maxHosts = 1024

// hosts paces the requests to each host and remembers which of them wants to be left alone.
type hosts struct {
	limit rate.Limit
	burst int
	now   func() time.Time

	mu    sync.Mutex
	known map[string]*host
}

type host struct {
	pace  *rate.Limiter
	until time.Time // leave it alone until then
	why   string
}

func newHosts(o Options) *hosts {
	h := &hosts{limit: rate.Limit(o.Rate), burst: o.Burst, now: o.Now, known: map[string]*host{}}
	if h.limit == 0 {
		h.limit = 2
	}
	if h.burst == 0 {
		h.burst = 4
	}
	if h.now == nil {
		h.now = time.Now
	}
	return h
}

// turn waits for the host's turn. Where that would take long, or the host asked for peace, it returns an
// *ingest.Throttled at once, so that nobody is held.
func (h *hosts) turn(ctx context.Context, name string) error {
	place, wait, err := h.reserve(name)
	if err != nil || wait <= 0 {
		return err
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		place.CancelAt(h.now())
		return ctx.Err()
	}
}

// reserve takes a place in the host's line and returns how long the line is.
func (h *hosts) reserve(name string) (*rate.Reservation, time.Duration, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	now, host := h.now(), h.host(name)
	if now.Before(host.until) {
		return nil, 0, &ingest.Throttled{Until: host.until, Why: host.why}
	}
	place := host.pace.ReserveN(now, 1)
	wait := place.DelayFrom(now)
	if wait > maxQueue {
		place.CancelAt(now)
		return nil, 0, &ingest.Throttled{Until: now.Add(wait), Why: "many requests to " + name + " are waiting"}
	}
	return place, wait, nil
}

// heard remembers it when the host asks to be left alone.
func (h *hosts) heard(name string, resp *http.Response) {
	t := throttled(resp, h.now())
	if t == nil {
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if host := h.host(name); t.Until.After(host.until) { // answers to what was asked at once may come in any order
		host.until, host.why = t.Until, t.Why
	}
}

// host finds a host or makes it.
func (h *hosts) host(name string) *host {
	if known := h.known[name]; known != nil {
		return known
	}
	if len(h.known) >= maxHosts {
		h.forget()
	}
	made := &host{pace: rate.NewLimiter(h.limit, h.burst)}
	h.known[name] = made
	return made
}

// forget drops the hosts for which a new entry would say the same.
func (h *hosts) forget() {
	now := h.now()
	for name, host := range h.known {
		if !now.Before(host.until) && host.pace.TokensAt(now) >= float64(h.burst) {
			delete(h.known, name)
		}
	}
}
