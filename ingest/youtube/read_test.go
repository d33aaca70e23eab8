package youtube

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"molva/config/secret"
	"molva/ingest"
	"molva/ingest/sourcetest"
)

// api answers a resource; 0 is 200.
type api func(resource string, q url.Values) (status int, body string)

func (f api) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	status, body := f(strings.TrimPrefix(r.URL.Path, "/youtube/v3/"), r.URL.Query())
	if status != 0 {
		w.WriteHeader(status)
	}
	fmt.Fprint(w, body)
}

// with opens a source at sourcetest.Now.
func with(t *testing.T, o Options, f api, do func(*Source)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(sourcetest.Now()))
		o.Key, o.BaseURL = secret.New("k"), "http://a.test"
		source, _, err := New(o, sourcetest.Env(sourcetest.Serve(t, f), slog.New(slog.DiscardHandler)))
		if err != nil {
			t.Fatal(err)
		}
		do(source.(*Source))
	})
}

// read gives everything that one read brings, as one page, and where it ends.
func (s *Source) read(at place) (all ingest.Page, next place, err error) {
	all.Next = ingest.CursorOf(at)
	err = s.Read(context.Background(), all.Next, func(p ingest.Page) error {
		all.Mentions, all.Rejected = append(all.Mentions, p.Mentions...), append(all.Rejected, p.Rejected...)
		all.Figures, all.Gap = append(all.Figures, p.Figures...), all.Gap+p.Gap
		if p.Next != "" {
			all.Next = p.Next
		}
		return nil
	})
	if bad := all.Next.Into(&next); bad != nil {
		panic(bad)
	}
	return all, next, err
}

func ids(p ingest.Page) string {
	var all []string
	for _, m := range p.Mentions {
		all = append(all, m.ID)
	}
	return strings.Join(all, " ")
}

// said is a comment that was written so long ago.
func said(id string, age time.Duration) string {
	return fmt.Sprintf(`{"id":%q,"snippet":{"textDisplay":"hi","publishedAt":%q}}`, id, sourcetest.Now().Add(-age).Format(time.RFC3339))
}

// begun is a thread with its replies.
func begun(id string, age time.Duration, replies ...string) string {
	return fmt.Sprintf(`{"id":%q,"snippet":{"videoId":%q,"totalReplyCount":%d,"topLevelComment":%s},"replies":{"comments":[%s]}}`,
		id, film, len(replies), said(id, age), strings.Join(replies, ","))
}

// TestRepliesToThreadsOfAWeekAreSeen: people answer what has long left the newest page.
func TestRepliesToThreadsOfAWeekAreSeen(t *testing.T) {
	pages := []string{
		begun("new", time.Minute),
		begun("old", 48*time.Hour, said("old.before", 3*time.Hour), said("old.late", 40*time.Minute)),
		begun("ancient", 8*24*time.Hour, said("ancient.late", time.Minute)),
		begun("beyond", 9*24*time.Hour, said("beyond.late", time.Minute)),
	}
	for _, tt := range []struct {
		ago   time.Duration // since the threads of a week were looked at
		want  string
		calls int
	}{
		{time.Hour, "old.late ancient.late new", 3},
		{50 * time.Minute, "new", 2},
	} {
		calls := 0
		answer := func(resource string, q url.Values) (int, string) {
			if resource != "commentThreads" {
				return 0, `{}`
			}
			calls++
			n := 0
			_, _ = fmt.Sscan(q.Get("pageToken"), &n)
			return 0, fmt.Sprintf(`{"nextPageToken":"%d","items":[%s]}`, n+1, pages[n])
		}
		with(t, Options{Videos: []string{film}, Search: []string{}}, answer, func(s *Source) {
			now := sourcetest.Now()
			at := place{Lines: map[string]mark{film: {Trail: ingest.Trail{Until: now.Add(-5 * time.Minute).Unix()}, Week: now.Add(-tt.ago)}}}
			p, next, err := s.read(at)
			if ids(p) != tt.want || calls != tt.calls || p.Gap != "" || err != nil {
				t.Errorf("%s: came %q by %d calls, gap %q, %v; want %q by %d", tt.ago, ids(p), calls, p.Gap, err, tt.want, tt.calls)
			}
			if p, _, _ = s.read(next); ids(p) != "" {
				t.Errorf("%s: %q came twice", tt.ago, ids(p))
			}
		})
	}
}

// TestTroubleOfOneLineIsNotThatOfTheOthers: YouTube answers 400 where it cannot process one video's comments.
func TestTroubleOfOneLineIsNotThatOfTheOthers(t *testing.T) {
	answer := func(_ string, q url.Values) (int, string) {
		if q.Get("videoId") == film {
			return 400, `{"error":{"code":400,"errors":[{"reason":"processingFailure"}]}}`
		}
		return 0, fmt.Sprintf(`{"items":[%s]}`, begun("c1", time.Minute))
	}
	with(t, Options{Videos: []string{film, "clipVideo02"}, Search: []string{}}, answer, func(s *Source) {
		if p, _, err := s.read(place{}); ids(p) != "c1" || len(p.Rejected) != 1 || p.Rejected[0].Item != film || err != nil {
			t.Errorf("came %q and %v, %v", ids(p), p.Rejected, err)
		}
	})
}

