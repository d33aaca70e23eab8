package x

import (
	"errors"
	"fmt"
	"log/slog"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"molva/config/secret"
	"molva/ingest"
	"molva/ingest/sourcetest"
)

// refusing opens a source with $5 whose network answers with a status and a text.
func refusing(t *testing.T, o Options, answer func(*http.Request) (int, string)) (s *Source, asked *[]string) {
	t.Helper()
	asked = new([]string)
	env := sourcetest.Answers(t, nothing)
	env.HTTP = sourcetest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		*asked = append(*asked, r.URL.Path)
		status, body := answer(r)
		w.WriteHeader(status)
		fmt.Fprint(w, body)
	}))
	env.Governor = ingest.NewGovernor(env.Now, ingest.Quota{Name: ingest.USD, Max: 5, Window: ingest.PerMonth})
	o.BaseURL, o.Token = "http://x.test", secret.New("secret")
	source, _, err := New(o, env)
	if err != nil {
		t.Fatal(err)
	}
	return source.(*Source), asked
}

const kestrel = `{"data":[{"id":"10","username":"kestrel_test","public_metrics":{"followers_count":5}}]}`

// TestAUserIsBoughtOnce: who was found stays found though the next one cannot be asked for.
func TestAUserIsBoughtOnce(t *testing.T) {
	s, asked := refusing(t, Options{Search: []string{}, Mentions: []string{"@kestrel_test", "@lumen_test"}}, func(r *http.Request) (int, string) {
		if r.URL.Query().Get("usernames") == "kestrel_test" {
			return http.StatusOK, kestrel
		}
		return http.StatusTooManyRequests, ""
	})
	var at ingest.Cursor
	for range 3 {
		err := s.Read(t.Context(), at, func(p ingest.Page) error {
			at = p.Next
			return nil
		})
		if !errors.As(err, new(*ingest.Throttled)) {
			t.Errorf("%v, want a wait", err)
		}
	}
	if left := s.env.Governor.Left(ingest.USD); len(*asked) != 4 || left != 4.99 {
		t.Errorf("asked %q, and $%v of 5 are left", *asked, left)
	}
}

// TestOneBadLine: a query or a user that X does not take keeps nobody from the others, and is told of.
func TestOneBadLine(t *testing.T) {
	s, asked := refusing(t, Options{Query: "bad (", Search: []string{"kestrel"}, Mentions: []string{"77", "78"}, Accounts: []string{"bad", "boreal_test"}},
		func(r *http.Request) (int, string) {
			switch {
			case strings.HasPrefix(r.URL.Query().Get("query"), "bad"), strings.Contains(r.URL.Path, "/77/"), r.URL.Query().Get("usernames") == "bad":
				return http.StatusBadRequest, "{}"
			case strings.HasPrefix(r.URL.Path, "/2/users/by"):
				return http.StatusOK, kestrel
			}
			return http.StatusOK, "{}"
		})
	var figures, rejected int
	err := s.Read(t.Context(), "", func(p ingest.Page) error {
		figures, rejected = figures+len(p.Figures), rejected+len(p.Rejected)
		return nil
	})
	if err == nil || !strings.HasPrefix(err.Error(), "search: ") {
		t.Errorf("%v, want a word about the search", err)
	}
	if len(*asked) != 7 || figures != 1 || rejected != 1 {
		t.Errorf("asked %q; %d figures, %d rejected", *asked, figures, rejected)
	}
}

// TestNewerVersionsAreBoughtOnce: an X that tells of a newer version for ever is asked for one.
func TestNewerVersionsAreBoughtOnce(t *testing.T) {
	s, asked := asking(t, Options{Refresh: true}, 5, func(*url.URL) string {
		return `{"data":[{"id":"1346889436626259968","text":"Kestrel","edit_history_tweet_ids":["1346889436626259968","1346889436626259969"]}]}`
	})
	if err := s.Refresh(t.Context(), []ingest.Known{{ID: "1346889436626259968"}}, func(ingest.Page) error { return nil }); err != nil || len(*asked) != 2 {
		t.Errorf("%v after %d questions, want two", err, len(*asked))
	}
}

// TestMoreThanAsked: what X bills beyond what it was asked for is counted.
func TestMoreThanAsked(t *testing.T) {
	posts := slices.Repeat([]string{`{"id":"1346889436626259968","text":"Kestrel"}`}, 150)
	s, _ := asking(t, Options{}, 5, func(*url.URL) string { return `{"data":[` + strings.Join(posts, ",") + `]}` })
	_, _ = read(t, s, standing(s, walk{Since: idAt(sourcetest.Now())}))
	if left := s.env.Governor.Left(ingest.USD); math.Abs(left-4.25) > 1e-9 {
		t.Errorf("after 150 posts $%v of 5 are left", left)
	}
}

