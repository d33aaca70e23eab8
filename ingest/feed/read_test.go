package feed

import (
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"molva/ingest"
	"molva/ingest/sourcetest"
)

// reader keeps the cursor between reads, as the worker does.
type reader struct {
	source ingest.Source
	at     ingest.Cursor
}

// texts reads once and gives what came.
func (r *reader) texts(t *testing.T) (all []string, err error) {
	t.Helper()
	err = r.source.Read(t.Context(), r.at, func(p ingest.Page) error {
		for _, m := range p.Mentions {
			all = append(all, m.Text)
		}
		r.at = p.Next
		return nil
	})
	return all, err
}

func (r *reader) want(t *testing.T, want ...string) {
	t.Helper()
	got, err := r.texts(t)
	if err != nil || fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("read %q, %v; want %q", got, err, want)
	}
}

// bubble runs do on a clock of its own, with a source that is answered by h.
func bubble(t *testing.T, o Options, h http.Handler, do func(t *testing.T, r *reader)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		source, _, err := New(o, sourcetest.Env(sourcetest.Serve(t, h), slog.New(slog.DiscardHandler)))
		if err != nil {
			t.Fatal(err)
		}
		do(t, &reader{source: source})
	})
}

func TestOnlyWhatIsNew(t *testing.T) {
	feed := rssOf(itemOf(1, "one"))
	asked := http.Header{}
	h := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = r.Header
		w.Header().Set("ETag", fmt.Sprintf("%q", fmt.Sprint(len(feed))))
		w.Header().Set("Last-Modified", "Sat, 21 Nov 2026 09:00:00 GMT")
		fmt.Fprint(w, feed)
	})
	bubble(t, Options{URL: "https://x.test/feed"}, h, func(t *testing.T, r *reader) {
		r.want(t, "one")
		r.want(t)
		if asked.Get("If-None-Match") == "" || asked.Get("If-Modified-Since") != "Sat, 21 Nov 2026 09:00:00 GMT" {
			t.Errorf("the second request says nothing of the first: %v", asked)
		}
		feed = rssOf(itemOf(2, "two"), itemOf(1, "one"))
		r.want(t, "two")
		feed = rssOf(itemOf(2, "two, corrected"), itemOf(1, "one"))
		r.want(t, "two, corrected")
		feed = rssOf(itemOf(1, "one"))
		r.want(t)
	})
}

func TestBrokenOffFeedIsAskedAgain(t *testing.T) {
	whole := rssOf(itemOf(2, "two"), itemOf(1, "one"))
	feed := whole[:strings.Index(whole, "one")]
	h := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"same"`)
		if r.Header.Get("If-None-Match") != "" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprint(w, feed)
	})
	bubble(t, Options{URL: "https://x.test/feed"}, h, func(t *testing.T, r *reader) {
		if got, err := r.texts(t); len(got) != 1 || got[0] != "two" || err == nil {
			t.Errorf("read %q, %v; want what is whole, and an error", got, err)
		}
		feed = whole
		r.want(t, "one")
	})
}

func TestLongFeedGivesWhatFits(t *testing.T) {
	feed := rssOf(itemOf(1, "one"), itemOf(2, strings.Repeat("x", 2000)))
	h := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, feed) })
	bubble(t, Options{URL: "https://x.test/feed", MaxBytes: 1000}, h, func(t *testing.T, r *reader) {
		got, err := r.texts(t)
		if len(got) != 1 || err == nil || !strings.Contains(err.Error(), "longer than 1000 bytes") {
			t.Errorf("read %q, %v; want the item that fits, and why there are no more", got, err)
		}
	})
}

func TestDeadFeedDoesNotStopTheOthers(t *testing.T) {
	asked := map[string]int{}
	h := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked[r.Host]++
		if r.Host == "dead.test" {
			http.Error(w, "no", http.StatusInternalServerError)
			return
		}
		fmt.Fprint(w, rssOf(itemOf(asked[r.Host], fmt.Sprint("news ", asked[r.Host]))))
	})
	o := Options{URLs: []string{"https://dead.test/feed", "https://good.test/feed"}}
	bubble(t, o, h, func(t *testing.T, r *reader) {
		for i := range 60 {
			r.want(t, fmt.Sprint("news ", i+1))
			time.Sleep(10 * time.Second)
		}
		if n := asked["dead.test"]; n < 2 || n > 5 {
			t.Errorf("the dead feed was asked %d times in ten minutes, want a few", n)
		}
	})
}

// Many feeds, or slow ones, take longer than the worker waits for a page; each that answers is a sign of life.
func TestFeedWithoutNewsHasAPage(t *testing.T) {
	h := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, rssOf(itemOf(1, "one"))) })
	o := Options{URLs: []string{"https://a.test/feed", "https://b.test/feed"}}
	bubble(t, o, h, func(t *testing.T, r *reader) {
		r.want(t, "one", "one")
		pages := 0
		err := r.source.Read(t.Context(), r.at, func(p ingest.Page) error {
			if pages++; len(p.Mentions) > 0 || p.Next != r.at {
				t.Errorf("page %+v, want nothing new", p)
			}
			return nil
		})
		if err != nil || pages != 2 {
			t.Errorf("%d pages, %v; want one of each feed", pages, err)
		}
	})
}

func TestPauseIsKeptOverRestart(t *testing.T) {
	asked := 0
	h := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked++
		fmt.Fprint(w, `<rss><channel><ttl>60</ttl>`+itemOf(asked, fmt.Sprint("news ", asked))+`</channel></rss>`)
	})
	bubble(t, Options{URL: "https://x.test/feed"}, h, func(t *testing.T, r *reader) {
		r.want(t, "news 1")
		time.Sleep(59 * time.Minute)
		r.want(t)
		time.Sleep(time.Minute)
		r.want(t, "news 2")
	})
}

func TestOptions(t *testing.T) {
	for _, c := range []struct {
		o    Options
		want string
	}{
		{Options{URL: "https://x.test/feed"}, ""},
		{Options{}, "url is missing: which feed should be read?"},
		{Options{URLs: []string{"x.test/feed", "ftp://x.test", "https://x.test", "https://x.test"}},
			"url 1 is no address, want one such as https://example.com/feed.xml\nurl 2 is no address, want one such as https://example.com/feed.xml\nurl 4 stands twice"},
		{Options{URL: "https://x.test", Every: time.Millisecond, Quiet: -1, MaxItems: 1001, MaxBytes: -1},
			"every is 1ms, want 1s or more\nquiet is -1ns, want 0 or more\nmax_items is 1001, want 1 to 1000\nmax_bytes is -1, want 1 to 5242880"},
	} {
		got := ""
		if err := c.o.Validate(); err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%+v: %s\nwant %s", c.o, got, c.want)
		}
	}
}
