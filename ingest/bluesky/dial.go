package bluesky

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"

	"github.com/coder/websocket"

	"molva/ingest/fetch"
)

const (
	path       = "/xrpc/network.bsky.jetstream.subscribeEvents"
	protocol   = "xrpc.v1.json"
	bootHeader = "Jetstream-Boot-Id"

	maxEvent = 512 << 10 // larger events the server leaves out; a post with everything has some 20 KiB
)

// tooOld is the gap that follows when the server has forgotten our place.
const tooOld = "the server no longer had the place where reading stopped"

// errTooOld is the server's CursorTooOld: the place lies before the oldest event that it has.
var errTooOld = errors.New("the place is older than what the server has")

// connect opens the stream at the place, and where that is impossible as near after it as the server can. The place
// then says so, and gap why.
func (s *Source) connect(ctx context.Context, at *place) (conn *websocket.Conn, gap string, err error) {
	for {
		conn, boot, err := s.dial(ctx, *at)
		switch {
		case errors.Is(err, errTooOld) && at.Seq > 0:
			gap = tooOld
			at.Seq, at.At = 0, max(at.At, earliest)
		case errors.Is(err, errTooOld) && at.At > 0:
			gap = tooOld
			at.At = 0
		case err != nil:
			return nil, gap, err
		case at.Seq > 0 && at.At > 0 && boot != at.Boot:
			_ = conn.CloseNow() // another server's numbers; go by the time
			at.Seq = 0
		default:
			at.Boot = boot
			return conn, gap, nil
		}
	}
}

func (s *Source) dial(ctx context.Context, at place) (*websocket.Conn, string, error) {
	conn, reply, err := websocket.Dial(ctx, s.stream(at), &websocket.DialOptions{
		HTTPClient:   s.env.HTTP,
		Subprotocols: []string{protocol},
	})
	if err != nil {
		return nil, "", s.refusal(reply, err)
	}
	conn.SetReadLimit(2 * maxEvent)
	return conn, reply.Header.Get(bootHeader), nil
}

func (s *Source) stream(at place) string {
	q := url.Values{
		"kinds":               {"commit"},
		"collections":         {collection},
		"maxMessageSizeBytes": {strconv.Itoa(maxEvent)},
	}
	if c := at.query(); c != "" {
		q.Set("cursor", c)
	}
	u, err := url.Parse(s.base)
	if err != nil {
		return s.base // cannot happen: New has parsed it
	}
	u.Path, u.RawQuery = path, q.Encode()
	return u.String()
}

// refusal is what the server's answer means when it opened no websocket.
func (s *Source) refusal(reply *http.Response, err error) error {
	switch {
	case reply != nil && reply.StatusCode == http.StatusNotFound:
		return fmt.Errorf("connect to %s: it does not speak subscribeEvents, want a server such as %s", s.base, DefaultURL)
	case reply != nil && reply.StatusCode == http.StatusBadRequest:
		return s.complaint(reply)
	}
	return fetch.Refused(s.env.HTTP, reply, err)
}

// complaint is what a server says of a request that it does not take.
func (s *Source) complaint(reply *http.Response) error {
	body, err := io.ReadAll(io.LimitReader(reply.Body, 1024))
	if err != nil {
		return fmt.Errorf("connect to %s: status 400: %w", s.base, fetch.Scrub(err))
	}
	var said struct {
		Error string `json:"error"`
	}
	_ = json.Unmarshal(body, &said) // what cannot be read has no name
	if said.Error == "CursorTooOld" {
		return errTooOld
	}
	err = fmt.Errorf("connect to %s: the server refused the request: %s", s.base, word(cmp.Or(said.Error, "status 400")))
	return fetch.Bluesky(fetch.Answer{Host: s.base, Status: reply.StatusCode, Header: reply.Header, Body: body, At: s.env.Now()}, err)
}