// TestTheMonthTurns: what may be billed in another month than it is asked for in is not asked for.
func TestTheMonthTurns(t *testing.T) {
	for clock, want := range map[string]string{
		"2026-11-30T23:58:59Z": "", "2026-11-30T23:59:00Z": "2026-12-01T00:01:00Z", "2026-12-01T03:00:59+03:00": "2026-12-01T00:01:00Z", "2027-01-01T00:01:00Z": "",
		"2026-12-31T23:59:59Z": "2027-01-01T00:01:00Z", "2026-12-22T00:00:00Z": "",
	} {
		now, err := time.Parse(time.RFC3339, clock)
		if err != nil {
			t.Fatal(err)
		}
		s, asked := asking(t, Options{}, 5, nothing)
		s.purse.now = func() time.Time { return now }
		var wait *ingest.Throttled
		switch err := s.Read(t.Context(), "", func(ingest.Page) error { return nil }); {
		case want == "" && (err != nil || len(*asked) != 1):
			t.Errorf("%s: %v after %d questions", clock, err, len(*asked))
		case want != "" && (!errors.As(err, &wait) || wait.Until.Format(time.RFC3339) != want || len(*asked) > 0):
			t.Errorf("%s: %v after %d questions, want a wait until %s", clock, err, len(*asked), want)
		}
	}
}

// TestABrokenStreamStaysPaid: what was on its way when a connection broke off may be billed, and an X that does so again and again is
// asked once an hour. Before a new month the stream is closed, which pays for its own.
func TestABrokenStreamStaysPaid(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(sourcetest.Now()))
		_, _, _, left, err := listen(t, &wire{lines: []string{streamed("1s", time.Now()), "5s ABORT"}, rules: "{}"})
		if err == nil || math.Abs(5-left-60*0.005) > 1e-9 {
			t.Errorf("%v, and %v are paid", err, 5-left)
		}
		time.Sleep(time.Until(time.Date(2026, 11, 30, 23, 58, 0, 0, time.UTC)))
		_, _, _, _, err = listen(t, &wire{lines: []string{"20s ", "20s ", "20s ", "20s "}, rules: "{}"})
		var wait *ingest.Throttled
		if !errors.As(err, &wait) || time.Now().Minute() != 59 {
			t.Errorf("ends at %s with %v", time.Now(), err)
		}
	})
}

// TestASlowSearch: what comes by the stream while a search takes its time is paid for at once.
func TestASlowSearch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(sourcetest.Now()))
		b := &bank{pace: 30 * day, stream: 250 * time.Millisecond, slow: 35 * time.Second, every: math.MaxInt, billed: map[string]float64{}}
		const budget = 0.005 * (5*60 + 40)
		env := sourcetest.Env(sourcetest.Serve(t, b), slog.New(slog.DiscardHandler))
		env.Governor = ingest.NewGovernor(time.Now, ingest.Quota{Name: ingest.USD, Max: budget, Window: ingest.PerMonth})
		source, _, err := New(Options{BaseURL: "http://x.test", Token: secret.New("secret"), Search: []string{"kestrel"}, Stream: true}, env)
		if err != nil {
			t.Fatal(err)
		}
		came := 0
		at := place{Lines: map[string]walk{"(kestrel) -is:retweet": {Since: idAt(time.Now())}}}
		_, err = source.(*Source).live(t.Context(), at, func(p ingest.Page) error {
			came += len(p.Mentions)
			return nil
		})
		if !errors.As(err, new(*ingest.Throttled)) || b.total("2026-11") > budget+1e-9 || came < 250 {
			t.Errorf("X has billed $%.3f of %.3f, %d posts came, and it ends with %v", b.total("2026-11"), budget, came, err)
		}
	})
}

// TestAClockThatWasAhead: X knows no ids of the future; who went that far goes on an hour back.
func TestAClockThatWasAhead(t *testing.T) {
	s, asked := asking(t, Options{}, 5, nothing)
	_, _ = read(t, s, standing(s, walk{Since: idAt(sourcetest.Now().Add(30 * day))}))
	if got := (*asked)[0].Get("since_id"); got != fmt.Sprint(idAt(sourcetest.Now().Add(-time.Hour))) {
		t.Errorf("asked for what was written since %s", born(number(got)))
	}
	s.purse.unsure, s.purse.failed = patience, sourcetest.Now().Add(30*day)
	if err := s.Read(t.Context(), "", func(ingest.Page) error { return nil }); err != nil {
		t.Error(err)
	}
}
