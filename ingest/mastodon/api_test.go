package mastodon

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"molva/config/secret"
	"molva/ingest"
	"molva/ingest/sourcetest"
)

// asked runs do with a source of an instance, and returns the paths and queries of what was asked.
func asked(t *testing.T, o Options, h http.HandlerFunc, do func(*testing.T, *Source)) (paths []string) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		o.BaseURL = "http://a.test"
		client := sourcetest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			paths = append(paths, r.URL.Path+"?"+r.URL.Query().Encode())
			h(w, r)
		}))
		source, _, err := New(o, sourcetest.Env(client, slog.New(slog.DiscardHandler)))
		if err != nil {
			t.Fatal(err)
		}
		do(t, source.(*Source))
	})
	return paths
}

// answering is a status that answers another one.
func answering(n, other int) string {
	return strings.Replace(statusJSON(n), `"visibility"`, fmt.Sprintf(`"in_reply_to_id":"%d","visibility"`, other), 1)
}

func TestOldInstanceShowsOneByOne(t *testing.T) {
	paths := asked(t, Options{Tags: []string{"kestrel"}}, func(w http.ResponseWriter, r *http.Request) {
		number, single := strings.CutPrefix(r.URL.Path, "/api/v1/statuses/")
		n, err := strconv.Atoi(number)
		if !single || err != nil || n == 103 {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		fmt.Fprint(w, statusJSON(n))
	}, func(t *testing.T, s *Source) {
		mentions, answers := make([]ingest.Mention, 9), make([]string, 9)
		for i := range answers {
			answers[i] = strconv.Itoa(101 + i)
		}
		s.threaded(t.Context(), mentions, answers)
		for i, m := range mentions {
			want := ""
			if i < few && i != 2 {
				want = fmt.Sprintf("https://a.test/s/%d", 101+i)
			}
			if m.Parent != want || m.Thread != want {
				t.Errorf("mention %d: parent %q of thread %q, want %q", i, m.Parent, m.Thread, want)
			}
		}
	})
	if len(paths) != 1+few {
		t.Errorf("asked %d times, want once for all and then for a few: %q", len(paths), paths)
	}
}

// A thread is followed up as far as it is known, and a ring is no endless way.
func TestThreads(t *testing.T) {
	above := map[string]string{"1": statusJSON(1), "2": answering(2, 1), "3": answering(3, 2), "8": answering(8, 9), "9": answering(9, 8), "7": answering(7, 6)}
	paths := asked(t, Options{Tags: []string{"kestrel"}}, func(w http.ResponseWriter, r *http.Request) {
		var all []string
		for _, number := range r.URL.Query()["id[]"] {
			if st, ok := above[number]; ok {
				all = append(all, st)
			}
		}
		fmt.Fprintf(w, "[%s]", strings.Join(all, ","))
	}, func(t *testing.T, s *Source) {
		mentions := make([]ingest.Mention, 4)
		s.threaded(t.Context(), mentions, []string{"3", "8", "7", ""})
		var got []string
		for _, m := range mentions {
			got = append(got, strings.ReplaceAll(m.Parent+"<"+m.Thread, "https://a.test/s/", ""))
		}
		if want := []string{"3<1", "8<", "7<", "<"}; !slices.Equal(got, want) {
			t.Errorf("parents and threads are %q, want %q", got, want)
		}
	})
	if len(paths) != 3 {
		t.Errorf("asked %q, want three levels", paths)
	}
}

func TestBookForgetsTheOldest(t *testing.T) {
	b := newBook()
	for n := range 2 * pages {
		b.learn(status{Number: strconv.Itoa(n), URI: fmt.Sprint("uri", n), Visibility: "public"})
	}
	b.learn(status{Number: "secret", URI: "private", Visibility: "private"})
	if _, ok := b.find("0"); ok || len(b.entries) != pages || len(b.order) != pages {
		t.Errorf("%d entries, want the last %d", len(b.entries), pages)
	}
	if b.number(fmt.Sprint("uri", 2*pages-1)) == "" || b.number("uri0") != "" || b.number("private") != "" {
		t.Error("ids and numbers do not belong together")
	}
	last := strconv.Itoa(2*pages - 1)
	if b.hide(last); b.number("uri"+last) != "" {
		t.Error("what was deleted is still known")
	}
}

var searching = Options{Tags: []string{"kestrel"}, Token: secret.New("t"), Search: []string{"kestrel"}}

// results answers searches with statuses numbered down from the newest.
func results(newest int) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		offset, _ := strconv.Atoi(r.URL.Query().Get("offset"))
		var all []string
		for n := newest - offset; n > max(0, newest-offset-searchSize); n-- {
			all = append(all, statusJSON(n))
		}
		fmt.Fprintf(w, `{"statuses":[%s]}`, strings.Join(all, ","))
	}
}

