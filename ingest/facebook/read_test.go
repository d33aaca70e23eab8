package facebook

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"molva/config/secret"
	"molva/ingest"
	"molva/ingest/graph"
	"molva/ingest/sourcetest"
)

// api answers a path; an answer that begins with a number has that status.
type api func(path string, q url.Values) string

func (f api) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body := f(strings.TrimPrefix(r.URL.Path, "/v26.0"), r.URL.Query())
	if strings.HasPrefix(body, "400 ") {
		w.WriteHeader(http.StatusBadRequest)
	}
	fmt.Fprint(w, strings.TrimPrefix(body, "400 "))
}

const (
	empty  = `{"data":[]}`
	denied = `400 {"error":{"code":10,"message":"hush"}}`
	gone   = `400 {"error":{"code":100,"error_subcode":33,"message":"hush"}}`
	odd    = `400 {"error":{"code":100,"message":"hush"}}`
)

// opened runs do with a source at sourcetest.Now.
func opened(t *testing.T, o Options, f api, do func(*Source)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(sourcetest.Now()))
		o.Options = graph.Options{Token: secret.New("t"), BaseURL: "http://a.test"}
		source, _, err := New(o, sourcetest.Env(sourcetest.Serve(t, f), slog.New(slog.DiscardHandler)))
		if err != nil {
			t.Fatal(err)
		}
		do(source.(*Source))
	})
}

// read gives everything that one read brings, in words, and where it ends.
func (s *Source) read(at ingest.Cursor) (all string, next ingest.Cursor, err error) {
	var got []string
	err = s.Read(context.Background(), at, gather(&got, &at))
	return strings.Join(got, " "), at, err
}

func gather(got *[]string, at *ingest.Cursor) func(ingest.Page) error {
	return func(p ingest.Page) error {
		for _, m := range p.Mentions {
			*got = append(*got, m.ID)
		}
		for _, r := range p.Rejected {
			*got = append(*got, "!"+r.Item)
		}
		if p.Gap != "" {
			*got = append(*got, "gap")
		}
		if p.Next != "" {
			*at = p.Next
		}
		return nil
	}
}

// thing is something with words that is so old, and has so many comments.
func thing(id string, age time.Duration, n int) string {
	return fmt.Sprintf(`{"id":%q,"message":"hi","created_time":%q,"comments":{"summary":{"total_count":%d}}}`,
		id, sourcetest.Now().Add(-age).Format("2006-01-02T15:04:05-0700"), n)
}

func data(items ...string) string { return `{"data":[` + strings.Join(items, ",") + `]}` }

// TestStart: a week of posts comes at the start, and of comments those that are written from then on; of a new post, all.
func TestStart(t *testing.T) {
	feed := data(thing("old", time.Hour, 5), thing("older", 10*24*time.Hour, 1))
	opened(t, Options{Read: []string{posts, comments}}, func(path string, _ url.Values) string {
		switch path {
		case "/me/feed":
			return feed
		case "/old/comments":
			return data(thing("o2", 0, 0), thing("o1", time.Hour, 0))
		case "/new/comments":
			return data(thing("n1", 20*time.Minute, 0))
		}
		t.Errorf("asked for %s", path)
		return empty
	}, func(s *Source) {
		got, at, err := s.read("")
		if err != nil || got != "old" {
			t.Errorf("at the start %q came, %v", got, err)
		}
		feed = data(thing("new", 5*time.Minute, 1), thing("old", time.Hour, 6), thing("older", 10*24*time.Hour, 1))
		if got, at, err = s.read(at); err != nil || got != "new o2 n1" {
			t.Errorf("then %q came, %v", got, err)
		}
		if got, _, err = s.read(at); err != nil || got != "" {
			t.Errorf("in the end %q came, %v", got, err)
		}
	})
}

// TestShutLists: what the token may not read is told once, costs the rest nothing, and is read once it may.
func TestShutLists(t *testing.T) {
	may := false
	opened(t, Options{}, func(path string, _ url.Values) string {
		switch {
		case path == "/me/feed":
			return data(thing("a", time.Minute, 1), thing("b", 2*time.Minute, 1))
		case may:
			return data(thing("c", time.Minute, 0))
		}
		return denied
	}, func(s *Source) {
		from := ingest.CursorOf(place{}.list(posts, mark{Trail: ingest.Trail{Until: sourcetest.Now().Add(-time.Hour).Unix()}}))
		got, at, err := s.read(from)
		if err != nil || got != "b a !comments !tagged !ratings" {
			t.Errorf("first %q came, %v", got, err)
		}
		if got, at, err = s.read(at); err != nil || got != "" {
			t.Errorf("then %q came, %v", got, err)
		}
		may = true
		if got, _, err = s.read(at); err != nil || !strings.HasPrefix(got, "c c c") {
			t.Errorf("in the end %q came, %v", got, err)
		}
	})
}

