package proof

import (
	"compress/gzip"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

// fakeFeed is a web server that stands for one feed. It remembers when it was asked.
type fakeFeed struct {
	id  string
	URL string // of the feed

	mu    sync.Mutex
	tries []time.Time
}

func (f *fakeFeed) asked() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.tries = append(f.tries, time.Now())
}

// Tries are the moments at which somebody began to ask for the feed.
func (f *fakeFeed) Tries() []time.Time {
	f.mu.Lock()
	defer f.mu.Unlock()
	return append([]time.Time{}, f.tries...)
}

// yaml is the feed as a source, read every second.
func (f *fakeFeed) yaml() string {
	return fmt.Sprintf("  - {id: %s, network: feed, url: %q, every: 1s}\n", f.id, f.URL)
}

// host is what the configuration must allow.
func (f *fakeFeed) host() string {
	host, _, _ := strings.Cut(strings.TrimPrefix(f.URL, "http://"), "/")
	return host
}

func serveFeed(t *testing.T, id string, answer http.HandlerFunc) *fakeFeed {
	t.Helper()
	f := &fakeFeed{id: id}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/feed" {
			f.asked()
		}
		answer(w, r)
	}))
	t.Cleanup(func() {
		s.CloseClientConnections()
		s.Close()
	})
	f.URL = s.URL + "/feed"
	return f
}

// itemPause lies between two items of a lively feed.
const itemPause = 100 * time.Millisecond

// livelyFeed publishes items all the time, each when its moment has come, until stop.
func livelyFeed(t *testing.T, id string, began time.Time, stop func() time.Time) *fakeFeed {
	t.Helper()
	return serveFeed(t, id, func(w http.ResponseWriter, _ *http.Request) {
		now := time.Now()
		if end := stop(); !end.IsZero() && end.Before(now) {
			now = end
		}
		last := int(now.Sub(began) / itemPause)
		w.Header().Set("Content-Type", "application/rss+xml")
		fmt.Fprint(w, `<rss version="2.0"><channel><title>news</title>`)
		for n := last; n > max(last-300, 0); n-- {
			fmt.Fprintf(w, `<item><guid isPermaLink="false">%d</guid><title>kestrel</title><description>%s</description><pubDate>%s</pubDate></item>`,
				n, fmt.Sprintf(opinions[n%len(opinions)], 1<<24+n), itemMoment(began, n).UTC().Format(time.RFC1123Z))
		}
		fmt.Fprint(w, `</channel></rss>`)
	})
}

func itemMoment(began time.Time, n int) time.Time { return began.Add(time.Duration(n) * itemPause) }

// badFeeds are the ways in which a feed goes wrong, each with words of the reason that people should be told.
func badFeeds(t *testing.T) (feeds []*fakeFeed, reasons map[string]string) {
	t.Helper()
	reasons = map[string]string{
		"dead": "refused", "endless": "longer than", "circle": "redirects", "bomb": "longer than", "login": "feed", "broken": "500", "rude": "reset",
	}
	return []*fakeFeed{
		deadFeed(t),
		serveFeed(t, "endless", endlessly),
		serveFeed(t, "circle", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/around", http.StatusFound) }),
		serveFeed(t, "bomb", bomb),
		serveFeed(t, "login", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, "<!doctype html><html><body><form>Who are you?</form></body></html>")
		}),
		serveFeed(t, "broken", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) }),
		serveFeed(t, "rude", hangUp),
	}, reasons
}

// slowFeed sends one byte a second.
func slowFeed(t *testing.T) *fakeFeed {
	t.Helper()
	return serveFeed(t, "slow", func(w http.ResponseWriter, r *http.Request) {
		for b := range strings.SplitSeq(strings.Repeat("<rss>", 1000), "") {
			if _, err := io.WriteString(w, b); err != nil {
				return
			}
			http.NewResponseController(w).Flush()
			wait(r.Context(), time.Second)
		}
	})
}

// deadFeed stands on a port where nobody listens.
func deadFeed(t *testing.T) *fakeFeed {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return &fakeFeed{id: "dead", URL: "http://" + l.Addr().String() + "/feed"}
}

func endlessly(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/rss+xml")
	fmt.Fprint(w, `<rss version="2.0"><channel><title>`)
	for more := strings.Repeat("more and ", 4<<10); ; {
		if _, err := io.WriteString(w, more); err != nil {
			return
		}
	}
}

// bomb sends 256 MiB in 256 KiB.
func bomb(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Encoding", "gzip")
	z := gzip.NewWriter(w)
	for range 4 << 10 {
		if _, err := z.Write(make([]byte, 64<<10)); err != nil {
			return
		}
	}
	z.Close()
}

// hangUp resets the connection, so that every error names another port of ours.
func hangUp(w http.ResponseWriter, _ *http.Request) {
	c, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return
	}
	if tcp, ok := c.(*net.TCPConn); ok {
		tcp.SetLinger(0)
	}
	c.Close()
}
