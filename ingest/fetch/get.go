package fetch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"molva/ingest"
)

// ErrTooLong is the error of a body that goes on after the bytes that the client reads.
var ErrTooLong = errors.New("the body is longer than allowed")

// StatusError is an answer that brings nothing. That of 404 and 410 is an ingest.ErrGone, for whoever asked for one item.
type StatusError struct {
	Host   string
	Status int
}

func (e *StatusError) Error() string {
	return strings.TrimSpace(fmt.Sprintf("%s answers %d %s", e.Host, e.Status, http.StatusText(e.Status)))
}

// Is makes 404 and 410 an ingest.ErrGone.
func (e *StatusError) Is(target error) bool {
	return target == ingest.ErrGone && (e.Status == http.StatusNotFound || e.Status == http.StatusGone)
}

// Get asks one question and reads the whole answer. What the status means for a worker comes as the error: 429, and
// 503 with a Retry-After, are an *ingest.Throttled; 401 and 403 wrap ingest.ErrDenied; another one outside 2xx and 304
// is a *StatusError; a page of HTML where the request accepts JSON alone is an error too. Body, header and status come beside
// such an error, because some networks say there what they mean. No error holds more of the URL than its host.
func Get(ctx context.Context, c *http.Client, req *http.Request) (body []byte, header http.Header, status int, err error) {
	resp, err := c.Do(req.WithContext(ctx))
	if err != nil {
		return nil, nil, 0, Scrub(err)
	}
	defer resp.Body.Close()
	body, err = io.ReadAll(resp.Body)
	if err != nil {
		err = fmt.Errorf("read the answer of %s: %w", resp.Request.URL.Host, steady(err))
	} else {
		err = verdict(resp, body, clock(c)())
	}
	return body, resp.Header, resp.StatusCode, err
}

// clock is the one that the client's waits are measured by.
func clock(c *http.Client) func() time.Time {
	if t, ok := c.Transport.(*transport); ok {
		return t.hosts.now
	}
	return time.Now
}

// verdict says what an answer means for the worker.
func verdict(resp *http.Response, body []byte, now time.Time) error {
	host, status := resp.Request.URL.Host, resp.StatusCode
	if t := throttled(resp, now); t != nil {
		return t
	}
	switch {
	case status == http.StatusUnauthorized || status == http.StatusForbidden:
		return fmt.Errorf("%w: %w", &StatusError{host, status}, ingest.ErrDenied)
	case status == http.StatusNotModified:
		return nil
	case status < 200 || status > 299:
		return &StatusError{host, status}
	case resp.Header.Get("Content-Encoding") != "":
		return fmt.Errorf("%s answers in an encoding that was not asked for", host)
	case wantsJSON(resp.Request) && bytes.HasPrefix(bytes.TrimSpace(body), []byte("<")):
		return fmt.Errorf("%s answers with a page of HTML or XML, want JSON", host)
	}
	return nil
}

// wantsJSON reports whether JSON is all that the request accepts.
func wantsJSON(req *http.Request) bool {
	accept := req.Header.Get("Accept")
	return strings.Contains(accept, "json") && !strings.Contains(accept, "ml") && !strings.Contains(accept, "*")
}

// Scrub takes everything but the host out of the address that net/http and websocket clients put into their errors:
// paths and queries hold tokens.
func Scrub(err error) error {
	var e *url.Error
	if !errors.As(err, &e) {
		return steady(err)
	}
	host := ""
	if u, bad := url.Parse(e.URL); bad == nil {
		host = " " + u.Host
	}
	return fmt.Errorf("%s%s: %w", strings.ToLower(e.Op), host, Scrub(e.Err))
}

// steady lets the same trouble read the same every time, or it would be news at every try: the port of our own end goes,
// and so does the name server that was asked, and net/http has two names for losing its patience.
func steady(err error) error {
	var dns *net.DNSError
	if errors.As(err, &dns) && dns.IsNotFound {
		return &nameless{err}
	}
	if op, ok := err.(*net.OpError); ok {
		same := *op
		same.Source = nil
		return &same
	}
	if late, ok := err.(net.Error); ok && late.Timeout() {
		return &slow{err}
	}
	return err
}

// nameless is a host that no name server knows.
type nameless struct{ error }

func (*nameless) Error() string {
	return "no server has this name, or the way to the name servers is broken"
}

func (n *nameless) Unwrap() error { return n.error }

// slow is an answer that was not waited for.
type slow struct{ error }

func (*slow) Error() string { return "the answer takes too long" }

func (s *slow) Unwrap() error { return s.error }

// bounded fails when there is more to read than what is left.
type bounded struct {
	io.ReadCloser
	left int64
}

func (b *bounded) Read(p []byte) (int, error) {
	if int64(len(p)) > b.left+1 {
		p = p[:b.left+1]
	}
	n, err := b.ReadCloser.Read(p)
	if b.left -= int64(n); b.left < 0 {
		b.left = 0
		return n - 1, ErrTooLong
	}
	return n, err
}
