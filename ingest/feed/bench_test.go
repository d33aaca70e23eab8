package feed

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
)

// BenchmarkFeed reads a feed of a thousand items from its bytes to mentions.
func BenchmarkFeed(b *testing.B) {
	var items []string
	for i := range MaxItems {
		items = append(items, itemOf(i, fmt.Sprint("&lt;p&gt;", strings.Repeat("Кестрел привёз вовремя. ", 20), i, "&lt;/p&gt;")))
	}
	feed := []byte(rssOf(items...))
	b.SetBytes(int64(len(feed)))
	for b.Loop() {
		doc, err := parse(toUTF8(feed, ""), MaxItems)
		if err != nil {
			b.Fatal(err)
		}
		if got := len(mentions(doc, &url.URL{Scheme: "https", Host: "x.test"}, false)); got != MaxItems {
			b.Fatalf("%d mentions, want %d", got, MaxItems)
		}
	}
}
