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
	*course
	t        *testing.T
	network  *network // of recorded replies
	server   Server
	source   ingest.Source
	run      begin
	patience time.Duration // with a source that has not brought everything yet
	heard    []int         // how a source that listens has answered; what it took is not posted to it again
	said     said
}

// try opens the fixture's source and runs do with it. Goroutines that the source leaves behind fail the test.
func (c *course) try(t *testing.T, do func(*trial)) {
	t.Helper()
	c.tryAt(t, 0, do)
}

// tryAt is try with a source whose clock is off. What a network says of waiting is measured by the other clock, as it would
// be if the network's were the one that is off.
func (c *course) tryAt(t *testing.T, off time.Duration, do func(*trial)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(Now()))
		tr := &trial{course: c, t: t, network: &network{t: t, fixture: c.fixture}, patience: 5 * time.Minute}
		env := Env(Serve(t, tr.network), slog.New(slog.NewTextHandler(&tr.said, &slog.HandlerOptions{Level: slog.LevelDebug})))
		env.Now = func() time.Time { return time.Now().Add(off) }
		tr.server = c.start(t, c.archive)
		tr.source = c.open(t, tr.server.Opener(), env)
		var ok bool
		if tr.run, ok = c.begin(tr.source); !ok {
			t.Fatalf("%s: the source has no method %s", c.path, c.name)
		}
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
		ID:   "fixture",
		HTTP: client,
		Topics: []ingest.Topic{{ID: "kestrel", Name: "Kestrel", Zone: time.UTC, Language: "en", Query: "kestrel OR кестрел",
			Terms: []string{"kestrel", "кестрел"}}},
		Now:      time.Now,
		Log:      log,
		Governor: ingest.NewGovernor(time.Now),
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

// send makes the fixture's requests to a source that listens.
func (tr *trial) send(ctx context.Context) []int {
	handler, ok := tr.source.(http.Handler)
	if !ok {
		return nil
	}
	synctest.Wait()
	var statuses []int
	for i, s := range tr.sends {
		if i < len(tr.heard) && tr.heard[i] < http.StatusMultipleChoices {
			continue
		}
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

// complete fails the test when the readings together lack a mention of the fixture.
func (tr *trial) complete(how string, readings ...reading) {
	tr.t.Helper()
	for _, line := range without(tr.want.Mentions, tr.see(tr.t, readings...).Mentions) {
		tr.t.Errorf("%s: lost %s", how, line)
	}
}

// ended fails the test when a read that nobody disturbed ended with anything but nil or its context's end.
func (tr *trial) ended(got reading) {
	tr.t.Helper()
	if got.err != nil && !errors.Is(got.err, context.Canceled) {
		tr.t.Errorf("%s: %v", tr.name, got.err)
	}
}
