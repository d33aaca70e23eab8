package live

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"
)

// change is what an event says: what is stored now, and how much of it is new to the listener.
type change struct {
	Revision   string `json:"revision"`
	Mentions   int    `json:"mentions"`
	Complaints int    `json:"complaints"`
}

// ServeHTTP tells a listener of changes until one of both leaves. The first event, "hello", says what is stored now: whoever has
// shown something older asks again.
func (h *Hub) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !h.enter() {
		w.Header().Set("Retry-After", strconv.Itoa(int(pulse.Seconds())))
		http.Error(w, "too many pages listen now", http.StatusServiceUnavailable)
		return
	}
	defer h.leave()
	seen, err := h.see(r.Context())
	if err != nil {
		http.Error(w, "cannot look now", http.StatusServiceUnavailable)
		return
	}
	head := w.Header()
	head.Set("Content-Type", "text/event-stream")
	head.Set("Cache-Control", "no-store")
	head.Set("X-Accel-Buffering", "no") // of proxies that would wait for more
	l := listener{h, w, http.NewResponseController(w), r.Context()}
	fmt.Fprintf(w, "retry: %d\n", (5 * time.Second).Milliseconds())
	for err = l.tell("hello", change{Revision: seen.Revision}); err == nil; {
		seen, err = l.next(seen)
	}
}

// listener is one page that is open somewhere.
type listener struct {
	*Hub
	w    http.ResponseWriter
	rc   *http.ResponseController
	gone context.Context
}

// next waits for the next change and tells it. An error is the end.
func (l listener) next(seen Sight) (Sight, error) {
	now, changed := l.other(seen)
	if changed != nil {
		woken, err := l.wait(changed, pulse)
		if err == nil && !woken {
			err = l.write(": still here\n\n")
		}
		return seen, err
	}
	told := change{now.Revision, max(now.Mentions-seen.Mentions, 0), max(now.Complaints-seen.Complaints, 0)}
	if err := l.tell("change", told); err != nil {
		return now, err
	}
	_, err := l.wait(nil, pause)
	return now, err
}

// wait returns true when it was woken, false when the time is up, and an error when either side has ended.
func (l listener) wait(wake <-chan struct{}, within time.Duration) (bool, error) {
	timer := time.NewTimer(within)
	defer timer.Stop()
	select {
	case <-wake:
		return true, nil
	case <-timer.C:
		return false, nil
	case <-l.gone.Done():
		return false, l.gone.Err()
	case <-l.ended:
		return false, http.ErrServerClosed
	}
}

func (l listener) tell(event string, c change) error {
	data, err := json.Marshal(c)
	if err != nil {
		return err
	}
	return l.write(fmt.Sprintf("event: %s\ndata: %s\n\n", event, data))
}

func (l listener) write(text string) error {
	l.rc.SetWriteDeadline(time.Now().Add(slow)) // a writer that knows no deadlines needs none
	if _, err := l.w.Write([]byte(text)); err != nil {
		return err
	}
	return l.rc.Flush()
}
