package mastodon

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/coder/websocket"

	"molva/ingest"
	"molva/ingest/fetch"
)

const (
	heartbeat = 30 * time.Second // a stream may rightly be silent for hours, so we ask whether it lives
	queue     = 100              // frames that wait, and the most that make a page
	maxFrame  = 1 << 20          // a status with everything has some 10 KiB
)

// live reads one connection to its end: subscribe, fill in what came before, then take what comes. It returns the place
// that it reached and why the connection ended; nil never.
func (s *Source) live(ctx context.Context, at place, emit func(ingest.Page) error) (place, error) {
	conn, err := s.connect(ctx)
	if err != nil {
		return at, err
	}
	defer conn.CloseNow()
	for _, l := range s.lines {
		if err := subscribe(ctx, conn, l.topic); err != nil {
			return at, err
		}
	}

	socket := fetch.Listen(ctx, conn, queue)
	defer socket.Close()
	if at, err = s.catchUp(ctx, at, emit); err != nil {
		return at, err
	}
	if at, err = s.aside(ctx, at, emit); err != nil {
		return at, err
	}
	return s.follow(ctx, socket, at, emit)
}

// follow emits frames as they come, those that wait as one page.
func (s *Source) follow(ctx context.Context, socket *fetch.Socket, at place, emit func(ingest.Page) error) (place, error) {
	beat, poll := time.NewTicker(heartbeat), time.NewTicker(s.options.Every)
	defer beat.Stop()
	defer poll.Stop()
	for {
		select {
		case data, open := <-socket.Frames:
			if !open {
				return at, socket.Ended()
			}
			page, next, stop := s.gather(ctx, at, data, socket.Frames)
			if len(page.Mentions)+len(page.Rejected) > 0 || page.Next != ingest.CursorOf(at) {
				if err := emit(page); err != nil {
					return at, err
				}
			}
			if at = next; stop != nil {
				return at, stop
			}
		case <-poll.C:
			var err error
			if at, err = s.aside(ctx, at, emit); err != nil {
				return at, err
			}
		case <-beat.C:
			if err := socket.Ping(ctx); err != nil {
				return at, err
			}
		case <-ctx.Done():
			return at, ctx.Err()
		}
	}
}

// aside polls beside the stream, which goes on where the instance asks to wait with questions: it alone tells deletions.
func (s *Source) aside(ctx context.Context, at place, emit func(ingest.Page) error) (place, error) {
	at, err := s.poll(ctx, at, emit)
	if slow(err) {
		s.env.Log.Warn("ask beside the stream", "err", err)
		return at, nil
	}
	return at, err
}

func subscribe(ctx context.Context, conn *websocket.Conn, topic subscription) error {
	data, err := json.Marshal(topic)
	if err != nil {
		return err
	}
	if err := conn.Write(ctx, websocket.MessageText, data); err != nil {
		return fmt.Errorf("subscribe: %w", err)
	}
	return nil
}

// connect opens the websocket. The token goes into a header; in the address it would end up in logs.
func (s *Source) connect(ctx context.Context) (*websocket.Conn, error) {
	u, err := s.streaming(ctx)
	if err != nil {
		return nil, err
	}
	u.Path = "/api/v1/streaming"
	header := http.Header{}
	s.authorize(header)
	conn, reply, err := websocket.Dial(ctx, u.String(), &websocket.DialOptions{HTTPClient: s.env.HTTP, HTTPHeader: header})
	if err != nil {
		return nil, fetch.Refused(s.env.HTTP, reply, err)
	}
	conn.SetReadLimit(maxFrame)
	return conn, nil
}

// streaming finds the address of the websocket, which large instances keep on a host of its own. An instance that does
// not say has it where everything else is.
func (s *Source) streaming(ctx context.Context) (url.URL, error) {
	var about struct {
		Configuration struct {
			URLs struct {
				Streaming string `json:"streaming"`
			} `json:"urls"`
		} `json:"configuration"`
	}
	if err := s.api.Get(ctx, "/api/v2/instance", nil, &about); err != nil && final(err) {
		return url.URL{}, fmt.Errorf("ask for the stream's address: %w", err)
	}
	own := *s.base
	u, err := url.Parse(about.Configuration.URLs.Streaming)
	if err != nil || u.Host == "" || u.User != nil {
		return own, nil
	}
	if u.Scheme = strings.Replace(u.Scheme, "ws", "http", 1); u.Scheme != own.Scheme {
		return own, nil // the token does not go out unencrypted
	}
	return url.URL{Scheme: u.Scheme, Host: u.Host}, nil
}
