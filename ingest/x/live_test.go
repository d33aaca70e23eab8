package x

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"molva/config/secret"
	"molva/ingest"
	"molva/ingest/sourcetest"
)

// wire is a stream that says each of its lines after a while, and what else was asked for.
type wire struct {
	lines []string // a pause and what is said then
	rules string
	asked []string
}

func (n *wire) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	question := r.Method + " " + strings.TrimPrefix(r.URL.Path, "/2/tweets/search/") + string(body)
	if since := r.URL.Query().Get("since_id"); since != "" {
		question += " since " + born(number(since)).Format("15:04:05")
	}
	n.asked = append(n.asked, question)
	switch {
	case r.URL.Path == rulesPath && r.Method == http.MethodGet:
		fmt.Fprint(w, n.rules)
		return
	case r.URL.Path != "/2/tweets/search/stream":
		fmt.Fprint(w, "{}")
		return
	}
	for _, line := range n.lines {
		pause, says, _ := strings.Cut(line, " ")
		d, _ := time.ParseDuration(pause)
		select {
		case <-time.After(d):
		case <-r.Context().Done():
			return
		}
		if says == "ABORT" {
			panic(http.ErrAbortHandler)
		}
		fmt.Fprint(w, says+"\r\n")
		_ = http.NewResponseController(w).Flush()
	}
	if len(n.lines) > 0 && strings.HasSuffix(n.lines[len(n.lines)-1], "{}") { // the network goes
		return
	}
	<-r.Context().Done()
}

// streamed is a line with a post of that second.
func streamed(pause string, at time.Time) string {
	body, _ := json.Marshal(map[string]any{"data": postOf(strconv.FormatInt(idAt(at), 10))})
	return pause + " " + string(body)
}

// listen reads a stream once and returns what came, and what is left of $5.
func listen(t *testing.T, n *wire) (ids, rejected []string, end place, left float64, err error) {
	env := sourcetest.Env(sourcetest.Serve(t, n), slog.New(slog.DiscardHandler))
	env.Governor = ingest.NewGovernor(time.Now, ingest.Quota{Name: ingest.USD, Max: 5, Window: ingest.PerMonth})
	source, _, err := New(Options{BaseURL: "http://x.test", Token: secret.New("secret"), Search: []string{"kestrel"}, Stream: true, Every: 10 * time.Minute}, env)
	if err != nil {
		t.Fatal(err)
	}
	at := place{Lines: map[string]walk{"(kestrel) -is:retweet": {Since: idAt(time.Now().Add(-time.Minute))}}}
	end, err = source.(*Source).live(t.Context(), at, func(p ingest.Page) error {
		for _, m := range p.Mentions {
			ids = append(ids, m.Published.Format("15:04:05"))
		}
		for _, r := range p.Rejected {
			rejected = append(rejected, r.Reason)
		}
		return nil
	})
	return ids, rejected, end, env.Governor.Left(ingest.USD), err
}

// TestStream takes posts as they come, asks the search for what lies between it and the stream, and ends when nothing comes.
func TestStream(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(sourcetest.Now()))
		now := time.Now()
		n := &wire{
			rules: `{"data":[{"id":"1","value":"lumen","tag":"molva:fixture"},{"id":"2","value":"zarya","tag":"somebody's"}]}`,
			lines: []string{streamed("1s", now), "20s ", "1s garbage", "18s ", "19s ", streamed("5s", now.Add(time.Minute)), streamed("20s", now.Add(80*time.Second))},
		}
		ids, rejected, end, left, err := listen(t, n)
		if diff := cmp.Diff([]string{"12:00:00", "12:01:00", "12:01:20"}, ids); diff != "" {
			t.Errorf("posts: %s", diff)
		}
		if diff := cmp.Diff([]string{"post is no readable JSON"}, rejected); diff != "" {
			t.Errorf("rejected: %s", diff)
		}
		want := []string{
			"GET stream/rules",
			`POST stream/rules{"delete":{"ids":["1"]}}`,
			`POST stream/rules{"add":[{"value":"(kestrel) -is:retweet","tag":"molva:fixture"}]}`,
			"GET recent since 11:59:00",
			"GET stream",
			"GET recent since 11:59:00",
		}
		if diff := cmp.Diff(want, n.asked); diff != "" {
			t.Errorf("asked: %s", diff)
		}
		if got, want := end.Lines["(kestrel) -is:retweet"].Since, idAt(now.Add(80*time.Second)); got != want {
			t.Errorf("it is read up to %s, want %s", born(got), born(want))
		}
		if err == nil || !strings.Contains(err.Error(), "nothing comes any more") || time.Since(now) != 124*time.Second {
			t.Errorf("ends after %s with %v", time.Since(now), err)
		}
		if math.Abs(left-(5-60*0.005)) > 1e-9 { // four lines, and what may have been on its way
			t.Errorf("%v of 5 dollars are left after four lines", left)
		}
	})
}

func TestStreamEnds(t *testing.T) {
	for name, c := range map[string]struct {
		lines []string
		rules string
		is    error
		paid  float64
	}{
		"by its own word": {[]string{`1s {"errors":[{"title":"operational-disconnect","type":"https://api.x.com/2/problems/operational-disconnect"}]}`}, "{}", errEnded, 0},
		"by itself":       {[]string{"1s ", "1s {}"}, "{}", io.EOF, 0.005},
	} {
		synctest.Test(t, func(t *testing.T) {
			time.Sleep(time.Until(sourcetest.Now()))
			_, _, _, left, err := listen(t, &wire{lines: c.lines, rules: c.rules})
			if !errors.Is(err, c.is) || math.Abs(5-left-c.paid) > 1e-9 {
				t.Errorf("%s: %v, and %v are paid; want %v, and %v", name, err, 5-left, c.is, c.paid)
			}
		})
	}
}

// TestRulesRefused: a query that X does not take as a rule is told of, not passed over.
func TestRulesRefused(t *testing.T) {
	env := sourcetest.Answers(t, nothing)
	env.HTTP = sourcetest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			fmt.Fprint(w, `{"errors":[{"title":"Invalid Rule","value":"hunter2"}]}`)
			return
		}
		fmt.Fprint(w, "{}")
	}))
	source, _, err := New(Options{BaseURL: "http://x.test", Token: secret.New("secret"), Stream: true}, env)
	if err != nil {
		t.Fatal(err)
	}
	if err := source.Read(t.Context(), "", nil); !errors.Is(err, errRule) {
		t.Errorf("%v, want %v", err, errRule)
	}
}

// TestBursts: the more posts come at once, the more are paid for before they come.
func TestBursts(t *testing.T) {
	s, _ := asking(t, Options{Stream: true}, 1000, nothing)
	now := sourcetest.Now()
	s.env.Now = func() time.Time { return now }
	c := tap{Source: s, came: make(chan delivery, 400)}
	for range 200 {
		if err := c.line(t.Context(), []byte(streamed("", now))); err != nil {
			t.Fatal(err)
		}
	}
	if c.paid < 200 {
		t.Errorf("%d posts are paid for in a burst of 200", c.paid)
	}
	now = now.Add(3 * burst)
	for range 200 {
		if err := c.line(t.Context(), []byte(streamed("", now))); err != nil {
			t.Fatal(err)
		}
		now = now.Add(burst)
	}
	if c.paid >= margin+block {
		t.Errorf("%d posts are paid for where one comes in ten seconds", c.paid)
	}
}
