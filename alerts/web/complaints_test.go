package web

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"molva/alerts"
	"molva/alerts/phrase"
	"molva/alerts/report"
	"molva/classify/cluster/life"
	"molva/classify/cluster/theme"
	"molva/ingest"
	"molva/store"
)

// complaints is a digest in which strangers say the words everywhere.
func complaints(words, link string) alerts.Digest {
	week := store.Week(now.AddDate(0, 0, -3), now.Location())
	quote := &alerts.Quote{Text: words, URL: link, Network: "vk", Published: week.From}
	c := alerts.Complaint{Before: 3, Quote: quote, Complaint: store.Complaint{ID: 12, State: life.Rising, Theme: "quality", ThemeShare: 0.6, Label: words,
		Growth: life.Growth{Recent: 9, Expected: 2.1, Days: 3}, Mentions: 17, People: 14, First: week.From, Trend: []int{0, 1, 0, 4, 9},
		New: []store.Phrase{{Text: words, Share: 0.4}}, Ticket: link}}
	return alerts.Digest{Topic: ingest.Topic{ID: "zarya", Name: "Zarya", Zone: now.Location()}, Period: week, Previous: alerts.Previous(week), Themes: theme.Neutral(), Tally: store.Tally{Mentions: 20},
		Complaints: alerts.Recurring{Mentions: 20, Alone: 3, All: []alerts.Complaint{c}, Likes: []store.Complaint{{ID: 40, Label: words, People: 21}}}}
}

func page(t *testing.T, language string, d alerts.Digest) string {
	t.Helper()
	p, err := phrase.New(language, Catalogues()...)
	if err != nil {
		t.Fatal(err)
	}
	s := &server{printer: p}
	parsed, err := s.parse("overview.html")
	if err != nil {
		t.Fatal(err)
	}
	var body bytes.Buffer
	view := overview{Language: language, Topics: []topicView{s.show(placed{Topic: d.Topic}, d, report.Ratio{})}}
	if err := parsed.Execute(&body, view); err != nil {
		t.Fatal(err)
	}
	return body.String()
}

func TestComplaints(t *testing.T) {
	for language, wanted := range map[string][]string{
		"en": {"rising: 9 people in 3 days, 2.1 expected; 14 people in 17 mentions, 3 people on 14–20 Sep; since Monday, 21 Sep.", "Quality and faults 60%",
			"ticket on tracker.example", "3 of 20 complaints are not recurring.", "people a day, the last 5 days", "What they like"},
		"ru": {"растёт: 9 человек за 3 дня, ожидалось 2,1; 14 человек в 17 упоминаниях, 14–20 сентября — 3 человека; с понедельника, 21 сентября.", "Качество и поломки 60\u00a0%", "задача на tracker.example",
			"Жалоб: 20, из них не повторяются: 3.", "последние 5 дней", "Что нравится"},
	} {
		body := page(t, language, complaints("правый наушник молчит", "https://tracker.example/1"))
		for _, text := range wanted {
			if !strings.Contains(words(t, body), text) {
				t.Errorf("%s: %q is missing", language, text)
			}
		}
		for _, text := range []string{`id="zarya-c12"`, `href="#zarya-c12"`, `href="/mentions?complaint=c12&amp;topic=zarya"`, `<rect x="4" y="0" width="1" height="20">`} {
			if !strings.Contains(body, text) {
				t.Errorf("%s: %q is missing", language, text)
			}
		}
		if strings.Contains(body, "style=") {
			t.Errorf("%s: inline style", language)
		}
	}
}

// words is what a page says.
func words(t *testing.T, body string) string {
	t.Helper()
	tree, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for n := range tree.Descendants() {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
	}
	return b.String()
}

func TestInertComplaints(t *testing.T) {
	shape := func(words, link string) []string {
		tree, err := html.Parse(strings.NewReader(page(t, "en", complaints(words, link))))
		if err != nil {
			t.Fatal(err)
		}
		return elements(tree)
	}
	plain := shape("harmless words that nobody minds", "https://vk.example/1")
	for _, words := range []string{`<script>alert(1)</script>`, `"><a href="https://evil.example">`, `</li></ol><svg onload=alert(1)>`, "\u202eleft <!--", "{{.}}"} {
		if got := shape(words, "https://vk.example/1"); !slices.Equal(got, plain) {
			t.Errorf("%q makes other elements:\n%v\nwant\n%v", words, got, plain)
		}
	}
	for _, link := range []string{"javascript:alert(1)", `https://a.example/"onload="x`} {
		if got := strings.Join(shape("words", link), " "); strings.Contains(got, "target") {
			t.Errorf("%q became a link", link)
		}
	}
}
