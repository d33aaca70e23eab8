// Package push takes what a network posts to a source that listens.
package push

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"molva/ingest"
)

// MaxBody is how many bytes a network may post at once.
const MaxBody = 1 << 20

// Nobody has shown yet who posts, so that strangers must not hold up the network for long, nor the other sources at all.
const (
	maxHeld  = 24               // bodies of one source in work at one time: they leave others half of the room
	patience = 30 * time.Second // until a body must be there
)

// ErrForged is returned by [Door] Take for a body that the network did not sign, or that is of another account.
var ErrForged = errors.New("not from the network, or not for this source")

// Door is the handler that a network posts to, and the source of what it posts. A page is durable before the network has its answer; what cannot be taken now is
// answered with 503, and the network posts it again.
type Door struct {
	// Take reads one body: the answer that the network wants, and what it brings. Its error is ErrForged, or that of a
	// question which the source asked about it; what cannot be read is Rejected of the page, since posting it again would
	// not help.
	Take func(r *http.Request, body []byte) (answer string, page ingest.Page, err error)
	// Greet answers a GET by which a network makes sure of the address; nil: there is none.
	Greet http.HandlerFunc
	Room  *ingest.Room // that all sources share
	Log   *slog.Logger

	held atomic.Int64 // bodies in work
	mu   sync.RWMutex // held for reading while a page is being published
	emit func(ingest.Page) error
}

// Read lets the network in until ctx ends, and returns when the last body is answered. What is posted has no place to go on from.
func (d *Door) Read(ctx context.Context, _ ingest.Cursor, emit func(ingest.Page) error) error {
	d.open(emit)
	<-ctx.Done()
	d.open(nil)
	return nil
}

func (d *Door) open(emit func(ingest.Page) error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.emit = emit
}

// Listening reports whether the network is let in.
func (d *Door) Listening() bool {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.emit != nil
}

// ServeHTTP answers one request.
func (d *Door) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch {
	case r.Method == http.MethodGet && d.Greet != nil:
		d.Greet(w, r)
		return
	case r.Method != http.MethodPost:
		w.Header().Set("Allow", http.MethodPost)
		http.Error(w, "want POST", http.StatusMethodNotAllowed)
		return
	}
	if !d.Listening() || !d.enter() {
		again(w)
		return
	}
	defer d.leave()
	control := http.NewResponseController(w)
	_ = control.SetReadDeadline(time.Now().Add(patience)) // one that cannot has its server's own limits
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, MaxBody))
	if err != nil {
		http.Error(w, "the body is too long, too slow or breaks off", http.StatusRequestEntityTooLarge)
		return
	}
	_ = control.SetReadDeadline(time.Time{})
	d.answer(w, r, body)
}

// enter takes the room for one body, if there is any.
func (d *Door) enter() bool {
	if d.held.Add(1) <= maxHeld && d.Room.Take(MaxBody) {
		return true
	}
	d.held.Add(-1)
	return false
}

func (d *Door) leave() {
	d.held.Add(-1)
	d.Room.Give(MaxBody)
}

// answer takes a body whose bytes are all there.
func (d *Door) answer(w http.ResponseWriter, r *http.Request, body []byte) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	if d.emit == nil {
		again(w)
		return
	}
	answer, page, err := d.Take(r, body)
	if err == nil && !page.Empty() {
		err = d.emit(page)
	}
	switch {
	case errors.Is(err, ErrForged):
		d.Log.Warn("a request to the hook was refused", "err", err)
		http.Error(w, err.Error(), http.StatusForbidden)
	case err != nil:
		d.Log.Warn("what the network posted was not taken; it will post it again", "err", err)
		again(w)
	default:
		_, _ = io.WriteString(w, answer) // whoever has gone will post it again
	}
}

// again asks the network to post the same later.
func again(w http.ResponseWriter) {
	w.Header().Set("Retry-After", "10")
	http.Error(w, "not now", http.StatusServiceUnavailable)
}
