package feed

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"

	"molva/ingest"
)

func rssOf(items ...string) string {
	return `<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>` + strings.Join(items, "") + `</channel></rss>`
}

func itemOf(n int, text string) string {
	return fmt.Sprintf("<item><guid>g%d</guid><link>https://x.test/%d</link><description>%s</description></item>", n, n, text)
}

func wide(s string) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune("\ufeff" + s)) {
		b.WriteByte(byte(u))
		b.WriteByte(byte(u >> 8))
	}
	return b.String()
}

func windows1251(t *testing.T, s string) string {
	t.Helper()
	out, err := charmap.Windows1251.NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestHostileFeeds holds the feeds of the bad-input corpus, each with what must become of it.
func TestHostileFeeds(t *testing.T) {
	declare := func(charset, feed string) string {
		return strings.Replace(feed, `version="1.0"`, `version="1.0" encoding="`+charset+`"`, 1)
	}
	russian := rssOf(itemOf(1, "Кестрел опоздал"), itemOf(2, "Кестрел успел"))
	laughs := `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;]>">]>` + rssOf(itemOf(1, "&lol2;"))
	for _, c := range []struct {
		name, feed, contentType string
		texts                   []string // of the items, oldest first
		rejected                int
		err                     string
	}{
		{name: "billion laughs", feed: laughs, texts: []string{"&lol2;"}},
		{name: "external entity", feed: `<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>` + rssOf(itemOf(1, "see &x;")), texts: []string{"see &x;"}},
		{name: "deep in an item", feed: rssOf(itemOf(1, strings.Repeat("<a>", 200_000)), itemOf(2, "fine")), texts: []string{"fine"}, rejected: 1},
		{name: "deep in the head", feed: `<rss><channel>` + strings.Repeat("<a>", 200_000), err: "tags nest deeper than 100"},
		{name: "too many items", feed: rssOf(strings.Repeat(itemOf(1, "same"), 200_000)), texts: []string{"same"}, rejected: 1},
		{name: "too many attributes", feed: rssOf(itemOf(1, "<b "+strings.Repeat(`a="1" `, 100_000)+"/>"), itemOf(2, "fine")), texts: []string{"fine"}, rejected: 1},
		{name: "too many attributes at the root", feed: "<rss " + strings.Repeat(`a="1" `, 100_000) + "></rss>", err: "the first tag has more than 4000 bytes"},
		{name: "one bad byte", feed: strings.Replace(russian, "опоздал", "опо\xffздал", 1), texts: []string{"Кестрел успел", "Кестрел опо\uFFFDздал"}},
		{name: "control characters", feed: rssOf(itemOf(1, "a\x00b\x1bc&#11;")), texts: []string{"abc\uFFFD"}},
		{name: "UTF-16 declared over UTF-8", feed: declare("UTF-16", russian), texts: []string{"Кестрел успел", "Кестрел опоздал"}},
		{name: "UTF-16 declared in the header", feed: russian, contentType: "text/xml; charset=utf-16", texts: []string{"Кестрел успел", "Кестрел опоздал"}},
		{name: "unknown charset over UTF-8", feed: declare("klingon-1", russian), texts: []string{"Кестрел успел", "Кестрел опоздал"}},
		{name: "windows-1251 declared over UTF-8", feed: declare("windows-1251", russian), texts: []string{"Кестрел успел", "Кестрел опоздал"}},
		{name: "windows-1251", feed: windows1251(t, declare("windows-1251", russian)), texts: []string{"Кестрел успел", "Кестрел опоздал"}},
		{name: "windows-1251 in the header", feed: windows1251(t, russian), contentType: "text/xml; charset=windows-1251", texts: []string{"Кестрел успел", "Кестрел опоздал"}},
		{name: "UTF-16", feed: wide(declare("UTF-16", russian)), texts: []string{"Кестрел успел", "Кестрел опоздал"}},
		{name: "UTF-8 with a mark", feed: "\ufeff" + russian, texts: []string{"Кестрел успел", "Кестрел опоздал"}},
		{name: "HTML", feed: "<!doctype html><html><body>Sign in</body></html>", err: "found a page of HTML"},
		{name: "another document", feed: "<svg></svg>", err: `the first tag is "svg"`},
		{name: "text", feed: "kestrel", err: "found no tag"},
		{name: "JSON that is no feed", feed: `{"error":"nope"}`, err: "found JSON without a version"},
		{name: "broken off inside an item", feed: rssOf(itemOf(1, "one"), itemOf(2, "two"))[:170], texts: []string{"one"}, err: "breaks off"},
		{name: "broken off between items", feed: strings.TrimSuffix(rssOf(itemOf(1, "one")), "</channel></rss>"), texts: []string{"one"}},
		{name: "broken off JSON", feed: `{"version":"1","items":[{"id":"1","content_text":"one"},{"id":"2","content_te`, texts: []string{"one"}, err: "breaks off"},
		{name: "an item that is not closed", feed: rssOf("<item><guid>0</guid><description>lost</description>", itemOf(2, "fine")), texts: []string{"fine"}, rejected: 1},
		{name: "quotes that are not closed", feed: rssOf(itemOf(1, `<a href="x>link</a>`), itemOf(2, "fine")), texts: []string{"fine"}, rejected: 1},
		{name: "items in comments and CDATA", feed: rssOf("<!-- <item> -->", itemOf(1, "<![CDATA[</item><item>]]>fine")), texts: []string{"fine"}},
		{name: "no items", feed: rssOf()},
		{name: "an empty root", feed: "<rss/>"},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc, err := parse(toUTF8([]byte(c.feed), c.contentType), MaxItems)
			if err == nil {
				err = doc.broken
			}
			if c.err == "" && err != nil || c.err != "" && (err == nil || !strings.Contains(err.Error(), c.err)) {
				t.Errorf("error is %v, want %q", err, c.err)
			}
			page, _ := fresh(mentions(doc, &url.URL{Scheme: "https", Host: "x.test"}, false), nil)
			var texts []string
			for _, m := range page.Mentions {
				texts = append(texts, m.Text)
			}
			if fmt.Sprint(texts) != fmt.Sprint(c.texts) {
				t.Errorf("texts are %q, want %q", texts, c.texts)
			}
			if len(doc.rejected) != c.rejected {
				t.Errorf("rejected %v, want %d", doc.rejected, c.rejected)
			}
		})
	}
}

