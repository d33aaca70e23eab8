package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"molva/cmd/proof"
)

// growing is a feed that has more items each time it is told to.
type growing struct {
	*httptest.Server
	told func(proof.Post) // of every item before it can be seen

	mu    sync.Mutex
	items []proof.Post
}

func newGrowing(t *testing.T, told func(proof.Post)) *growing {
	t.Helper()
	g := &growing{told: told}
	g.Server = httptest.NewServer(http.HandlerFunc(g.serve))
	t.Cleanup(g.Close)
	return g
}

// grow adds items, more than one so that they make a batch.
func (g *growing) grow() {
	g.mu.Lock()
	defer g.mu.Unlock()
	for range 5 {
		p := proof.NewPost("blog", len(g.items))
		g.told(p)
		g.items = append(g.items, p)
	}
}

func (g *growing) serve(w http.ResponseWriter, _ *http.Request) {
	g.mu.Lock()
	defer g.mu.Unlock()
	var items strings.Builder
	for _, p := range g.items {
		fmt.Fprintf(&items, "<item><guid>%s</guid><link>https://blog.test/%s</link><description>%s</description><pubDate>%s</pubDate></item>",
			p.ID, p.ID, p.Text, p.Published.Format(time.RFC1123Z))
	}
	w.Header().Set("Content-Type", "application/rss+xml")
	fmt.Fprintf(w, `<?xml version="1.0"?><rss version="2.0"><channel><title>blog</title>%s</channel></rss>`, items.String())
}
