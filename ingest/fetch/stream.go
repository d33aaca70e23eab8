package fetch

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"
)

// maxLine is the longest line of an answer that does not end.
const maxLine = 1 << 20

// errSilent ends an answer of which nothing comes any more.
var errSilent = errors.New("nothing comes any more, not even a sign of life")

// Lines asks for a path whose answer does not end, and gives each of its lines to take, the empty ones too, which may be signs of
// life. It returns the error of take, or else why the answer ended, which is never nil: a status as [API.Get] has it, silence
// for so long, or that the network went away. While take works nobody listens for signs of life.
func (a *API) Lines(ctx context.Context, path string, q url.Values, silence time.Duration, take func(line []byte) error) error {
	if err := a.Governor.Take(ctx, "calls", 1); err != nil {
		return err
	}
	req, err := a.request(ctx, path, q)
	if err != nil {
		return err
	}
	if a.Header != nil {
		a.Header(req.Header)
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	watch := time.AfterFunc(silence, func() { cancel(errSilent) })
	defer watch.Stop()
	resp, err := unending(a.Client).Do(req.WithContext(ctx))
	if err != nil {
		return because(ctx, Scrub(err))
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return a.unopened(resp)
	}
	body := resp.Body
	if b, ok := body.(*bounded); ok { // here each line has a bound
		body = b.ReadCloser
	}
	lines := bufio.NewScanner(body)
	lines.Buffer(nil, maxLine)
	for lines.Scan() {
		watch.Stop()
		if err := take(lines.Bytes()); err != nil {
			return err
		}
		watch.Reset(silence)
	}
	if err = lines.Err(); err == nil {
		err = io.EOF
	}
	return because(ctx, fmt.Errorf("read the answer of %s: %w", a.Base.Host, steady(err)))
}

// unending is a client that does not end an answer which goes on for long.
func unending(c *http.Client) *http.Client {
	long := *c
	long.Timeout = 0
	return &long
}

// unopened says what an answer means that brings no lines.
func (a *API) unopened(resp *http.Response) error {
	body, err := io.ReadAll(io.LimitReader(resp.Body, MaxBody))
	if err != nil {
		return fmt.Errorf("read the answer of %s: %w", a.Base.Host, steady(err))
	}
	now := clock(a.Client)()
	if err = verdict(resp, body, now); err == nil {
		err = &StatusError{a.Base.Host, resp.StatusCode}
	}
	if a.Says != nil {
		err = a.Says(Answer{a.Base.Host, resp.StatusCode, resp.Header, body, now, a.Governor}, err)
	}
	return err
}

// because is why a context ended, if it did, and else the error.
func because(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return err
}