func TestIDs(t *testing.T) {
	item := func(guid, link, text string) string {
		return fmt.Sprintf("<item><guid>%s</guid><link>%s</link><description>%s</description></item>", guid, link, text)
	}
	long := strings.Repeat("x", ingest.MaxID+1)
	for _, c := range []struct {
		name  string
		items []string
		want  []string // from the bottom up; # stands for a hash
	}{
		{"guids", []string{item("b", "/2", "two"), item("a", "/1", "one")}, []string{"a", "b"}},
		{"no guid", []string{item("", "https://x.test/2", "two"), item(" ", "https://x.test/1", "one")}, []string{"https://x.test/1", "https://x.test/2"}},
		{"neither", []string{item("", "", "two"), item("", "", "one")}, []string{"#", "#"}},
		{"all guids equal", []string{item("a", "https://x.test/2", "two"), item("a", "https://x.test/1", "one")}, []string{"https://x.test/1", "https://x.test/2"}},
		{"all guids equal, no links", []string{item("a", "", "two"), item("a", "", "one")}, []string{"#", "#"}},
		{"all guids and links equal", []string{item("a", "https://x.test/", "two"), item("a", "https://x.test/", "one")}, []string{"a", "a"}},
		{"all links equal", []string{item("", "https://x.test/", "two"), item("", "https://x.test/", "one")}, []string{"#", "#"}},
		{"one item twice", []string{item("a", "/1", "one"), item("a", "/1", "one")}, []string{"a"}},
		{"a guid that is too long", []string{item(long, "https://x.test/1", "one")}, []string{"#"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc, err := parse([]byte(rssOf(c.items...)), MaxItems)
			if err != nil {
				t.Fatal(err)
			}
			page, _ := fresh(mentions(doc, &url.URL{Scheme: "https", Host: "x.test"}, false), nil)
			var got []string
			distinct := map[string]bool{}
			for _, m := range page.Mentions {
				id := m.ID
				if distinct[id] && c.name != "all guids and links equal" {
					t.Errorf("%s stands for two items", id)
				}
				distinct[id] = true
				if strings.HasPrefix(id, "sha256:") {
					id = "#"
				}
				got = append(got, id)
			}
			if fmt.Sprint(got) != fmt.Sprint(c.want) {
				t.Errorf("ids are %q, want %q", got, c.want)
			}
		})
	}
}