func TestSearchGoesBackToWhereItWas(t *testing.T) {
	for _, c := range []struct {
		last         string
		posts, calls int
		oldest       string
		more         bool
	}{
		{"", 40, 1, "9961", false},
		{"9990", 10, 1, "9991", false},
		{"9930", 70, 2, "9931", false},
		{"5000", searchPages * searchSize, searchPages, "9801", true},
	} {
		var page ingest.Page
		paths := asked(t, searching, results(10000), func(t *testing.T, s *Source) {
			at := place{}
			if c.last != "" {
				at = at.reached(termKey("kestrel"), c.last)
			}
			var err error
			if page, _, err = s.news(t.Context(), at, "kestrel"); err != nil {
				t.Fatal(err)
			}
		})
		if len(page.Mentions) != c.posts || len(paths) != c.calls || (page.Gap != "") != c.more {
			t.Errorf("after %q: %d posts in %d calls, gap %q; want %+v", c.last, len(page.Mentions), len(paths), page.Gap, c)
		} else if page.Mentions[0].ID != "https://a.test/s/"+c.oldest || !strings.Contains(string(page.Next), `"?kestrel":"10000"`) {
			t.Errorf("after %q: from %s to %s", c.last, page.Mentions[0].ID, page.Next)
		}
	}
}

func TestSearchThatNobodyAskedForMayBeDenied(t *testing.T) {
	for _, named := range []bool{false, true} {
		o := Options{Tags: []string{"kestrel"}, Token: secret.New("t")}
		if named {
			o.Search = []string{"kestrel"}
		}
		paths := asked(t, o, func(w http.ResponseWriter, r *http.Request) {
			if strings.Contains(r.URL.Path, "search") {
				w.WriteHeader(http.StatusForbidden)
				return
			}
			fmt.Fprint(w, "[]")
		}, func(t *testing.T, s *Source) {
			err := s.Read(t.Context(), "", func(ingest.Page) error { return nil })
			if errors.Is(err, ingest.ErrDenied) != named {
				t.Errorf("search named in the options: %v: Read: %v", named, err)
			}
		})
		if len(paths) != 2 {
			t.Errorf("asked %q, want the tag and one search", paths)
		}
	}
}

