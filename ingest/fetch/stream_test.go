package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"molva/ingest"
)

// TestLines reads with a client that ends other answers early and short.
func TestLines(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.String() != "/stream?a=b" || r.Header.Get("Authorization") != "Bearer hunter2" {
			t.Errorf("asked for %s with %v", r.URL, r.Header)
		}
		fmt.Fprint(w, "one\r\n\r\n"+strings.Repeat("a", 100_000)+"\nlast")
	}))
	defer server.Close()
	base, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	client, err := New(Options{Allow: []string{base.Host}, Body: 10})
	if err != nil {
		t.Fatal(err)
	}
	client.Timeout = time.Nanosecond
	api := API{Client: client, Base: base, Header: func(h http.Header) { h.Set("Authorization", "Bearer hunter2") }}
	var got []string
	err = api.Lines(t.Context(), "/stream", url.Values{"a": {"b"}}, time.Hour, func(line []byte) error {
		got = append(got, string(line))
		return nil
	})
	if want := []string{"one", "", strings.Repeat("a", 100_000), "last"}; !slices.Equal(got, want) {
		t.Errorf("%d lines, want %d", len(got), len(want))
	}
	if !errors.Is(err, io.EOF) {
		t.Errorf("ended with %v, want %v", err, io.EOF)
	}
}

// answering is a network that gives one answer.
type answering func(*http.Request) (*http.Response, error)

func (a answering) RoundTrip(r *http.Request) (*http.Response, error) { return a(r) }

// endless is an answer that says something and then nothing, for as long as somebody listens.
func endless(status int, says string) answering {
	return func(r *http.Request) (*http.Response, error) {
		ours, theirs := io.Pipe()
		context.AfterFunc(r.Context(), func() { theirs.CloseWithError(r.Context().Err()) })
		go io.WriteString(theirs, says)
		return &http.Response{StatusCode: status, Header: http.Header{}, Body: ours, Request: r}, nil
	}
}

// ended is one that is over.
func ended(status int, says string) answering {
	return func(r *http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(says)), Request: r}, nil
	}
}

func TestLinesEnd(t *testing.T) {
	stop := errors.New("enough")
	broken := func(*http.Request) (*http.Response, error) { return nil, errors.New("broken") }
	deaf := func(r *http.Request) (*http.Response, error) {
		<-r.Context().Done()
		return nil, r.Context().Err()
	}
	for name, c := range map[string]struct {
		network answering
		take    error
		is      error
		says    string
		took    time.Duration
	}{
		"because we have enough":    {endless(200, "one\n"), stop, stop, "", 0},
		"because nothing comes":     {endless(200, "one\n"), nil, errSilent, "", time.Minute},
		"because nothing begins":    {deaf, nil, errSilent, "", time.Minute},
		"because a line is endless": {ended(200, strings.Repeat("a", maxLine+1)), nil, nil, "too long", 0},
		"because we may not":        {ended(403, "{}"), nil, ingest.ErrDenied, "403", 0},
		"because there is nothing":  {ended(204, ""), nil, nil, "204", 0},
		"because of the way":        {broken, nil, nil, "get api.test: broken", 0},
	} {
		synctest.Test(t, func(t *testing.T) {
			begin := time.Now()
			err := linesOf(t.Context(), c.network, func([]byte) error { return c.take })
			switch {
			case err == nil || c.is != nil && !errors.Is(err, c.is) || !strings.Contains(err.Error(), c.says):
				t.Errorf("%s: %v, want %v %s", name, err, c.is, c.says)
			case strings.Contains(err.Error(), "hunter2"):
				t.Errorf("%s: the error has the token: %v", name, err)
			case time.Since(begin) != c.took:
				t.Errorf("%s: after %s, want %s", name, time.Since(begin), c.took)
			}
		})
	}
}

func linesOf(ctx context.Context, network answering, take func([]byte) error) error {
	api := API{Client: &http.Client{Transport: network}, Base: &url.URL{Scheme: "https", Host: "api.test"}, Says: X}
	return api.Lines(ctx, "/stream", url.Values{"token": {"hunter2"}}, time.Minute, take)
}

func TestLinesWait(t *testing.T) {
	err := linesOf(t.Context(), ended(429, "{}"), nil)
	if wait := new(ingest.Throttled); !errors.As(err, &wait) {
		t.Errorf("%v, want a wait", err)
	}
	api := API{Governor: ingest.NewGovernor(time.Now, ingest.Quota{Name: "calls", Window: ingest.PerDay})}
	if wait := new(ingest.Throttled); !errors.As(api.Lines(t.Context(), "", nil, 0, nil), &wait) {
		t.Error("no call is allowed, and one was made")
	}
}

// TestLinesTakeTheirTime: while somebody works on a line, nobody takes the stream for dead.
func TestLinesTakeTheirTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		lines := 0
		err := linesOf(t.Context(), ended(200, "one\ntwo\n"), func([]byte) error {
			lines++
			time.Sleep(time.Hour)
			return nil
		})
		if lines != 2 || !errors.Is(err, io.EOF) {
			t.Errorf("%d lines, then %v", lines, err)
		}
	})
}
