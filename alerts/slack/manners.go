package slack

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"regexp"
	"strconv"
	"time"

	"molva/alerts"
	"molva/ingest"
)

const (
	patience   = 30 * time.Second // for one call, its answer included
	answerSize = 64 << 10         // how much of an answer is read
	historical = 1 << 20          // the same for a page of history, which repeats whole messages
	someWait   = 30 * time.Second // for a "slow down" that names no time
	longWait   = time.Hour
)

// manners makes a client tell what is known after a failed call, and keeps it from reading endless answers. It turns
// refusals into errors before the library sees them, because the library knows only one dialect of each.
type manners struct {
	base  http.RoundTripper
	limit int64
	now   func() time.Time
}

// errUnsent marks a call that never reached the other side.
var errUnsent = errors.New("not sent")

// errStatus is an answer that is neither yes nor a refusal that says why.
type errStatus int

func (s errStatus) Error() string {
	return fmt.Sprintf("answer is %d %s", int(s), http.StatusText(int(s)))
}

// RoundTrip returns answers of status 200 only.
func (m manners) RoundTrip(r *http.Request) (*http.Response, error) {
	connected := false
	trace := &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) { connected = true }}
	resp, err := m.base.RoundTrip(r.WithContext(httptrace.WithClientTrace(r.Context(), trace)))
	if err != nil && !connected {
		return nil, fmt.Errorf("%w: %w", errUnsent, err)
	}
	if err != nil {
		return nil, err
	}
	resp.Body = limited{io.LimitReader(resp.Body, m.limit), resp.Body}
	if resp.StatusCode == http.StatusOK {
		return resp, nil
	}
	defer resp.Body.Close()
	if resp.StatusCode == http.StatusTooManyRequests {
		return nil, &ingest.Throttled{Until: m.until(resp.Header.Get("Retry-After")), Why: "slack asks to slow down"}
	}
	return nil, fmt.Errorf("%w%s", errStatus(resp.StatusCode), reason(resp.Body))
}

// until reads Retry-After: seconds or a date. Slack means a positive number; anything else gets a wait of our own.
func (m manners) until(header string) time.Time {
	now := m.now()
	wait := someWait
	if seconds, err := strconv.Atoi(header); err == nil && seconds > 0 {
		wait = time.Duration(min(seconds, int(longWait/time.Second))) * time.Second
	} else if err == nil && seconds == 0 {
		wait = time.Second
	} else if date, err := http.ParseTime(header); err == nil {
		wait = min(max(date.Sub(now), time.Second), longWait)
	}
	return now.Add(wait)
}

// limited is the beginning of a body.
type limited struct {
	io.Reader
	io.Closer
}

// Slack's error codes. Nothing else of an answer is repeated: a hostile one could hold our own token.
var code = regexp.MustCompile(`^[a-z_]{1,64}$`)

// reason is the code that a webhook answers with, ready to be appended.
func reason(body io.Reader) string {
	text, err := io.ReadAll(io.LimitReader(body, 65))
	if err != nil || !code.Match(text) {
		return ""
	}
	return ": " + string(text)
}

// client makes calls within our patience. It follows no redirects and keeps no connection open between digests, because a
// dead one could not be told from an answer that got lost.
func client(base http.RoundTripper, limit int64, now func() time.Time) *http.Client {
	if base == nil {
		t := http.DefaultTransport.(*http.Transport).Clone()
		t.DisableKeepAlives = true
		base = t
	}
	return &http.Client{
		Transport:     manners{base, limit, now},
		Timeout:       patience,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// known says what an error of a call means for the message. The address is taken out of it: a webhook's is a secret. What
// is not known to be unsent may have arrived.
func known(err error) error {
	var outer *url.Error
	if errors.As(err, &outer) {
		err = outer.Err
	}
	var throttled *ingest.Throttled
	var status errStatus
	switch {
	case errors.As(err, &throttled):
		return throttled
	case errors.Is(err, errUnsent):
		return err
	case errors.As(err, &status):
		return meaning(status, err)
	}
	return fmt.Errorf("%w: %w", alerts.ErrUnclear, err)
}

func meaning(status errStatus, err error) error {
	switch {
	case status >= 500:
		return fmt.Errorf("%w: %w", alerts.ErrUnclear, err)
	case status < 400, status == http.StatusRequestTimeout, status == http.StatusProxyAuthRequired:
		return err
	}
	return fmt.Errorf("%w: %w", alerts.ErrRefused, err)
}
