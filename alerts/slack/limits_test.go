package slack

import (
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"molva/alerts"
	"molva/ingest"
	"molva/store"
)

// hostile are texts that break what is not prepared for them.
var hostile = map[string]string{
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
	"markup":        "*b* _i_ ~s~ `c` ```x``` <!here> <@U1> <#C1> &lt;!channel&gt; :tada: @channel",
	"a link":        "<https://evil.example|https://bank.example>",
}

// Whatever strangers write, Slack takes the message and nothing in it acts.
func TestRenderAnything(t *testing.T) {
	for name, text := range hostile {
		d := digest(func(string) string { return text })
		crowd(&d, 12)
		t.Run(name, func(t *testing.T) {
			whole := message(t, d, "ru")
			checkPayload(t, Render(whole, "#brand"))
			for _, q := range whole.Story.Quotes {
				whole.Said = &q
				checkPayload(t, Render(whole, "#brand"))
			}
		})
	}
}

// A tree of ten thousand topics has a digest that Slack takes, and that still says how much of it could be seen.
func TestRenderCrowd(t *testing.T) {
	d := digest(as)
	crowd(&d, 10_000)
	p := Render(message(t, d, "en"), "#brand")
	checkPayload(t, p)
	text, err := p.JSON()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Worse: net sentiment", "Coverage", "Sources read: 3 of 10,005.", "Sentiment was right for 72%"} {
		if !strings.Contains(string(text), want) {
			t.Errorf("%q is not in it", want)
		}
	}
}

// crowd repeats everything that a digest lists.
func crowd(d *alerts.Digest, n int) {
	quote, rival, complaint, trouble := d.Quotes[0], d.Competitors[0], d.Complaints.All[0], d.Coverage.Trouble[0]
	for range n {
		d.Quotes = append(d.Quotes, quote)
		d.Competitors = append(d.Competitors, rival)
		d.Children = append(d.Children, alerts.Part{Topic: ingest.Topic{ID: "k", Name: quote.Text}, Now: rival.Now})
		d.Complaints.All = append(d.Complaints.All, complaint)
		d.Coverage.Trouble = append(d.Coverage.Trouble, trouble)
		d.Coverage.Gaps = append(d.Coverage.Gaps, store.Gap{Source: quote.Text, Why: quote.Text})
	}
}

// No story at all, however wild, makes a message that Slack refuses or in which something acts.
func TestRenderAnyStory(t *testing.T) {
	for seed := range uint64(100) {
		r := rand.New(rand.NewPCG(seed, 1))
		var m alerts.Message
		fill(r, reflect.ValueOf(&m).Elem(), 0)
		m.Key, m.Topic = "alert/5/1/slack", "zarya" // made by us
		p := Render(m, "#brand")
		if m.Said == nil && m.Story.Title == "" {
			continue
		}
		checkPayload(t, p)
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

// fill makes up a value: its texts are hostile ones, its lists of any length.
func fill(r *rand.Rand, v reflect.Value, depth int) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(wild(r))
	case reflect.Int, reflect.Int64:
		v.SetInt(r.Int64N(2000) - 1000)
	case reflect.Slice:
		n := r.IntN(30 >> min(depth, 5))
		v.Set(reflect.MakeSlice(v.Type(), n, n))
		for i := range n {
			fill(r, v.Index(i), depth+1)
		}
	case reflect.Pointer:
		if r.IntN(3) > 0 {
			v.Set(reflect.New(v.Type().Elem()))
			fill(r, v.Elem(), depth)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Field(i).CanSet() {
				fill(r, v.Field(i), depth)
			}
		}
	}
}

var pieces = []string{"", "Заря", "Kestrel <!channel>", "https://molva.example/mentions?topic=z&search=%D0%B7", "javascript:alert(1)",
	"https://x.example/" + strings.Repeat("p", 600), "c12", "open", "fixed", "mute", "&lt;!here&gt;", "\u202eשלום\u2068", "\x00\x1b[2J", "\xff\xfe",
	"👩\u200d👩\u200d👧", "z" + strings.Repeat("\u0310", 400), strings.Repeat("длинно ", 700), strings.Repeat("я", 4000), "`*_~@channel"}

func wild(r *rand.Rand) string {
	text := pieces[r.IntN(len(pieces))]
	for r.IntN(3) == 0 {
		text += pieces[r.IntN(len(pieces))]
	}
	return text
}

func FuzzRender(f *testing.F) {
	f.Add("<!channel> & *всё*", "https://vk.example/1")
	f.Add("\u202e\x1b", "javascript:alert(1)")
	f.Fuzz(func(t *testing.T, text, url string) {
		checkPayload(t, Render(message(t, digest(func(string) string { return text }), "en"), "#brand"))
		said := alerts.Said{Text: text, Mark: text, URL: url, Host: text, Mention: text, Topic: text}
		line := alerts.Line{{Text: text, URL: url}, {Text: url}}
		story := alerts.Story{Title: "x" + text, Notes: []string{text}, Headline: text, News: []alerts.Line{line}, Foot: []string{text},
			Chart: &alerts.Chart{Title: text, Unit: text, Labels: []string{text, "b"}, Series: []alerts.Series{{Name: text, Values: []*int{new(1), new(2)}}}},
			Sections: []alerts.Section{{Title: text, Quotes: []alerts.Said{said}, Items: []alerts.Item{{ID: text, Name: text, Said: &said,
				Lines: []alerts.Line{line}, Open: alerts.Way{Text: text, URL: url}, Actions: []alerts.Action{{Do: alerts.Deed(text), Text: text, Subject: text, URL: url}}}}}},
			Actions: []alerts.Action{{Do: alerts.Open, Text: text, Subject: text, URL: url}, {Do: alerts.Mute, Text: text, Subject: text}},
		}
		checkPayload(t, Render(alerts.Message{Key: "k", Topic: "zarya", Story: story}, "#brand"))
		checkPayload(t, Render(alerts.Message{Key: "k", Topic: "zarya", Said: &said}, "#brand"))
	})
}
