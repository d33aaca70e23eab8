package fetch_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/coder/websocket"

	"molva/ingest/fetch"
)

// socket connects to a server that sends so many frames and closes, or stays.
func socket(t *testing.T, frames int, closes bool) *fetch.Socket {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		conn, err := websocket.Accept(w, r, nil)
		if err != nil {
			return
		}
		defer conn.CloseNow()
		for i := range frames {
			if conn.Write(r.Context(), websocket.MessageText, fmt.Append(nil, i)) != nil {
				return
			}
		}
		if closes {
			_ = conn.Close(websocket.StatusGoingAway, "")
			return
		}
		<-conn.CloseRead(r.Context()).Done()
	}))
	t.Cleanup(server.Close)
	conn, _, err := websocket.Dial(t.Context(), server.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	return fetch.Listen(t.Context(), conn, 2)
}

func TestSocketReadsToTheEnd(t *testing.T) {
	s := socket(t, 5, true)
	defer s.Close()
	var came []string
	for data := range s.Frames {
		came = append(came, string(data))
	}
	if got := strings.Join(came, " "); got != "0 1 2 3 4" {
		t.Errorf("frames %s came", got)
	}
	if err := s.Ended(); websocket.CloseStatus(err) != websocket.StatusGoingAway {
		t.Errorf("it ended because of %v", err)
	}
	if err := s.Ping(t.Context()); err == nil {
		t.Error("the end lives")
	}
}

func TestSilentSocketLives(t *testing.T) {
	s := socket(t, 0, false)
	defer s.Close()
	if err := s.Ping(t.Context()); err != nil {
		t.Error(err)
	}
}

// TestSocketClosesWhileFramesWait that nobody takes, more than there is room for.
func TestSocketClosesWhileFramesWait(t *testing.T) {
	s := socket(t, 10, false)
	if data := <-s.Frames; string(data) != "0" {
		t.Errorf("the first frame is %s", data)
	}
	s.Close()
	if s.Ended() == nil {
		t.Error("nothing has ended")
	}
}
