package sourcetest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"molva/ingest"
)

// grace is how long a source may go on after the last mention, for what follows it: a last cursor, or one too many.
const grace = 5 * time.Second

// errRefused is what the pipe says to a page that it does not take.
var errRefused = fmt.Errorf("refused by the test: %w", ingest.ErrFull)

// trial is one source with its network, on a clock of its own.
type trial struct {
	t        *testing.T
	fixture  *fixture
	network  *network
	source   ingest.Source
	patience time.Duration // with a source that has not brought everything yet
	said     said
}

// try opens the fixture's source and runs do with it. Goroutines that the source leaves behind fail the test.
func (f *fixture) try(t *testing.T, opener ingest.Opener, do func(*trial)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(Now()))
		tr := &trial{t: t, fixture: f, network: &network{t: t, fixture: f}, patience: 5 * time.Minute}
		env := Env(Serve(t, tr.network), slog.New(slog.NewTextHandler(&tr.said, &slog.HandlerOptions{Level: slog.LevelDebug})))
		tr.source, _ = f.open(t, opener, env)
		do(tr)
		if strings.Contains(tr.said.String(), canary) {
			t.Errorf("the secret stands in the log:\n%s", tr.said.String())
		}
	})
}

// Env is what a source under test gets: one topic, "kestrel", that is named by a text with kestrel or кестрел in it, and
// the clock of the bubble.
func Env(client *http.Client, log *slog.Logger) ingest.Env {
	return ingest.Env{
		ID:     "fixture",
		HTTP:   client,
		Topics: []ingest.Topic{{ID: "kestrel", Name: "Kestrel", Zone: time.UTC, Language: "en", Query: "kestrel OR кестрел"}},
		Now:    time.Now,
		Log:    log,
		Matches: func(m ingest.Mention) bool {
			text := strings.ToLower(m.Title + " " + m.Text)
			return strings.Contains(text, "kestrel") || strings.Contains(text, "кестрел")
		},
	}
}

// said collects what the source logs.
type said struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (s *said) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.buf.Write(p)
}

func (s *said) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.buf.String()
}

// reading is what one Read brought: the pages that were taken, and how it ended.
type reading struct {
	pages   []ingest.Page
	next    ingest.Cursor // the last cursor that was taken
	refused bool          // a page was
	err     error
	status  []int // of the requests sent to a source that listens
}

// read lets the source read from a cursor until it returns. One that stays is stopped when it has brought every mention
// of want and a little more time has passed, or when patience ends. refuse is the number of the page that the pipe does
// not take, counted from 1; 0 is none.
func (tr *trial) read(after ingest.Cursor, want []string, refuse int) reading {
	tr.t.Helper()
	ctx, cancel := context.WithTimeout(tr.t.Context(), tr.patience)
	defer cancel()
	var mu sync.Mutex
	got, calls, missing := reading{next: after}, 0, slices.Clone(want)
	stop := func() {
		if len(missing) == 0 && refuse == 0 {
			time.AfterFunc(grace, cancel)
		}
	}
	stop()
	ended := make(chan error, 1)
	go func() {
		ended <- tr.source.Read(ctx, after, func(p ingest.Page) error {
			mu.Lock()
			defer mu.Unlock()
			if calls++; calls == refuse {
				got.refused = true
				return errRefused
			}
			got.pages = append(got.pages, p)
			if p.Next != "" {
				got.next = p.Next
			}
			missing = without(missing, tr.lines(p.Mentions))
			stop()
			return nil
		})
	}()
	statuses := tr.send(ctx)
	err := <-ended
	mu.Lock()
	defer mu.Unlock()
	got.err, got.status = err, statuses
	tr.guard(got)
	return got
}

// send makes the fixture's requests to a source that listens.
func (tr *trial) send(ctx context.Context) []int {
	handler, ok := tr.source.(http.Handler)
	if !ok {
		return nil
	}
	synctest.Wait()
	var statuses []int
	for _, s := range tr.fixture.sends {
		r := httptest.NewRequestWithContext(ctx, s.method, s.target, bytes.NewReader(s.body))
		r.Header = s.header.Clone()
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		statuses = append(statuses, w.Code)
	}
	return statuses
}

// guard looks for the secret in whatever came out.
func (tr *trial) guard(got reading) {
	tr.t.Helper()
	pages, err := json.Marshal(got.pages)
	if err != nil {
		tr.t.Errorf("pages: %v", err)
	}
	if bytes.Contains(pages, []byte(canary)) {
		tr.t.Errorf("the secret stands in a page: %s", pages)
	}
	if got.err != nil && strings.Contains(got.err.Error(), canary) {
		tr.t.Errorf("the secret stands in the error: %v", got.err)
	}
}

// lines writes mentions as the wire has them.
func (tr *trial) lines(mentions []ingest.Mention) []string {
	tr.t.Helper()
	var all []string
	for _, m := range mentions {
		line, err := ingest.Encode(m)
		if err != nil {
			tr.t.Errorf("encode %s: %v", m.ID, err)
		}
		all = append(all, string(line))
	}
	return all
}

// expectation is what a fixture says must come.
type expectation struct{ mentions, rejected, gaps []string }

func (tr *trial) seen(readings ...reading) expectation {
	var e expectation
	for _, r := range readings {
		for _, p := range r.pages {
			e.mentions = append(e.mentions, tr.lines(p.Mentions)...)
			for _, rejection := range p.Rejected {
				line, err := json.Marshal(rejection)
				if err != nil {
					tr.t.Error(err)
				}
				e.rejected = append(e.rejected, string(line))
			}
			if p.Gap != "" {
				e.gaps = append(e.gaps, p.Gap)
			}
		}
	}
	return e
}

// complete fails the test when the readings together lack a mention of the fixture.
func (tr *trial) complete(how string, readings ...reading) {
	tr.t.Helper()
	for _, line := range without(tr.fixture.mentions, tr.seen(readings...).mentions) {
		tr.t.Errorf("%s: lost %s", how, line)
	}
}

// ended fails the test when a Read that nobody disturbed ended with anything but nil or its context's end.
func (tr *trial) ended(got reading) {
	tr.t.Helper()
	if got.err != nil && !errors.Is(got.err, context.Canceled) {
		tr.t.Errorf("Read: %v", got.err)
	}
}

// without gives the lines of all that are not in some.
func without(all, some []string) []string {
	return slices.DeleteFunc(slices.Clone(all), func(line string) bool {
		return slices.ContainsFunc(some, func(other string) bool { return essence(other) == essence(line) })
	})
}

// essence leaves out when a deletion happened: networks that do not tell have it from the clock.
func essence(line string) string {
	before, after, found := strings.Cut(line, `"edited_at":"`)
	if !found || !strings.Contains(after, `"deleted":true`) {
		return line
	}
	_, after, _ = strings.Cut(after, `"`)
	return before + after
}
