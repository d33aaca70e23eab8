package mastodon

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"molva/config/secret"
	"molva/ingest"
	"molva/ingest/sourcetest"
)

// looked looks again at so many statuses of the instance itself and as many of others, and returns how many of them came
// and how many are gone.
func looked(t *testing.T, s *Source, n int) (found, gone int, err error) {
	t.Helper()
	var known []ingest.Known
	for i := range n {
		known = append(known, ingest.Known{ID: fmt.Sprint("http://a.test/users/anna/statuses/", 101+i)}, ingest.Known{ID: fmt.Sprint("https://b.test/notes/", i)})
	}
	err = s.Refresh(t.Context(), known, func(p ingest.Page) error {
		for _, m := range p.Mentions {
			if m.Deleted {
				gone++
			} else {
				found++
			}
		}
		return nil
	})
	return found, gone, err
}

// A hundred questions are more than an instance answers in a minute: asking them all would end with a wait, after which
// they would be asked again, for ever.
func TestLookingAgainIsBounded(t *testing.T) {
	for name, c := range map[string]struct {
		together int // status of the answer to the question for several
		alone    func(n int) bool
		found    int
		gone     int
	}{
		"an old instance":           {http.StatusNotFound, func(n int) bool { return n%2 == 0 }, singles / 2, singles / 2},
		"all of them are gone":      {http.StatusOK, func(int) bool { return false }, 0, singles},
		"the instance asks to wait": {http.StatusTooManyRequests, nil, 0, 0},
		"and does so in the middle": {http.StatusOK, nil, 0, 0},
	} {
		t.Run(name, func(t *testing.T) {
			paths := asked(t, searching, func(w http.ResponseWriter, r *http.Request) {
				number, single := strings.CutPrefix(r.URL.Path, "/api/v1/statuses/")
				n, _ := strconv.Atoi(number)
				switch {
				case r.URL.Path == "/api/v1/statuses":
					w.WriteHeader(c.together)
					fmt.Fprint(w, "[]")
				case single && c.alone == nil:
					w.WriteHeader(http.StatusTooManyRequests)
				case single && c.alone(n):
					fmt.Fprint(w, statusJSON(n))
				case single:
					w.WriteHeader(http.StatusNotFound)
				default:
					fmt.Fprint(w, "{}")
				}
			}, func(t *testing.T, s *Source) {
				found, gone, err := looked(t, s, 50)
				waits := errors.As(err, new(*ingest.Throttled))
				if found != c.found || gone != c.gone || waits != (c.together == http.StatusTooManyRequests) || err != nil && !waits {
					t.Errorf("%d came, %d are gone, %v; want %d and %d", found, gone, err, c.found, c.gone)
				}
			})
			if most := 3 + singles + 1 + fetches; len(paths) > most {
				t.Errorf("asked %d times, want %d at most", len(paths), most)
			}
		})
	}
}

// A proxy whose instance is away answers 404 to everything. That deletes nothing.
func TestInstanceThatIsAwayDeletesNothing(t *testing.T) {
	asked(t, searching, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotFound) }, func(t *testing.T, s *Source) {
		if _, gone, err := looked(t, s, 3); err == nil || gone != 0 {
			t.Errorf("%d are gone, %v; want an error", gone, err)
		}
	})
}

// A token without read:search must not end the looking again at what needs no search.
func TestLookingAgainWithoutTheRightToSearch(t *testing.T) {
	asked(t, Options{Tags: []string{"kestrel"}, Token: secret.New("t")}, func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.URL.Path, "search") {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		fmt.Fprintf(w, "[%s]", statusJSON(101))
	}, func(t *testing.T, s *Source) {
		if found, _, err := looked(t, s, 1); found != 1 || err != nil {
			t.Errorf("%d came, %v; want one", found, err)
		}
	})
}

// Nor the reading of the past.
func TestPastWithoutTheRightToSearch(t *testing.T) {
	for _, named := range []bool{false, true} {
		o := Options{Tags: []string{"kestrel"}, Token: secret.New("t")}
		if named {
			o.Search = []string{"kestrel"}
		}
		asked(t, o, func(w http.ResponseWriter, r *http.Request) {
			if strings.Contains(r.URL.Path, "search") {
				w.WriteHeader(http.StatusForbidden)
				return
			}
			fmt.Fprint(w, "[]")
		}, func(t *testing.T, s *Source) {
			s.terms = []string{"kestrel"}
			gaps := 0
			err := s.Backfill(t.Context(), ingest.Span{To: sourcetest.Now()}, "", func(p ingest.Page) error {
				if p.Gap != "" {
					gaps++
				}
				return nil
			})
			if errors.Is(err, ingest.ErrDenied) != named || (gaps == 1) == named {
				t.Errorf("search named in the options: %v: %d gaps, %v", named, gaps, err)
			}
		})
	}
}

// Some programs find what fits best first.
func TestSearchWithoutOrder(t *testing.T) {
	asked(t, searching, func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintf(w, `{"statuses":[%s,%s,%s]}`, statusJSON(105), statusJSON(101), statusJSON(104))
	}, func(t *testing.T, s *Source) {
		page, next, err := s.news(t.Context(), place{}.reached(termKey("kestrel"), "103"), "kestrel")
		if err != nil || len(page.Mentions) != 2 || next.Last[termKey("kestrel")] != "105" {
			t.Errorf("%d came, now at %v, %v; want both that are new", len(page.Mentions), next.Last, err)
		}
	})
}

