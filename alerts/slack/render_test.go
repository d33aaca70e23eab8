package slack

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/slack-go/slack"

	"molva/alerts"
	"molva/alerts/phrase"
	"molva/alerts/phrase/phrasetest"
	"molva/classify"
	"molva/classify/cluster"
	"molva/classify/cluster/life"
	"molva/classify/cluster/theme"
	"molva/classify/quantify"
	"molva/ingest"
	"molva/store"
)

// digest is a week in which everything has something to say; text is what strangers and operators wrote everywhere.
func digest(text func(string) string) alerts.Digest {
	zone := time.FixedZone("MSK", 3*60*60)
	week := store.Week(time.Date(2026, 9, 23, 12, 0, 0, 0, zone), zone)
	d := alerts.Digest{
		Topic:  ingest.Topic{ID: "zarya", Name: text("Zarya")},
		Period: week, Previous: alerts.Previous(week), Themes: theme.Neutral(),
		Now: alerts.Tone{Counts: alerts.Counts{Negative: 61, Neutral: 25, Positive: 38}, Estimated: quantify.Estimates{
			N: 124, Net: figure(-0.19, -0.28, -0.07), Favour: figure(0.38, 0.3, 0.48), Ratio: figure(0.62, 0.43, 0.92), Labels: 140, Calibrated: true}},
		Before: alerts.Tone{Counts: alerts.Counts{Negative: 20, Neutral: 18, Positive: 30}, Estimated: quantify.Estimates{
			N: 68, Net: figure(0.15, 0.02, 0.28), Favour: figure(0.6, 0.5, 0.7), Ratio: figure(1.5, 1, 2.3), Labels: 140, Calibrated: true}},
		Change:      quantify.Change{Delta: -0.34, Low: -0.49, High: -0.16, Better: 0.004, Direction: quantify.Down},
		Reliability: alerts.Reliability{Right: quantify.Of(101, 140), Stale: true},
		Tally:       store.Tally{Mentions: 140, Counted: 124, Copies: 14, Promo: 2, People: 101},
	}
	d.Networks = []alerts.Channel{{Network: text("vk"), Counts: d.Now.Counts}}
	d.Competitors = []alerts.Part{{Topic: ingest.Topic{ID: "boreal", Name: text("R&D <Boreal>")}, Now: d.Before}}
	for i, q := range []string{"Правый наушник молчит. <!channel> *всё* & _ничего_", "The app logs me out <https://evil.example|every day>", "Звук отличный, спасибо! :tada:"} {
		d.Quotes = append(d.Quotes, alerts.Quote{Text: text(q), URL: text(fmt.Sprintf("https://vk.example/wall1_%d", i)),
			Network: text("vk"), Published: week.From.Add(10 * time.Hour), Sentiment: classify.Negative, P: 0.999})
	}
	d.Complaints = alerts.Recurring{Mentions: 40, Alone: 11, All: []alerts.Complaint{
		complaint(text, 12, life.Returned), complaint(text, 3, life.Rising), complaint(text, 31, life.New)}}
	d.Complaints.Wishes = []store.Complaint{{ID: 50, Label: text("USB-C <mailto:x>"), People: 2}}
	d.Complaints.Likes = []store.Complaint{{ID: 40, Label: text("тихие наушники"), People: 21}}
	d.Coverage = alerts.Coverage{Up: 3, Never: []string{text("mail")},
		Trouble: []alerts.SourceState{{Source: text("shop"), State: ingest.Blind, Why: text("answer is 401")}}}
	return d
}

// complaint has all that a complaint can have, said in the words of strangers.
func complaint(text func(string) string, id cluster.ID, state life.State) alerts.Complaint {
	at := time.Date(2026, 9, 22, 9, 30, 0, 0, time.UTC)
	quote := &alerts.Quote{Text: text("Правый наушник молчит <!here>, @channel"), URL: text("https://vk.example/wall1_7"), Network: text("vk"), Published: at}
	return alerts.Complaint{Before: 3, Quote: quote, Complaint: store.Complaint{
		ID: id, State: state, Theme: "quality", ThemeShare: 0.6, Label: text("правый наушник <молчит>"),
		Terms:  []store.Phrase{{Text: text("правый наушник <молчит>"), Share: 0.6}, {Text: text("*гарантия*"), Share: 0.2}},
		Growth: life.Growth{Recent: 9, Expected: 2.13, Days: 3}, Mentions: 17, People: 14, First: at, Fixed: at.AddDate(0, 0, -20),
		New:    []store.Phrase{{Text: text("после обновления"), Share: 0.4}},
		Ticket: text("https://tracker.example/T-1"),
	}}
}

func figure(value, low, high float64) quantify.Figure {
	return quantify.Figure{Value: value, Low: low, High: high, Known: true}
}

func message(t testing.TB, d alerts.Digest, language string) alerts.Message {
	t.Helper()
	p, err := phrase.New(language, alerts.Texts)
	if err != nil {
		t.Fatal(err)
	}
	story := alerts.Tell(d, p, alerts.Links{})
	story.Notes = []string{p.Sprintf("Not sent before: %s.", p.Span(d.Previous.From, d.Previous.To))}
	return alerts.Message{Key: "digest-week/zarya/2026-09-21/slack", Kind: "digest-week", Topic: d.Topic.ID, Period: d.Period, Story: story}
}

func as(s string) string { return s }

func TestRender(t *testing.T) {
	for _, language := range []string{"en", "ru"} {
		p := Render(message(t, digest(as), language), "#brand")
		got, err := p.JSON()
		if err != nil {
			t.Fatal(err)
		}
		checkPayload(t, p)
		phrasetest.Golden(t, "digest."+language+".json", string(got))
	}
}

