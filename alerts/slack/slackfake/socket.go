package slackfake

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/gorilla/websocket"
)

// socket is the Socket Mode of the workspace: https://docs.slack.dev/apis/events-api/using-socket-mode.
type socket struct {
	tickets int
	lines   []*line // that are open
	opened  int     // ever
	sent    int
	acks    map[string]json.RawMessage // envelope → what came back with it
	news    chan struct{}              // closed and made anew when any of this changes
}

// line is one open connection. Only one goroutine may write.
type line struct {
	conn *websocket.Conn
	out  chan any
}

// patience is how long a test waits for what must come.
const patience = 10 * time.Second

// openSocket gives an address for one connection.
func openSocket(s *Server, _ args) (map[string]any, string) {
	s.socket.tickets++
	address := "ws" + strings.TrimPrefix(s.URL, "http") + "/link/?ticket=" + strconv.Itoa(s.socket.tickets)
	return map[string]any{"url": address}, ""
}

// serveSocket keeps a connection until either side ends it.
func (s *Server) serveSocket(w http.ResponseWriter, r *http.Request) {
	conn, err := (&websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}).Upgrade(w, r, nil)
	if err != nil {
		return // Upgrade has answered
	}
	defer conn.Close()
	l := &line{conn, make(chan any, 1024)}
	l.out <- map[string]any{"type": "hello", "num_connections": 1, "connection_info": map[string]any{"app_id": "A1"}}
	s.set(func() { s.socket.lines, s.socket.opened = append(s.socket.lines, l), s.socket.opened+1; s.stir() })
	done := make(chan struct{})
	go func() {
		defer close(done)
		s.hear(l)
	}()
	s.write(l, done)
	s.set(func() { s.drop(l); s.stir() })
}

// write sends what is to go out, with a ping now and then, until the other side is gone.
func (s *Server) write(l *line, done <-chan struct{}) {
	pings := time.NewTicker(5 * time.Second)
	defer pings.Stop()
	_ = l.conn.WriteControl(websocket.PingMessage, nil, time.Now().Add(patience))
	for {
		var err error
		select {
		case <-done:
			return
		case <-s.closing:
			return
		case <-pings.C:
			err = l.conn.WriteControl(websocket.PingMessage, nil, time.Now().Add(patience))
		case message := <-l.out:
			err = l.conn.WriteJSON(message)
		}
		if err != nil {
			return
		}
	}
}

// hear notes the acknowledgements.
func (s *Server) hear(l *line) {
	for {
		var ack struct {
			ID      string          `json:"envelope_id"`
			Payload json.RawMessage `json:"payload"`
		}
		if err := l.conn.ReadJSON(&ack); err != nil {
			return
		}
		s.set(func() { s.socket.acks[ack.ID] = ack.Payload; s.stir() })
	}
}

// drop forgets a connection; stir wakes those who wait. The server is locked.
func (s *Server) drop(l *line) {
	for i, open := range s.socket.lines {
		if open == l {
			s.socket.lines = append(s.socket.lines[:i], s.socket.lines[i+1:]...)
			return
		}
	}
}

func (s *Server) stir() {
	close(s.socket.news)
	s.socket.news = make(chan struct{})
}

// Send sends a request of a kind (events_api, interactive, slash_commands) through the newest connection, as soon as there
// is one, and returns the id of its envelope.
func (s *Server) Send(kind string, payload any) (envelope string) {
	s.t.Helper()
	s.await("a connection", func() bool {
		if len(s.socket.lines) == 0 {
			return false
		}
		s.socket.sent++
		envelope = fmt.Sprintf("envelope-%d", s.socket.sent)
		s.socket.lines[len(s.socket.lines)-1].out <- map[string]any{"type": kind, "envelope_id": envelope,
			"payload": payload, "accepts_response_payload": kind != "events_api"}
		return true
	})
	return envelope
}

// Ack waits until an envelope is acknowledged, and returns what came with that, empty for nothing.
func (s *Server) Ack(envelope string) (payload json.RawMessage) {
	s.t.Helper()
	s.await("the acknowledgement of "+envelope, func() bool {
		var ok bool
		payload, ok = s.socket.acks[envelope]
		return ok
	})
	return payload
}

// Acked reports whether an envelope is acknowledged by now.
func (s *Server) Acked(envelope string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, ok := s.socket.acks[envelope]
	return ok
}

// Connected waits until so many connections were opened in all.
func (s *Server) Connected(n int) {
	s.t.Helper()
	s.await(fmt.Sprintf("%d connections", n), func() bool { return s.socket.opened >= n })
}

// Refresh tells the client that its connection will be closed, so that it opens a new one.
func (s *Server) Refresh() {
	s.set(func() {
		for _, l := range s.socket.lines {
			l.out <- map[string]any{"type": "disconnect", "reason": "refresh_requested"}
		}
	})
}

// Hangup ends all connections without a word.
func (s *Server) Hangup() {
	s.set(func() {
		for _, l := range s.socket.lines {
			_ = l.conn.Close()
		}
	})
}

// await waits until something is so; the server is locked while ok looks.
func (s *Server) await(what string, ok func() bool) {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	for {
		s.mu.Lock()
		done, news := ok(), s.socket.news
		s.mu.Unlock()
		if done {
			return
		}
		select {
		case <-news:
		case <-ctx.Done():
			s.t.Fatalf("waited %v for %s", patience, what)
		}
	}
}