func TestPause(t *testing.T) {
	const sy = `xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"`
	for feed, want := range map[string]time.Duration{
		`<rss><channel><ttl>90</ttl></channel></rss>`:        90 * time.Minute,
		`<rss><channel><ttl>999999999</ttl></channel></rss>`: 24 * time.Hour,
		`<rss><channel><ttl>-5</ttl></channel></rss>`:        0,
		`<rss><channel><ttl>soon</ttl></channel></rss>`:      0,
		`<rss ` + sy + `><channel><sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency></channel></rss>`:                                    30 * time.Minute,
		`<rss ` + sy + `><channel><ttl>60</ttl><sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency></channel></rss>`:                       time.Hour,
		`<rss ` + sy + `><channel><sy:updatePeriod>yearly</sy:updatePeriod></channel></rss>`:                                                                              24 * time.Hour,
		`<feed xmlns="http://www.w3.org/2005/Atom" ` + sy + `><title>t</title><sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>24</sy:updateFrequency></feed>`: time.Hour,
	} {
		doc, err := parse([]byte(feed), MaxItems)
		if got := time.Duration(doc.pause) * time.Second; err != nil || got != want {
			t.Errorf("%s: pause is %s, %v; want %s", feed, got, err, want)
		}
	}
}

func FuzzFeed(f *testing.F) {
	f.Add([]byte(rssOf(itemOf(1, "Кестрел &lt;b&gt;опоздал&lt;/b&gt;"), itemOf(2, "<![CDATA[<p>two</p>]]>"))), "text/xml")
	f.Add([]byte(`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><entry><id>1</id><title>t</title><updated>2026-11-21T10:00:00Z</updated></entry></feed>`), "")
	f.Add([]byte(`{"version":"https://jsonfeed.org/version/1.1","items":[{"id":1,"content_text":"x"},{"id":2}]}`), "application/json")
	f.Add([]byte("<rdf:RDF><channel></channel><item><title>a<!DOCTYPE x [<!ENTITY a 'b>'>]></item>"), "text/xml; charset=koi8-r")
	f.Add([]byte("\xff\xfe<\x00r\x00s\x00s\x00>\x00"), "")
	f.Fuzz(func(t *testing.T, data []byte, contentType string) {
		if len(data) > 64<<10 {
			return
		}
		doc, err := parse(toUTF8(data, contentType), 50)
		if err != nil {
			return
		}
		if len(doc.items) > 50 {
			t.Fatalf("%d items, want at most 50", len(doc.items))
		}
		for _, m := range mentions(doc, &url.URL{Scheme: "https", Host: "x.test", Path: "/feed"}, true) {
			if m.ID == "" || len(m.ID) > ingest.MaxID {
				t.Errorf("id has %d bytes", len(m.ID))
			}
			if _, err := ingest.Encode(m); err != nil {
				t.Errorf("encode: %v", err)
			}
		}
	})
}
