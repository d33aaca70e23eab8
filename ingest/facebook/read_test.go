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
	sick   = `400 {"error":{"code":2,"message":"hush"}}`
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

// TestOneListHoldsUpNoOther: whatever Facebook says of one list, or of the comments on one post, which are tried again.
func TestOneListHoldsUpNoOther(t *testing.T) {
	for _, wrong := range []string{odd, sick} {
		well := false
		opened(t, Options{}, func(path string, _ url.Values) string {
			switch {
			case path == "/me/feed":
				return data(thing("a", time.Minute, 1), thing("b", 2*time.Minute, 1))
			case path == "/me/ratings":
				return data(`{"open_graph_story":{"id":"1"},"review_text":"hi","created_time":"2026-11-21T11:00:00+0000"}`)
			case path == "/a/comments" || well:
				return data(thing("c"+path, time.Minute, 0))
			}
			return wrong
		}, func(s *Source) {
			from := ingest.CursorOf(place{}.list(posts, mark{Trail: ingest.Trail{Until: sourcetest.Now().Add(-time.Hour).Unix()}}))
			got, at, err := s.read(from)
			if err != nil || got != "b a !comments on b c/a/comments !tagged review-1" {
				t.Errorf("first %q came, %v", got, err)
			}
			if got, at, err = s.read(at); err != nil || got != "" {
				t.Errorf("then %q came, %v", got, err)
			}
			well = true
			if got, _, err = s.read(at); err != nil || got != "c/b/comments c/me/tagged" {
				t.Errorf("in the end %q came, %v", got, err)
			}
		})
	}
}

// TestSameCount: a comment is found too when another one was deleted meanwhile.
func TestSameCount(t *testing.T) {
	updated := "2026-11-21T11:00:00+0000"
	opened(t, Options{Read: []string{comments}}, func(path string, _ url.Values) string {
		if path == "/me/feed" {
			return data(fmt.Sprintf(`{"id":"a","message":"hi","created_time":"2026-11-21T10:00:00+0000","updated_time":%q,"comments":{"summary":{"total_count":1}}}`, updated))
		}
		return data(thing("c", 0, 0))
	}, func(s *Source) {
		_, at, err := s.read("")
		if got, next, bad := s.read(at); got != "" || next != at {
			t.Errorf("of what has not changed %q came, %v, %v", got, err, bad)
		}
		updated = "2026-11-21T12:00:00+0000"
		if got, _, err := s.read(at); err != nil || got != "c" {
			t.Errorf("%q came, %v", got, err)
		}
	})
}

// TestAPostThatIsLeftOutForOnce loses none of its comments.
func TestAPostThatIsLeftOutForOnce(t *testing.T) {
	young := thing("b", time.Minute, 0)
	feed := data(young, thing("a", week, 0))
	opened(t, Options{Read: []string{comments}}, func(path string, _ url.Values) string {
		if path == "/me/feed" {
			return feed
		}
		return data(thing("c", time.Minute, 0))
	}, func(s *Source) {
		_, at, err := s.read("")
		all := ""
		for _, feed = range []string{data(young), data(young, thing("a", week, 1))} {
			if err == nil {
				all, at, err = s.read(at)
			}
		}
		if all != "c" || err != nil {
			t.Errorf("%q came, %v", all, err)
		}
	})
}

// TestAClockThatWasAhead loses nothing, and brings nothing twice.
func TestAClockThatWasAhead(t *testing.T) {
	opened(t, Options{Read: []string{tagged}}, func(string, url.Values) string { return data(thing("a", time.Minute, 0)) }, func(s *Source) {
		from := ingest.CursorOf(place{}.list(tagged, mark{Trail: ingest.Trail{Until: sourcetest.Now().Add(day).Unix()}}))
		got, at, err := s.read(from)
		if err != nil || got != "a" {
			t.Errorf("%q came, %v", got, err)
		}
		if got, _, err = s.read(at); err != nil || got != "" {
			t.Errorf("then %q came, %v", got, err)
		}
	})
}

// TestCursorsAreSmall, however many comments come at once and however much of it cannot be read.
func TestCursorsAreSmall(t *testing.T) {
	opened(t, Options{Read: []string{posts, comments, tagged}}, func(path string, _ url.Values) string {
		var all []string
		for i := range 100 {
			id := fmt.Sprintf("%s_%018d", strings.TrimSuffix(strings.TrimPrefix(path, "/"), "/comments"), i)
			switch path {
			case "/me/tagged":
				all = append(all, fmt.Sprintf(`{"id":"%s%s","message":7}`, id, strings.Repeat("0", i%50*50)))
			case "/me/feed":
				all = append(all, thing(fmt.Sprintf("100000000000000_%018d", i), time.Minute, 100))
			default:
				all = append(all, thing(id, time.Minute, 100))
			}
		}
		return data(all...)
	}, func(s *Source) {
		from := ingest.CursorOf(place{}.list(posts, mark{Trail: ingest.Trail{Until: sourcetest.Now().Add(-time.Hour).Unix()}}))
		got, at, err := s.read(from)
		if bad := strings.Count(got, "!"); err != nil || len(at) > 100<<10 || bad != maxBad {
			t.Errorf("the cursor has %d bytes, %d items are told of, %v", len(at), bad, err)
		}
	})
}

