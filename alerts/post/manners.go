package post

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"strconv"
	"time"

	"molva/ingest"
)

const (
	patience   = 30 * time.Second // for one call, its answer included
	answerSize = 64 << 10         // how much of an answer is read when nothing else is said
	dialogSize = 4 << 10          // the same of an answer that is no yes
	longWait   = time.Hour
)

// SomeWait is how long a "slow down" holds that names no time.
const SomeWait = 30 * time.Second

// Manners say how one service is called.
type Manners struct {
	Service string            // its name, for errors
	Base    http.RoundTripper // nil: the real one
	Limit   int64             // bytes of an answer; 0: 64 KiB
	Now     func() time.Time
	Dialect Dialect // nil: only headers are understood
}

// Dialect reads the body of an answer that is no yes. Why is repeated in the error and in logs: it must be words that the
// dialect knows, nothing that somebody else could have put there. Wait is how many seconds a "slow down" asks for, 0 when
// it does not say.
type Dialect func(body []byte) (why string, wait int)

// Client makes the calls. It returns answers of status 2xx only; the error of any other call is understood by [Known].
// It keeps no connection open between calls, because a dead one could not be told from an answer that got lost.
func (m Manners) Client() *http.Client {
	if m.Base == nil {
		t := http.DefaultTransport.(*http.Transport).Clone()
		t.DisableKeepAlives = true
		m.Base = t
	}
	if m.Limit == 0 {
		m.Limit = answerSize
	}
	return &http.Client{
		Transport:     transport{m},
		Timeout:       patience,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// ErrUnsent marks a call that never reached the other side.
var ErrUnsent = errors.New("not sent")

// Status is an answer that is neither yes nor a "slow down".
type Status int

func (s Status) Error() string {
	return fmt.Sprintf("answer is %d %s", int(s), http.StatusText(int(s)))
}

type transport struct{ Manners }

// RoundTrip turns everything but a yes into an error, before a library that knows one dialect of it can misread it.
func (t transport) RoundTrip(r *http.Request) (*http.Response, error) {
	connected := false
	trace := &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) { connected = true }}
	resp, err := t.Base.RoundTrip(r.WithContext(httptrace.WithClientTrace(r.Context(), trace)))
	if err != nil && !connected {
		return nil, fmt.Errorf("%w: %w", ErrUnsent, err)
	}
	if err != nil {
		return nil, err
	}
	if resp.StatusCode/100 == 2 {
		resp.Body = limited{io.LimitReader(resp.Body, t.Limit), resp.Body}
		return resp, nil
	}
	defer resp.Body.Close()
	return nil, t.refusal(resp)
}

// refusal is the error of an answer that is no yes.
func (t transport) refusal(resp *http.Response) error {
	why, wait := "", 0
	if t.Dialect != nil {
		if body, err := io.ReadAll(io.LimitReader(resp.Body, dialogSize)); err == nil {
			why, wait = t.Dialect(body)
		}
	}
	if resp.StatusCode == http.StatusTooManyRequests {
		return &ingest.Throttled{Until: t.until(resp.Header.Get("Retry-After"), wait), Why: t.Service + " asks to slow down"}
	}
	if why != "" {
		return fmt.Errorf("%w: %s", Status(resp.StatusCode), why)
	}
	return Status(resp.StatusCode)
}

// until reads Retry-After: seconds or a date; a dialect's seconds go first. Services mean a positive number; anything else
// gets a wait of our own.
func (t transport) until(header string, seconds int) time.Time {
	now := t.Now()
	said, err := strconv.Atoi(header)
	if seconds <= 0 && err == nil {
		seconds = said
	}
	date, failed := http.ParseTime(header)
	switch {
	case seconds > 0:
		return now.Add(time.Duration(min(seconds, int(longWait/time.Second))) * time.Second)
	case err == nil && said == 0:
		return now.Add(time.Second)
	case failed == nil:
		return now.Add(min(max(date.Sub(now), time.Second), longWait))
	}
	return now.Add(SomeWait)
}

// limited is the beginning of a body.
type limited struct {
	io.Reader
	io.Closer
}
