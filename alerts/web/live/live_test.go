package live

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// world is something that changes.
type world struct {
	mu    sync.Mutex
	sight Sight
	looks int
}

func (w *world) look(context.Context) (Sight, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.looks++
	return w.sight, nil
}

func (w *world) looked() int {
	synctest.Wait()
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.looks
}

func (w *world) turn(revision string, mentions int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.sight = Sight{revision, mentions, 0}
}

// tape may be read while it is written.
type tape struct {
	mu sync.Mutex
	*httptest.ResponseRecorder
}

func (t *tape) Write(b []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.ResponseRecorder.Write(b)
}

func (t *tape) text() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.Body.String()
}

// page is one that listens until leave is called.
func (w *world) page(t *testing.T, h *Hub) (said func() string, leave func()) {
	ctx, cancel := context.WithCancel(t.Context())
	out := &tape{ResponseRecorder: httptest.NewRecorder()}
	var listening sync.WaitGroup
	listening.Go(func() { h.ServeHTTP(out, httptest.NewRequest("GET", "/live", nil).WithContext(ctx)) })
	said = func() string {
		synctest.Wait()
		return out.text()
	}
	return said, func() { cancel(); listening.Wait() }
}

func hub(w *world) *Hub { return New(w.look, slog.New(slog.NewTextHandler(io.Discard, nil))) }

func TestChangesAreTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &world{sight: Sight{"a", 10, 2}}
		h := hub(w)
		said, leave := w.page(t, h)
		if text := said(); text != "retry: 5000\nevent: hello\ndata: {\"revision\":\"a\",\"mentions\":0,\"complaints\":0}\n\n" {
			t.Errorf("%q", text)
		}
		w.turn("b", 13)
		time.Sleep(every)
		if text := said(); !strings.HasSuffix(text, "event: change\ndata: {\"revision\":\"b\",\"mentions\":3,\"complaints\":0}\n\n") {
			t.Errorf("%q", text)
		}
		for i := range 25 { // ten a second
			w.turn(strings.Repeat("c", i+1), 14+i)
			time.Sleep(100 * time.Millisecond)
		}
		time.Sleep(2 * pause)
		if text := said(); strings.Count(text, "event: change") > 3 || !strings.Contains(text, `"`+strings.Repeat("c", 25)+`"`) {
			t.Errorf("25 changes are told one by one, or not to the last: %q", text)
		}
		time.Sleep(pause + pulse)
		if !strings.HasSuffix(said(), ": still here\n\n") {
			t.Error("no sign of life")
		}
		leave()
	})
}

func TestNobodyLooksForNobody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &world{}
		h := hub(w)
		for range 2 {
			_, leave := w.page(t, h)
			time.Sleep(10*every + every/2)
			leave()
			before := w.looked()
			time.Sleep(10 * every)
			if after := w.looked(); before < 10 || after != before {
				t.Errorf("%d looks while somebody listens, %d more after", before, after-before)
			}
		}
	})
}

func TestListenersAreCounted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := hub(&world{})
		var leaves []func()
		for range most {
			_, leave := (&world{}).page(t, h)
			leaves = append(leaves, leave)
		}
		synctest.Wait()
		out := httptest.NewRecorder()
		h.ServeHTTP(out, httptest.NewRequest("GET", "/live", nil))
		if out.Code != http.StatusServiceUnavailable || out.Header().Get("Retry-After") == "" {
			t.Errorf("one too many: %d %v", out.Code, out.Header())
		}
		leaves[0]()
		_, leave := (&world{}).page(t, h)
		synctest.Wait()
		h.Close()
		h.Close()
		synctest.Wait()
		if h.listeners != 0 {
			t.Errorf("%d still listen", h.listeners)
		}
		for _, leave := range append(leaves[1:], leave) {
			leave()
		}
	})
}
