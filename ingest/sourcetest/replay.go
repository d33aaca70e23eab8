package sourcetest

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/coder/websocket"
)

// mood is how the network behaves.
type mood int

const (
	well   mood = iota // as recorded
	broken             // 500 with a page that repeats the request's headers
	denied             // 401, the same
	busy               // "slow down"
	page               // a page of HTML with status 200
	halved             // the recorded reply, cut in the middle
	silent             // no answer at all
)

// network plays a fixture's replies in one of the moods.
type network struct {
	t       *testing.T
	fixture *fixture

	mu   sync.Mutex
	mood mood
	slow []byte // the answer of a busy network
	told int    // answers
}

func (n *network) set(m mood, slow []byte) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.mood, n.slow = m, slow
}

func (n *network) now() (mood, []byte) {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.mood, n.slow
}

func (n *network) count() {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.told++
}

// answered is how many requests there were.
func (n *network) answered() int {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.told
}

func (n *network) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	n.count()
	switch m, raw := n.now(); m {
	case broken:
		complain(w, r, http.StatusInternalServerError)
	case denied:
		complain(w, r, http.StatusUnauthorized)
	case busy:
		n.write(w, r, raw, false)
	case page:
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, "<!doctype html><html><head><title>Sign in</title></head><body><p>Please sign in</p></body></html>")
	case silent:
		<-r.Context().Done()
	default:
		n.recorded(w, r, m == halved)
	}
}

// complain answers with an error page that echoes everything it was sent, as debug pages do.
func complain(w http.ResponseWriter, r *http.Request, status int) {
	w.Header().Set("Content-Type", "text/html")
	w.WriteHeader(status)
	fmt.Fprintf(w, "<html><body><h1>%d</h1><p>%s</p><pre>%v</pre></body></html>", status, r.URL, r.Header)
}

func (n *network) recorded(w http.ResponseWriter, r *http.Request, cut bool) {
	found, ok := n.find(r)
	switch {
	case !ok:
		n.t.Errorf("no reply is recorded for %s http://%s%s %v", r.Method, r.Host, r.URL, r.Header)
		http.NotFound(w, r)
	case found.frames():
		n.socket(w, r, found, cut)
	default:
		n.write(w, r, found.body, cut)
	}
}

// find gives the reply of the request that names most about it; the first of equals.
func (n *network) find(r *http.Request) (best reply, ok bool) {
	most := -1
	for _, candidate := range n.fixture.replies {
		if weight, fits := candidate.fits(r); fits && weight > most {
			best, most, ok = candidate, weight, true
		}
	}
	return best, ok
}

func (p reply) fits(r *http.Request) (weight int, ok bool) {
	method := r.Method
	if strings.EqualFold(r.Header.Get("Upgrade"), "websocket") {
		method = "WS"
	}
	if p.method != method || p.url.EscapedPath() != r.URL.EscapedPath() || p.url.Host != "" && p.url.Host != r.Host {
		return 0, false
	}
	have := r.URL.Query()
	for name, values := range p.url.Query() {
		if !slices.Equal(have[name], values) {
			return 0, false
		}
		weight++
	}
	for name, values := range p.header {
		if !slices.Equal(r.Header[name], values) {
			return 0, false
		}
		weight++
	}
	return weight, true
}

// write sends a recorded reply. Cut, it announces the whole and breaks off in the middle of the body.
func (n *network) write(w http.ResponseWriter, r *http.Request, raw []byte, cut bool) {
	recorded, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(raw)), r)
	if err != nil {
		n.t.Errorf("recorded reply for %s: %v", r.URL, err)
		return
	}
	body, err := io.ReadAll(recorded.Body)
	if err != nil {
		n.t.Errorf("recorded reply for %s: %v", r.URL, err)
		return
	}
	maps.Copy(w.Header(), recorded.Header)
	if recorded.StatusCode != http.StatusNotModified {
		w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	}
	w.WriteHeader(recorded.StatusCode)
	if !cut {
		_, _ = w.Write(body)
		return
	}
	_, _ = w.Write(body[:len(body)/2])
	panic(http.ErrAbortHandler)
}

// socket plays the frames of a websocket and then keeps it open until the source goes. Cut, the frame in the middle is
// halved and the connection breaks there.
func (n *network) socket(w http.ResponseWriter, r *http.Request, p reply, cut bool) {
	conn, err := websocket.Accept(w, r, &websocket.AcceptOptions{InsecureSkipVerify: true, Subprotocols: offered(r)})
	if err != nil {
		n.t.Errorf("accept websocket: %v", err)
		return
	}
	defer conn.CloseNow()
	frames := lines(p.body)
	for i, line := range frames {
		kind, text, _ := strings.Cut(line, " ")
		switch {
		case kind == "<" && cut && i >= len(frames)/2:
			_ = conn.Write(r.Context(), websocket.MessageText, []byte(text[:len(text)/2]))
			return
		case kind == "<":
			err = conn.Write(r.Context(), websocket.MessageText, []byte(text))
		case kind == ">":
			err = n.await(r.Context(), conn, text)
		case kind == "wait":
			err = wait(r.Context(), duration(n.t, text))
		case kind == "close":
			_ = conn.Close(websocket.StatusCode(number(n.t, text)), "")
			return
		default:
			n.t.Errorf("websocket line %q: want < frame, > frame, wait TIME or close CODE", line)
		}
		if err != nil {
			return
		}
	}
	if _, _, err := conn.Read(r.Context()); err == nil {
		n.t.Error("the source sent a frame that the fixture does not await")
	}
}

func (n *network) await(ctx context.Context, conn *websocket.Conn, want string) error {
	_, got, err := conn.Read(ctx)
	if err == nil && string(got) != want {
		n.t.Errorf("the source sent %s, want %s", got, want)
	}
	return err
}

func wait(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// offered agrees to whatever subprotocol the source asks for first.
func offered(r *http.Request) []string {
	first, _, _ := strings.Cut(r.Header.Get("Sec-WebSocket-Protocol"), ",")
	if first = strings.TrimSpace(first); first == "" {
		return nil
	}
	return []string{first}
}