func TestSearchOfThePastEnds(t *testing.T) {
	o := searching
	o.Tags = nil
	var gaps []string
	paths := asked(t, o, results(100_000), func(t *testing.T, s *Source) {
		span := ingest.Span{From: sourcetest.Now().Add(-time.Hour), To: sourcetest.Now()}
		err := s.Backfill(t.Context(), span, "", func(p ingest.Page) error {
			if p.Gap != "" {
				gaps = append(gaps, p.Gap)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	})
	if len(paths) != pastPages || len(gaps) != 1 {
		t.Errorf("asked %d times, gaps %q; want %d and one", len(paths), gaps, pastPages)
	}
}

func TestPastOfAServerThatIgnoresTheCursor(t *testing.T) {
	paths := asked(t, Options{Tags: []string{"kestrel"}}, func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintf(w, "[%s]", statusJSON(7)) },
		func(t *testing.T, s *Source) {
			if err := s.Backfill(t.Context(), ingest.Span{To: sourcetest.Now()}, "", func(ingest.Page) error { return nil }); err != nil {
				t.Error(err)
			}
		})
	if len(paths) != 2 {
		t.Errorf("asked %q, want an end when the second page is the first again", paths)
	}
}

func TestNumberOfAStatus(t *testing.T) {
	asked(t, searching, nil, func(t *testing.T, s *Source) {
		s.book.learn(status{Number: "5", URI: "https://b.test/notes/x", Visibility: "public"})
		for id, want := range map[string]string{
			"http://a.test/users/anna/statuses/12": "12", "http://a.test/ap/users/1/statuses/13": "13", "https://b.test/notes/x": "5",
			"https://b.test/users/anna/statuses/12": "", "http://a.test/users/anna/statuses/12/activity": "", "http://a.test/@anna/12": "", ":": "",
		} {
			if got := s.number(id); got != want {
				t.Errorf("%s: number %q, want %q", id, got, want)
			}
		}
	})
}

func TestExamine(t *testing.T) {
	for _, c := range []struct {
		token  string
		status int
		want   string
		denied bool
	}{
		{"", 0, "social.test, without a token", false},
		{"t", http.StatusOK, "kestrel@social.test", false},
		{"t", http.StatusForbidden, "social.test", false},
		{"t", http.StatusUnauthorized, "", true},
	} {
		asked(t, Options{Tags: []string{"kestrel"}, Token: secret.New(c.token)}, func(w http.ResponseWriter, r *http.Request) {
			if strings.HasSuffix(r.URL.Path, "instance") {
				fmt.Fprint(w, `{"domain":"social.test"}`)
				return
			}
			w.WriteHeader(c.status)
			fmt.Fprint(w, `{"acct":"kestrel"}`)
		}, func(t *testing.T, s *Source) {
			found, err := s.Examine(t.Context())
			if errors.Is(err, ingest.ErrDenied) != c.denied || err == nil && found != c.want {
				t.Errorf("%+v: found %q, %v", c, found, err)
			}
		})
	}
}

// The stream keeps what only polling brings fresh.
func TestStreamPollsSearchesAndFigures(t *testing.T) {
	in := &instance{posts: 2}
	searches, rounds := 0, 0
	h := func(w http.ResponseWriter, r *http.Request) {
		switch {
		case strings.Contains(r.URL.Path, "search"):
			searches++
			fmt.Fprintf(w, `{"statuses":[%s,%s]}`, statusJSON(200+searches), statusJSON(199+searches))
		case strings.HasSuffix(r.URL.Path, "lookup"):
			rounds++
			fmt.Fprint(w, `{"id":"7","followers_count":1}`)
		case strings.HasSuffix(r.URL.Path, "/7/statuses"):
			fmt.Fprint(w, "[]")
		default:
			in.ServeHTTP(w, r)
		}
	}
	o := streamed
	o.Search, o.Accounts = []string{"kestrel"}, []string{"kestrel"}
	asked(t, o, h, func(t *testing.T, s *Source) {
		var figures, mentions int
		timeout := time.AfterFunc(61*time.Minute, func() { panic("the stream did not end") })
		defer timeout.Stop()
		err := s.Read(t.Context(), "", func(p ingest.Page) error {
			figures, mentions = figures+len(p.Figures), mentions+len(p.Mentions)
			if figures == 2 {
				return ingest.ErrFull
			}
			return nil
		})
		if !errors.Is(err, ingest.ErrFull) || len(in.dialled) != 1 || searches != 31 || rounds != 2 || mentions != 2+32 {
			t.Errorf("%d connections, %d searches, %d rounds, %d mentions, %v; want one, and a search each two minutes of an hour", len(in.dialled), searches, rounds, mentions, err)
		}
	})
}