// TestGap: more than can be asked for in one read is said to be lost.
func TestGap(t *testing.T) {
	for last, want := range map[int]string{10: "10 9 8 7 6 5 4 3 2 1", 11: "10 9 8 7 6 5 4 3 2 1 gap"} {
		n := 0
		opened(t, Options{Read: []string{tagged}}, func(string, url.Values) string {
			if n++; n == last {
				return data(thing(fmt.Sprint(n), time.Duration(n)*time.Second, 0))
			}
			return `{"data":[` + thing(fmt.Sprint(n), time.Duration(n)*time.Second, 0) + `],"paging":{"cursors":{"after":"x"},"next":"y"}}`
		}, func(s *Source) {
			from := ingest.CursorOf(place{}.list(tagged, mark{Trail: ingest.Trail{Until: sourcetest.Now().Add(-time.Hour).Unix()}}))
			if got, _, err := s.read(from); err != nil || got != want {
				t.Errorf("of %d pages %q came, %v", last, got, err)
			}
		})
	}
}

// TestNothingIsDeletedForAToken that may no longer see what visitors write. One post that is denied holds up no other.
func TestNothingIsDeletedForAToken(t *testing.T) {
	for _, c := range []struct{ feed, lost, want string }{
		{empty, gone, "a b"}, {denied, gone, ""}, {empty, denied, "b"}, {denied, denied, ""}, {empty, odd, "b"}, {empty, sick, "b"},
	} {
		opened(t, Options{}, func(path string, q url.Values) string {
			switch {
			case path == "/1/feed" && strings.Contains(q.Get("fields"), "comments"):
				return c.feed
			case path == "/me":
				return `{"id":"1"}`
			case path == "/b":
				return thing("b", time.Hour, 0)
			case path != "/a" || q.Has("ids"):
				t.Errorf("asked for %s", path)
			}
			return c.lost
		}, func(s *Source) {
			var got []string
			err := s.Refresh(context.Background(), []ingest.Known{{ID: "a"}, {ID: "b"}}, gather(&got, new(ingest.Cursor)))
			slices.Sort(got)
			if strings.Join(got, " ") != c.want || errors.Is(err, ingest.ErrDenied) != (c.want == "") {
				t.Errorf("%+v: %q came, %v", c, got, err)
			}
		})
	}
}

// TestNothingIsDeletedOfOtherPages: an app has one webhook for all its pages, and each page has a token of its own.
func TestNothingIsDeletedOfOtherPages(t *testing.T) {
	for page, want := range map[string]string{"": "1_1 1_2", "1": "1_1 1_2 2_1"} {
		listening(t, page, func(path string, _ url.Values) string {
			switch path {
			case "/me", "/1":
				return `{"id":"1"}`
			case "/1/feed":
				return empty
			}
			return gone
		}, func(s listener) {
			var got []string
			err := s.Refresh(context.Background(), []ingest.Known{{ID: "1_1"}, {ID: "1_2", Thread: "1_1"}, {ID: "2_1"}}, gather(&got, new(ingest.Cursor)))
			if err != nil || strings.Join(got, " ") != want {
				t.Errorf("of page %q %q is deleted, %v; want %s", page, got, err, want)
			}
		})
	}
}

// TestThePastIsNotLostWithTheToken: what is denied is told and left out, unless the token has expired.
func TestThePastIsNotLostWithTheToken(t *testing.T) {
	span := ingest.Span{From: sourcetest.Now().Add(-week), To: sourcetest.Now()}
	for own, want := range map[string]string{`{"id":"1"}`: "!comments on a a !tagged !ratings", denied: ""} {
		opened(t, Options{}, func(path string, _ url.Values) string {
			switch path {
			case "/me/feed":
				return data(thing("a", time.Hour, 1))
			case "/me":
				return own
			}
			return denied
		}, func(s *Source) {
			var got []string
			err := s.Backfill(context.Background(), span, "", gather(&got, new(ingest.Cursor)))
			if strings.Join(got, " ") != want || errors.Is(err, ingest.ErrDenied) != (want == "") {
				t.Errorf("%s: %q came, %v", own, got, err)
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

// TestFiguresGoOn where they were interrupted, and one account costs the others nothing.
func TestFiguresGoOn(t *testing.T) {
	asked := ""
	busy := `400 {"error":{"code":4,"message":"hush"}}`
	opened(t, Options{Read: []string{ratings}, Accounts: []string{"a", "b", "c"}}, func(path string, _ url.Values) string {
		switch path {
		case "/me":
			return `{"id":"1"}`
		case "/a", "/b", "/c":
			asked += path
			if path == "/b" {
				return odd
			}
			if path == "/c" && busy != "" {
				return busy
			}
			return `{"id":"2","followers_count":7}`
		}
		return empty
	}, func(s *Source) {
		_, at, err := s.read("")
		if late := new(ingest.Throttled); !errors.As(err, &late) {
			t.Errorf("%v, want a wait", err)
		}
		busy = ""
		if got, _, err := s.read(at); err != nil || got != "" || asked != "/a/b/c/c" {
			t.Errorf("%q came, %v; asked for %s", got, err, asked)
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
