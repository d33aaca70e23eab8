package overview

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"molva/alerts"
	"molva/alerts/report"
	"molva/alerts/web/frame"
	"molva/classify/cluster/life"
	"molva/classify/cluster/theme"
	"molva/ingest"
	"molva/store"
)

// complaining is a digest in which strangers say the words everywhere.
func complaining(words, link string) alerts.Digest {
	week := store.Week(now.AddDate(0, 0, -3), now.Location())
	quote := &alerts.Quote{Text: words, URL: link, Network: "vk", Published: week.From}
	c := alerts.Complaint{Before: 3, Quote: quote, Complaint: store.Complaint{ID: 12, State: life.Rising, Theme: "quality", ThemeShare: 0.6, Label: words,
		Growth: life.Growth{Recent: 9, Expected: 2.1, Days: 3}, Mentions: 17, People: 14, First: week.From, Trend: []int{0, 1, 0, 4, 9},
		New: []store.Phrase{{Text: words, Share: 0.4}}, Ticket: link}}
	return alerts.Digest{Topic: ingest.Topic{ID: "zarya", Name: "Zarya", Zone: now.Location()}, Period: week, Previous: alerts.Previous(week), Themes: theme.Neutral(), Tally: store.Tally{Mentions: 20},
		Complaints: alerts.Recurring{Mentions: 20, Alone: 3, All: []alerts.Complaint{c}, Likes: []store.Complaint{{ID: 40, Label: words, People: 21}}}}
}

// told is the page about a digest.
func told(t *testing.T, language string, d alerts.Digest) string {
	t.Helper()
	s := site(t, language, opened(t))
	p := pages{s}
	h, err := s.Page(frame.Overview, files, func(*http.Request) (frame.View, error) {
		return frame.View{Title: "x", Body: overview{Topic: p.tell(frame.Picked{Topic: d.Topic}, d, report.Ratio{})}}, nil
	}, "templates/overview.html", "templates/topic.html")
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
	return w.Body.String()
}

func TestComplaints(t *testing.T) {
	for language, wanted := range map[string][]string{
		"en": {"rising: 9 people in 3 days, 2.1 expected; 14 people in 17 mentions, 3 people on 14–20 Sep; since Monday, 21 Sep.", "Quality and faults 60%",
			"ticket on tracker.example", "3 of 20 complaints are not recurring.", "people a day, the last 5 days", "What they like"},
		"ru": {"растёт: 9 человек за 3 дня, ожидалось 2,1; 14 человек в 17 упоминаниях, 14–20 сентября — 3 человека; с понедельника, 21 сентября.", "Качество и поломки 60\u00a0%", "задача на tracker.example",
			"Жалоб: 20, из них не повторяются: 3.", "последние 5 дней", "Что нравится"},
	} {
		body := told(t, language, complaining("правый наушник молчит", "https://tracker.example/1"))
		lacks(t, language, words(t, body), wanted...)
		lacks(t, language, body, `href="/complaints/c12"`, `href="/complaints?topic=zarya"`, `<rect x="7.1" y="0" width=".8" height="20">`)
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
	shape := func(words, link string) []string { return elements(t, told(t, "en", complaining(words, link))) }
	plain := shape("harmless words that nobody minds", "https://vk.example/1")
	for _, words := range hostile {
		if got := shape(words, "https://vk.example/1"); !slices.Equal(got, plain) {
			t.Errorf("%q makes other elements:\n%v\nwant\n%v", words, got, plain)
		}
	}
	if got := strings.Join(shape("words", "javascript:alert(1)"), " "); strings.Contains(got, "target") {
		t.Error("a script became a link")
	}
}