// Whatever strangers write, Slack takes the message and nothing in it acts.
func TestRenderAnything(t *testing.T) {
	for name, text := range map[string]string{
		"nothing":       "",
		"very long":     strings.Repeat("очень длинный отзыв ", 2000),
		"one word":      strings.Repeat("а", 40_000),
		"zalgo":         "z" + strings.Repeat("\u0310", 5_000),
		"escapes":       strings.Repeat("&<>", 5_000),
		"emoji":         strings.Repeat("👩\u200d👩\u200d👧", 3_000),
		"right to left": "\u202e" + strings.Repeat("שלום ", 500),
		"lines":         strings.Repeat("\n", 50_000) + "end",
		"controls":      "\x00\x1b[2J\x07",
		"broken":        "\xff\xfe",
		"markup":        "*b* _i_ ~s~ `c` ```x``` <!here> <@U1> <#C1> &lt;!channel&gt;",
	} {
		d := digest(func(s string) string { return text })
		for range 12 {
			d.Quotes = append(d.Quotes, d.Quotes[0])
			d.Competitors = append(d.Competitors, d.Competitors[0])
			d.Children = append(d.Children, d.Competitors[0])
			d.Complaints.All = append(d.Complaints.All, d.Complaints.All[0])
			d.Coverage.Trouble = append(d.Coverage.Trouble, d.Coverage.Trouble[0])
			d.Coverage.Gaps = append(d.Coverage.Gaps, store.Gap{Source: text, Why: text})
		}
		t.Run(name, func(t *testing.T) { checkPayload(t, Render(message(t, d, "ru"), "#brand")) })
	}
}

func FuzzRender(f *testing.F) {
	f.Add("<!channel> & *всё*", "https://vk.example/1")
	f.Add("\u202e\x1b", "javascript:alert(1)")
	f.Fuzz(func(t *testing.T, text, url string) {
		d := digest(func(s string) string { return text })
		for i := range d.Quotes {
			d.Quotes[i].URL = url
		}
		for i := range d.Complaints.All {
			d.Complaints.All[i].Ticket, d.Complaints.All[i].Quote.URL = url, url
		}
		checkPayload(t, Render(message(t, d, "en"), "#brand"))
	})
}

// bare finds a control character of Slack's markup that is not escaped.
var bare = regexp.MustCompile(`[<>]|&(?:[^algt]|$)|&(?:a[^m]|l[^t]|g[^t])`)

// checkPayload holds a payload against Slack's limits and ours.
func checkPayload(t *testing.T, p Payload) {
	t.Helper()
	total := units(p.Text)
	checkText(t, p.Text, 1, maxFallback)
	if len(p.Blocks) == 0 || len(p.Blocks) > 50 {
		t.Errorf("%d blocks", len(p.Blocks))
	}
	for _, b := range p.Blocks {
		switch b := b.(type) {
		case *slack.HeaderBlock:
			total += checkObject(t, b.Text, 150)
		case *slack.SectionBlock:
			total += checkObject(t, b.Text, 3000)
		case *slack.ContextBlock:
			for _, e := range b.ContextElements.Elements {
				total += checkObject(t, e.(*slack.TextBlockObject), 3000)
			}
		case *slack.RichTextBlock:
			total += checkLinks(t, b)
		default:
			t.Errorf("block %T", b)
		}
	}
	if total > 10_000 {
		t.Errorf("%d characters", total)
	}
	if p.UnfurlLinks || p.UnfurlMedia {
		t.Error("links unfurl")
	}
}

func checkObject(t *testing.T, o *slack.TextBlockObject, limit int) int {
	t.Helper()
	if err := o.Validate(); err != nil {
		t.Error(err)
	}
	if o.Type == slack.MarkdownType && strings.Count(o.Text, "*") != 2 {
		t.Errorf("markup %q", o.Text)
	}
	checkText(t, o.Text, 1, limit)
	return units(o.Text)
}

func checkText(t *testing.T, text string, least, most int) {
	t.Helper()
	if n := units(text); n < least || n > most {
		t.Errorf("%d characters, want %d to %d", n, least, most)
	}
	if at := bare.FindStringIndex(text); at != nil {
		t.Errorf("unescaped at %d of %q", at[0], text)
	}
}

// checkLinks holds a row of links against what may stand in it, and says how long it is.
func checkLinks(t *testing.T, b *slack.RichTextBlock) (n int) {
	t.Helper()
	for i, e := range b.Elements[0].(*slack.RichTextSection).Elements {
		if text, ok := e.(*slack.RichTextSectionTextElement); ok && i%2 == 1 && text.Text == between {
			n += units(text.Text)
			continue
		}
		link := e.(*slack.RichTextSectionLinkElement)
		if !strings.HasPrefix(link.URL, "http://") && !strings.HasPrefix(link.URL, "https://") || strings.ContainsAny(link.URL+link.Text, "<>") {
			t.Errorf("link %q %q", link.URL, link.Text)
		}
		n += units(link.URL + link.Text)
	}
	return n
}

func units(s string) int { return len(utf16.Encode([]rune(s))) }

// What is posted has the same meaning as what is printed.
func TestJSON(t *testing.T) {
	text, err := Render(message(t, digest(as), "ru"), "#brand").JSON()
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(text, []byte("<")) || bytes.Contains(text, []byte("u003c")) {
		t.Error("a < is in the payload")
	}
	var keys map[string]any
	if err := json.Unmarshal(text, &keys); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"channel", "text", "blocks", "metadata", "unfurl_links", "unfurl_media"} {
		if _, ok := keys[key]; !ok {
			t.Errorf("%s is missing", key)
		}
	}
}
