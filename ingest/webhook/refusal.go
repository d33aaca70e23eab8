package webhook

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"net/http"
	"strconv"
	"time"

	"molva/ingest"
)

// refusal is an answer other than 200.
type refusal struct {
	Error string    `json:"error"`
	Items []badItem `json:"items,omitempty"`

	status int
	after  time.Duration // for Retry-After; 0: trying again is no use
	close  bool          // part of the body is not read and will not be
}

// badItem says what is wrong with one item of a request.
type badItem struct {
	Index int    `json:"index"`
	ID    string `json:"id,omitempty"`
	Error string `json:"error"`
}

func notListening() *refusal {
	return &refusal{Error: "this source is not being read now", status: http.StatusServiceUnavailable, after: 5 * time.Second}
}

func refuse(status int, format string, args ...any) *refusal {
	return &refusal{Error: fmt.Sprintf(format, args...), status: status}
}

// unpublished says that a page did not get into the stream.
func (s *source) unpublished(err error) *refusal {
	no := &refusal{Error: "the stream gave no answer", status: http.StatusServiceUnavailable, after: 5 * time.Second}
	if errors.Is(err, ingest.ErrFull) {
		no.Error, no.after = "no new mentions are taken now", 30*time.Second
	}
	s.log.Warn("webhook page was not published", "err", err)
	return no
}

// overQuota says when n more mentions will be taken; nil: now.
func (s *source) overQuota(n int) *refusal {
	now := s.now()
	turn := s.quota.ReserveN(now, n)
	wait := turn.DelayFrom(now)
	if wait <= 0 {
		return nil
	}
	turn.CancelAt(now)
	no := refuse(http.StatusTooManyRequests, "more than the %d mentions a second that this source takes", s.options.PerSecond)
	no.after = wait
	return no
}

// answer writes what became of a request.
func (s *source) answer(w http.ResponseWriter, accepted int, no *refusal) {
	if no == nil {
		reply(w, http.StatusOK, struct {
			Accepted int `json:"accepted"`
		}{accepted})
		return
	}
	s.log.Warn("webhook request refused", "status", no.status, "err", no.Error)
	h := w.Header()
	switch no.status {
	case http.StatusMethodNotAllowed:
		h.Set("Allow", http.MethodPost)
	case http.StatusUnsupportedMediaType:
		h.Set("Accept", "application/json")
		h.Set("Accept-Encoding", "gzip")
	}
	if no.after > 0 {
		h.Set("Retry-After", strconv.Itoa(int(math.Ceil(no.after.Seconds()))))
	}
	if no.close {
		h.Set("Connection", "close")
	}
	reply(w, no.status, no)
}

// reply writes JSON. That the other side has gone is its own trouble: it will send again.
func reply(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v)
}