// Followers that their account hides are counted as -1 by some programs. That is no figure, and no reason to lose a post.
func TestHiddenFollowers(t *testing.T) {
	var followers, posts, mentions int
	o := Options{Tags: []string{"kestrel"}, Accounts: []string{"kestrel"}}
	asked(t, o, func(w http.ResponseWriter, r *http.Request) {
		hidden := strings.Replace(statusJSON(101), `"acct"`, `"followers_count":-1,"acct"`, 1)
		switch {
		case strings.HasSuffix(r.URL.Path, "lookup"):
			fmt.Fprint(w, `{"id":"7","followers_count":-1,"statuses_count":0}`)
		case strings.HasPrefix(r.URL.Path, "/api/v1/accounts") || r.URL.Query().Get("min_id") != "":
			fmt.Fprint(w, "[]")
		default:
			fmt.Fprintf(w, "[%s]", hidden)
		}
	}, func(t *testing.T, s *Source) {
		err := s.Read(t.Context(), "", func(p ingest.Page) error {
			for _, f := range p.Figures {
				if f.Metric == "followers" {
					followers++
				} else {
					posts++
				}
			}
			for _, m := range p.Mentions {
				if mentions++; m.Author.Followers != nil {
					t.Errorf("followers are %d, want unknown", *m.Author.Followers)
				}
			}
			return nil
		})
		if err != nil || followers != 0 || posts != 1 || mentions != 1 {
			t.Errorf("%d and %d figures, %d mentions, %v; want the posts and the mention", followers, posts, mentions, err)
		}
	})
}

// A round of figures of more accounts than the quota has room for goes on later, behind those that were measured.
func TestFiguresGoOnWhereTheQuotaEnded(t *testing.T) {
	o := Options{Tags: []string{"kestrel"}}
	for i := range 40 {
		o.Accounts = append(o.Accounts, fmt.Sprint("brand", i))
	}
	asked(t, o, func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Query().Get("acct") == "brand3":
			w.WriteHeader(http.StatusInternalServerError)
		case strings.HasSuffix(r.URL.Path, "lookup"):
			fmt.Fprint(w, `{"id":"7","followers_count":1}`)
		default:
			fmt.Fprint(w, "[]")
		}
	}, func(t *testing.T, s *Source) {
		s.env.Now = time.Now // the bubble's, which goes on
		s.env.Governor = ingest.NewGovernor(s.env.Now, ingest.Quota{Name: "calls", Max: 60, Window: ingest.PerMinute})
		s.api.Governor = s.env.Governor
		cursor, measured, wrong, began := ingest.Cursor(""), map[string]bool{}, 0, time.Now()
		for time.Since(began) < 50*time.Minute {
			err := s.Read(t.Context(), cursor, func(p ingest.Page) error {
				for _, f := range p.Figures {
					if measured[f.Account] {
						t.Errorf("%s is measured twice", f.Account)
					}
					measured[f.Account] = true
				}
				wrong, cursor = wrong+len(p.Rejected), p.Next
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			time.Sleep(s.options.Every)
		}
		if len(measured) != 39 || wrong != 1 {
			t.Errorf("%d accounts are measured and %d rejected, want all but the one that is broken", len(measured), wrong)
		}
	})
}

func TestWhenFiguresAreDue(t *testing.T) {
	asked(t, Options{Tags: []string{"kestrel"}, Accounts: []string{"a", "b"}}, nil, func(t *testing.T, s *Source) {
		now := s.env.Now().Unix()
		for at, want := range map[*place]bool{
			{}:                          true,
			{Figures: now - 60}:         false,
			{Figures: now - 3600}:       true,
			{Figures: now + 1e9}:        true, // the clock was ahead
			{Figures: now, Measured: 1}: true,
		} {
			if got := s.due(*at); got != want {
				t.Errorf("%+v: due is %v, want %v", *at, got, want)
			}
		}
	})
}

// Only the stream tells deletions; it is not given up because a search has to wait.
func TestStreamOutlivesASearchThatWaits(t *testing.T) {
	in := &instance{posts: 2}
	o := streamed
	o.Search = []string{"kestrel"}
	asked(t, o, func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.URL.Path, "search") {
			w.WriteHeader(http.StatusTooManyRequests)
			return
		}
		in.ServeHTTP(w, r)
	}, func(t *testing.T, s *Source) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
		defer cancel()
		if err := s.Read(ctx, "", func(ingest.Page) error { return nil }); err != nil || len(in.dialled) != 1 {
			t.Errorf("%d connections in an hour, %v; want one", len(in.dialled), err)
		}
	})
}

func TestPhrasesThatAreQuoted(t *testing.T) {
	for term, want := range map[string]string{"kestrel app": `"kestrel app"`, `"kestrel app" lumen`: `"kestrel app" lumen`} {
		asked(t, searching, func(w http.ResponseWriter, r *http.Request) {
			if got := r.URL.Query().Get("q"); got != want {
				t.Errorf("%s is searched for as %s, want %s", term, got, want)
			}
			fmt.Fprint(w, "{}")
		}, func(t *testing.T, s *Source) {
			if _, err := s.found(t.Context(), term, 0); err != nil {
				t.Error(err)
			}
		})
	}
}

// Numbers become parts of addresses.
func TestNumbersThatAreNone(t *testing.T) {
	for _, number := range []string{"", "../accounts/7", "1?x", "1 2", "1\n", strings.Repeat("9", 65)} {
		data := fmt.Appendf(nil, `{"id":%q,"uri":"https://b.test/1","visibility":"public"}`, number)
		if _, err := parseStatus(data); err == nil {
			t.Errorf("%q is a number", number)
		}
		if _, _, err := tagItem(data); err == nil {
			t.Errorf("%q is a number", number)
		}
		st, err := parseStatus(fmt.Appendf(nil, `{"id":"1","uri":"https://b.test/1","in_reply_to_id":%q}`, number))
		if err != nil || st.ReplyTo != "" {
			t.Errorf("answers %q, %v; want nothing", st.ReplyTo, err)
		}
	}
}
