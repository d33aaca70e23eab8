package push

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"testing/iotest"
	"testing/synctest"
	"time"

	"molva/ingest"
)

// door takes any body but "forged"; it rejects "nonsense" and cannot ask about "later".
func door(room *ingest.Room) *Door {
	return &Door{Room: room, Log: slog.New(slog.DiscardHandler), Take: func(_ *http.Request, body []byte) (string, ingest.Page, error) {
		switch string(body) {
		case "forged":
			return "", ingest.Page{}, ErrForged
		case "later":
			return "", ingest.Page{}, errors.New("ask about it: the network is away")
		case "nothing":
			return "ok", ingest.Page{}, nil
		case "nonsense":
			return "ok", ingest.Page{Rejected: []ingest.Rejection{{Reason: "no JSON"}}}, nil
		}
		return "ok", ingest.Page{Mentions: []ingest.Mention{{ID: string(body)}}}, nil
	}}
}

func post(h http.Handler, method, body string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(method, "/hooks/vk", strings.NewReader(body)))
	return w
}

func TestDoor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := door(nil)
		var pages []ingest.Page
		var full error
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() {
			ended <- d.Read(ctx, "", func(p ingest.Page) error {
				if full == nil {
					pages = append(pages, p)
				}
				return full
			})
		}()
		synctest.Wait()
		if !d.Listening() {
			t.Error("the door is shut while somebody reads")
		}
		for _, c := range []struct {
			body   string
			full   error
			status int
			pages  int
		}{
			{"1", nil, 200, 1},
			{"nothing", nil, 200, 0},
			{"nonsense", nil, 200, 1},
			{"forged", nil, 403, 0},
			{"later", nil, 503, 0},
			{"2", ingest.ErrFull, 503, 0},
			{strings.Repeat("x", MaxBody+1), nil, 413, 0},
		} {
			before := len(pages)
			full = c.full
			w := post(d, http.MethodPost, c.body)
			if w.Code != c.status || len(pages)-before != c.pages {
				t.Errorf("%.10s: %d with %d pages, want %d with %d", c.body, w.Code, len(pages)-before, c.status, c.pages)
			}
			if again := w.Header().Get("Retry-After"); (again != "") != (c.status == 503) {
				t.Errorf("%.10s: Retry-After %q", c.body, again)
			}
		}
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		if w := post(d, http.MethodPost, "3"); w.Code != 503 || d.Listening() {
			t.Errorf("nobody reads: %d, want 503", w.Code)
		}
	})
}

func TestDoorHasRoomForSomeBodies(t *testing.T) {
	room := ingest.NewRoom(MaxBody)
	d := door(room)
	d.open(func(ingest.Page) error {
		if w := post(d, http.MethodPost, "another"); w.Code != 503 {
			t.Errorf("without room: %d, want 503", w.Code)
		}
		return nil
	})
	if w := post(d, http.MethodPost, "1"); w.Code != 200 {
		t.Errorf("with room: %d", w.Code)
	}
	if !room.Take(MaxBody) {
		t.Error("the room is not given back")
	}
}

// slow is a body of which nothing comes, and who waits for it.
type slow struct {
	*httptest.ResponseRecorder
	until *time.Time
}

func (s slow) SetReadDeadline(at time.Time) error {
	*s.until = at
	return nil
}

// TestDoorAndStrangers: bodies that never come leave room to the other sources, and are not waited for.
func TestDoorAndStrangers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		room := ingest.NewRoom((maxHeld + 1) * MaxBody)
		d := door(room)
		d.open(func(ingest.Page) error { return nil })
		body, end := io.Pipe()
		var until time.Time
		for range maxHeld {
			go d.ServeHTTP(slow{httptest.NewRecorder(), new(time.Time)}, httptest.NewRequest(http.MethodPost, "/hooks/vk", body))
		}
		synctest.Wait()
		if w := post(d, http.MethodPost, "1"); w.Code != 503 {
			t.Errorf("one more: %d, want 503", w.Code)
		}
		if !room.Take(MaxBody) {
			t.Error("the others have no room")
		}
		room.Give(MaxBody)
		_ = end.Close()
		synctest.Wait()
		d.ServeHTTP(slow{httptest.NewRecorder(), &until}, httptest.NewRequest(http.MethodPost, "/hooks/vk", iotest.ErrReader(os.ErrDeadlineExceeded)))
		if w := post(d, http.MethodPost, "1"); w.Code != 200 || !until.Equal(time.Now().Add(patience)) {
			t.Errorf("afterwards: %d; the body may come until %v", w.Code, until)
		}
	})
}

func TestDoorIsGreeted(t *testing.T) {
	d := door(nil)
	if w := post(d, http.MethodGet, ""); w.Code != 405 || w.Header().Get("Allow") != "POST" {
		t.Errorf("GET: %d %s", w.Code, w.Header())
	}
	d.Greet = func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "challenge") }
	if w := post(d, http.MethodGet, ""); w.Code != 200 || w.Body.String() != "challenge" {
		t.Errorf("GET: %d %s", w.Code, w.Body)
	}
}