func TestACommentWithoutATimeIsTold(t *testing.T) {
	answer := func(string, url.Values) (int, string) {
		timeless := `{"id":"r1","snippet":{"textDisplay":"hi","publishedAt":null}}`
		return 0, fmt.Sprintf(`{"items":[%s]}`, begun("c1", time.Minute, timeless))
	}
	with(t, Options{Videos: []string{film}, Search: []string{}}, answer, func(s *Source) {
		p, next, _ := s.read(place{Lines: map[string]mark{film: {Trail: ingest.Trail{Until: sourcetest.Now().Unix()}}}})
		again, _, _ := s.read(next)
		if ids(p) != "c1" || fmt.Sprint(p.Rejected) != "[{r1 comment lacks its id or its time}]" || len(again.Rejected) != 0 {
			t.Errorf("came %q and %v, then %v", ids(p), p.Rejected, again.Rejected)
		}
	})
}

// TestAClockThatWasAheadHoldsNothingUp: the cursor keeps its times.
func TestAClockThatWasAheadHoldsNothingUp(t *testing.T) {
	asked := map[string]int{}
	year := sourcetest.Now().AddDate(1, 0, 0)
	threads := func(resource string, _ url.Values) (int, string) {
		if asked[resource]++; resource == "commentThreads" {
			return 0, fmt.Sprintf(`{"items":[%s]}`, begun("c1", time.Minute))
		}
		if resource == "channels" {
			return 0, `{"items":[{"id":"UCkestrel0000000000test0","statistics":{"viewCount":"1"}}]}`
		}
		return 0, `{}`
	}
	o := Options{Videos: []string{film}, Accounts: []string{"@kestrel"}, Search: []string{"kestrel"}}
	with(t, o, threads, func(s *Source) {
		at := place{Lines: map[string]mark{film: {Trail: ingest.Trail{Until: year.Unix()}}}, Searched: map[string]time.Time{"kestrel": year}, Counted: year}
		if p, _, err := s.read(at); ids(p) != "c1" || len(p.Figures) != 1 || asked["search"] != 1 || err != nil {
			t.Errorf("came %q, %v, searched %d times, %v", ids(p), p.Figures, asked["search"], err)
		}
	})
}

// TestSearchesAreNotSpentTwice: a term that fails costs its own search, and that which waits longest is asked for first.
func TestSearchesAreNotSpentTwice(t *testing.T) {
	var asked []string
	broken := true
	answer := func(resource string, q url.Values) (int, string) {
		if resource == "search" {
			asked = append(asked, q.Get("q"))
			if broken && q.Get("q") == "b" {
				return 500, ""
			}
			return 0, `{"nextPageToken":"more","items":[{"id":{"videoId":"newFound_04"}}]}`
		}
		return 0, `{}`
	}
	with(t, Options{Search: []string{"a", "b", "c"}}, answer, func(s *Source) {
		p, next, err := s.read(place{})
		if err == nil || p.Gap != "" {
			t.Errorf("the first search tells of a gap %q, %v", p.Gap, err)
		}
		broken = false
		if _, _, err := s.read(next); err != nil || strings.Join(asked, "") != "abbc" {
			t.Errorf("searched for %q, %v", asked, err)
		}
	})
}

// TestSpentSearchesLookBackToTheLast: what was published while there were none is found later.
func TestSpentSearchesLookBackToTheLast(t *testing.T) {
	last := sourcetest.Now().Add(-10 * 24 * time.Hour)
	answer := func(resource string, _ url.Values) (int, string) {
		if resource == "search" {
			return 403, `{"error":{"code":403,"errors":[{"reason":"quotaExceeded"}]}}`
		}
		return 0, `{}`
	}
	with(t, Options{Videos: []string{film}, Search: []string{"kestrel"}}, answer, func(s *Source) {
		if _, next, err := s.read(place{Searched: map[string]time.Time{"kestrel": last}}); !next.Searched["kestrel"].Equal(last) || err != nil {
			t.Errorf("the next search looks back to %s, %v", next.Searched["kestrel"], err)
		}
	})
}

// TestA404OfSomebodyElseDeletesNothing: a proxy or a wrong base_url answers so to everything.
func TestA404OfSomebodyElseDeletesNothing(t *testing.T) {
	answer := func(string, url.Values) (int, string) { return 404, "no such page" }
	known := []ingest.Known{{Network: Network, ID: film}, {Network: Network, ID: "c1", Thread: film, Parent: film}}
	with(t, Options{Videos: []string{film}}, answer, func(s *Source) {
		err := s.Refresh(context.Background(), known, func(p ingest.Page) error {
			t.Errorf("emitted %v", p.Mentions)
			return nil
		})
		if err == nil {
			t.Error("no error")
		}
		if _, _, err := s.read(place{}); err == nil {
			t.Error("reading goes well")
		}
	})
}

// TestLookingBackEndsWhereAPageNamesItself: else it would take all units.
func TestLookingBackEndsWhereAPageNamesItself(t *testing.T) {
	calls := 0
	answer := func(string, url.Values) (int, string) {
		if calls++; calls > 100 {
			return 500, ""
		}
		return 0, fmt.Sprintf(`{"nextPageToken":"same","items":[%s]}`, begun("c1", time.Minute))
	}
	with(t, Options{Videos: []string{film}, Search: []string{}}, answer, func(s *Source) {
		span := ingest.Span{From: sourcetest.Now().Add(-time.Hour), To: sourcetest.Now().Add(-time.Minute)}
		if err := s.Backfill(context.Background(), span, "", func(ingest.Page) error { return nil }); err != nil {
			t.Error(err)
		}
	})
}