// TestTheFirstListMustBeShown: a token that may not read it is good for nothing.
func TestTheFirstListMustBeShown(t *testing.T) {
	for _, read := range [][]string{nil, {comments}, {ratings}, {ratings, tagged}} {
		opened(t, Options{Read: read}, func(string, url.Values) string { return denied }, func(s *Source) {
			if got, _, err := s.read(""); !errors.Is(err, ingest.ErrDenied) {
				t.Errorf("%q: %q came, %v", read, got, err)
			}
		})
	}
}

// TestGap: more than can be asked for in one read is said to be lost.
func TestGap(t *testing.T) {
	n := 0
	opened(t, Options{Read: []string{tagged}}, func(string, url.Values) string {
		n++
		return `{"data":[` + thing(fmt.Sprint(n), time.Duration(n)*time.Second, 0) + `],"paging":{"cursors":{"after":"x"},"next":"y"}}`
	}, func(s *Source) {
		from := ingest.CursorOf(place{}.list(tagged, mark{Trail: ingest.Trail{Until: sourcetest.Now().Add(-time.Hour).Unix()}}))
		if got, _, err := s.read(from); err != nil || got != "10 9 8 7 6 5 4 3 2 1 gap" {
			t.Errorf("%q came, %v", got, err)
		}
	})
}

// TestNothingIsDeletedForAToken that may no longer see what visitors write.
func TestNothingIsDeletedForAToken(t *testing.T) {
	for feed, want := range map[string]string{empty: "a", denied: ""} {
		opened(t, Options{}, func(path string, _ url.Values) string {
			if path == "/me/feed" {
				return feed
			}
			return gone
		}, func(s *Source) {
			var got []string
			err := s.Refresh(context.Background(), []ingest.Known{{ID: "a"}}, gather(&got, new(ingest.Cursor)))
			if strings.Join(got, " ") != want || errors.Is(err, ingest.ErrDenied) != (want == "") {
				t.Errorf("%s: %q is deleted, %v", feed, got, err)
			}
		})
	}
}

// TestAPastCursorThatIsStale begins its list anew, once.
func TestAPastCursorThatIsStale(t *testing.T) {
	span := ingest.Span{From: sourcetest.Now().Add(-week), To: sourcetest.Now()}
	first := data(thing("a", time.Hour, 0))
	opened(t, Options{Read: []string{tagged}}, func(_ string, q url.Values) string {
		if q.Get("after") != "" {
			return odd
		}
		return first
	}, func(s *Source) {
		var got []string
		from := ingest.CursorOf(step{List: tagged, After: "stale"})
		if err := s.Backfill(context.Background(), span, from, gather(&got, new(ingest.Cursor))); err != nil || !slices.Equal(got, []string{"a"}) {
			t.Errorf("%q came, %v", got, err)
		}
		first = `{"data":[],"paging":{"cursors":{"after":"x"},"next":"y"}}`
		if err := s.Backfill(context.Background(), span, from, gather(&got, new(ingest.Cursor))); err == nil {
			t.Error("a cursor that never holds is no error")
		}
	})
}

// TestInsightsMayBeMissing: a page that few follow has none, and whoever may not see them has the rest.
func TestInsightsMayBeMissing(t *testing.T) {
	opened(t, Options{Read: []string{ratings}, Accounts: []string{"Заря", "kestrel"}}, func(path string, _ url.Values) string {
		switch path {
		case "/me", "/Заря":
			return `{"id":"1","followers_count":7}`
		case "/1/feed":
			return data(`{"id":7}`, `{"id":"1_2","message":"hi","created_time":"2026-11-21T10:00:00+0000","from":{"id":"1"},"shares":{"count":2}}`)
		case "/me/ratings":
			return empty
		}
		return denied
	}, func(s *Source) {
		var all []ingest.Figure
		var rejected []ingest.Rejection
		err := s.Read(context.Background(), "", func(p ingest.Page) error {
			all, rejected = append(all, p.Figures...), append(rejected, p.Rejected...)
			return nil
		})
		if err != nil || len(all) != 2 || all[1].Metric != "shares" || len(rejected) != 1 || rejected[0].Item != "kestrel" {
			t.Errorf("figures %+v, rejected %+v, %v", all, rejected, err)
		}
	})
}

// TestAPersonsToken is no page's.
func TestAPersonsToken(t *testing.T) {
	opened(t, Options{}, func(string, url.Values) string { return odd }, func(s *Source) {
		if _, err := s.Examine(context.Background()); !errors.Is(err, ingest.ErrDenied) || !strings.Contains(err.Error(), "want one of a page") {
			t.Errorf("Examine: %v", err)
		}
	})
}
