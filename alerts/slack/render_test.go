package slack

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/slack-go/slack"

	"molva/alerts"
	"molva/alerts/phrase"
	"molva/alerts/phrase/phrasetest"
	"molva/alerts/slack/slackfake"
	"molva/config/secret"
)

// Every message that people get, in both languages.
func TestRender(t *testing.T) {
	for _, language := range []string{"en", "ru"} {
		for name, m := range messages(t, language) {
			p := Render(m, "#brand")
			if name == "webhook" { // where there are no threads, and nobody listens
				p = Options{WebhookURL: secret.New("https://hooks.example/x"), Channel: "#brand"}.Render(m)
			}
			checkPayload(t, p)
			text, err := p.JSON()
			if err != nil {
				t.Fatal(err)
			}
			phrasetest.Golden(t, name+"."+language+".json", string(text))
		}
	}
}

// messages are one of each kind, by the name of their golden file.
func messages(t testing.TB, language string) map[string]alerts.Message {
	t.Helper()
	p, err := phrase.New(language, alerts.Texts)
	if err != nil {
		t.Fatal(err)
	}
	whole := message(t, digest(as), language)
	first, thread, quote := whole, whole, whole
	first.Story.Details, first.Story.Quotes = nil, nil
	thread.Story = alerts.Story{Title: whole.Story.Title, Sections: whole.Story.Details}
	thread.Under = alerts.Place{Channel: "C1", ID: "1790582400.000200"}
	quote.Said, quote.Under = &whole.Story.Quotes[0], thread.Under
	complaints, quiet, alert, closed := whole, whole, whole, whole
	complaints.Story = alerts.TellComplaints(digest(as), p, alerts.Links{Base: "https://molva.example"})
	quiet.Story = alerts.Tell(nothing(), p, alerts.Links{Base: "https://molva.example"})
	alert.Kind, alert.Key = string(alerts.Spike), "alert/5/1/slack"
	alert.Story = spike(language, p)
	closed.Kind, closed.Key, closed.Over = alert.Kind, "alert/5/4/slack", thread.Under
	closed.Story = over(language)
	return map[string]alerts.Message{"digest": first, "webhook": whole, "details": thread, "quote": quote,
		"complaints": complaints, "quiet": quiet, "alert": alert, "closed": closed}
}

// nothing is a week in which nobody wrote.
func nothing() alerts.Digest {
	d := digest(as)
	return alerts.Digest{Topic: d.Topic, Period: d.Period, Previous: d.Previous, Before: d.Before, Themes: d.Themes,
		Coverage: alerts.Coverage{Up: 3}}
}

// spike is an alert as a watcher would tell it.
func spike(language string, p *phrase.Printer) alerts.Story {
	here := "https://molva.example/mentions?topic=kestrel&sentiment=negative&since=2026-09-21T09%3A00%3A00%2B03%3A00"
	s := alerts.Story{
		Title:    "Kestrel: far more complaints than usual",
		Headline: "43 negative mentions in 3 hours, usually 4 to 9.",
		Lines:    []alerts.Line{{{Text: "Once in 400 days by chance. Mostly «case <broken>»: "}, {Text: "31 of 43", URL: here}, {Text: "."}}},
		Chart: &alerts.Chart{Title: "Negative mentions by hour", Unit: "mentions", Labels: []string{"09:00", "10:00", "11:00", "12:00"},
			Series: []alerts.Series{{Name: "Kestrel", Values: []*int{new(3), nil, new(17), new(26)}}}},
		Coverage: alerts.Section{Title: "Coverage", Lines: alerts.Lines("Sources read: 3 of 3.")},
	}
	if language == "ru" {
		s.Title, s.Headline = "Кестрел: жалоб намного больше обычного", "43 отрицательных упоминания за 3 часа, обычно от 4 до 9."
		s.Lines = []alerts.Line{{{Text: "Случайно такое бывает раз в 400 дней. Больше всего о «<сломан> чехол»: "}, {Text: "31 из 43", URL: here}, {Text: "."}}}
		s.Chart.Title, s.Chart.Unit, s.Chart.Series[0].Name = "Отрицательные упоминания по часам", "упоминания", "Кестрел"
		s.Coverage = alerts.Section{Title: "Охват", Lines: alerts.Lines("Читается источников: 3 из 3.")}
	}
	s.Quotes = alerts.Tell(digest(as), p, alerts.Links{}).Quotes
	s.Actions = []alerts.Action{alerts.Button(alerts.Acknowledge, "i5", "", p), alerts.Button(alerts.Mute, "i5", "", p), alerts.Button(alerts.Open, "i5", here, p)}
	return s
}

// over is what an alert becomes in its place when it is over.
func over(language string) alerts.Story {
	if language == "ru" {
		return alerts.Story{Title: "Кестрел: жалоб намного больше обычного, всё прошло", Headline: "Снова как обычно с 15:00. Длилось 6 часов, 61 отрицательное упоминание."}
	}
	return alerts.Story{Title: "Kestrel: far more complaints than usual, over", Headline: "As usual again since 15:00. It lasted 6 hours, with 61 negative mentions."}
}

// What is posted has the same meaning as what is printed.
func TestJSON(t *testing.T) {
	text, err := Render(message(t, digest(as), "ru"), "#brand").JSON()
	if err != nil {
		t.Fatal(err)
	}
	if bytes.ContainsAny(text, "<>") || bytes.Contains(text, []byte("u003c")) {
		t.Error("a bracket is in the payload")
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

// The same message is the same bytes.
func TestRenderIsDeterministic(t *testing.T) {
	want, _ := Render(message(t, digest(as), "ru"), "#brand").JSON()
	for range 10 {
		if got, _ := Render(message(t, digest(as), "ru"), "#brand").JSON(); !bytes.Equal(got, want) {
			t.Fatal("two renderings differ")
		}
	}
}

// Nobody listens behind a webhook, nor behind a token alone: only buttons that lead somewhere are shown.
func TestButtonsNeedAnEar(t *testing.T) {
	m := alerts.Message{Key: "k", Story: alerts.Story{Title: "T", Actions: []alerts.Action{
		{Do: alerts.Fixed, Text: "Fixed", Subject: "c12"},
		{Do: alerts.Open, Text: "Open", Subject: "c12", URL: "https://molva.example/c/12"},
		{Do: alerts.Open, Text: "Nowhere", Subject: "c12"},
	}}}
	for name, c := range map[string]struct {
		look look
		want string
	}{
		"somebody listens": {look{buttons: true}, `[{"type":"button","text":{"type":"plain_text","text":"Fixed","emoji":false},"action_id":"fixed","value":"{\"subject\":\"c12\",\"letter\":\"k\"}"},{"type":"button","text":{"type":"plain_text","text":"Open","emoji":false},"action_id":"open","url":"https://molva.example/c/12"}]`},
		"nobody does":      {look{}, `[{"type":"button","text":{"type":"plain_text","text":"Open","emoji":false},"action_id":"open","url":"https://molva.example/c/12"}]`},
	} {
		t.Run(name, func(t *testing.T) {
			blocks, err := json.Marshal(render(m, "C1", c.look).Blocks[1])
			if err != nil {
				t.Fatal(err)
			}
			var actions struct {
				ID       string          `json:"block_id"`
				Elements json.RawMessage `json:"elements"`
			}
			if err := json.Unmarshal(blocks, &actions); err != nil || actions.ID != "c12" || string(actions.Elements) != c.want {
				t.Errorf("%v, %s\ngot  %s\nwant %s", err, actions.ID, actions.Elements, c.want)
			}
		})
	}
}

// Where a value is not known nothing is drawn, and what a chart cannot hold stands in signs.
func TestChart(t *testing.T) {
	many := alerts.Chart{Title: "Many", Unit: "mentions", Series: []alerts.Series{{Name: "a"}}}
	for i := range 30 {
		many.Labels = append(many.Labels, string(rune('A'+i)))
		many.Series[0].Values = append(many.Series[0].Values, new(i))
	}
	gap := alerts.Chart{Title: "Gap", Unit: "mentions", Labels: []string{"mon", "tue", "wed"}, Series: []alerts.Series{
		{Name: "a", Values: []*int{nil, new(0), new(2)}}, {Name: "b", Values: []*int{new(1), new(2), new(3)}}}}
	blind := gap
	blind.Series = []alerts.Series{{Name: "a", Values: []*int{nil, nil, nil}}}
	for name, c := range map[string]struct {
		chart      alerts.Chart
		categories int
		axis       string
	}{
		"too many labels": {many, 20, "K – ^"},
		"a gap":           {gap, 2, "tue – wed"},
		"nothing known":   {blind, 0, ""},
	} {
		t.Run(name, func(t *testing.T) {
			b := bars(c.chart)
			if c.categories == 0 {
				if b != nil {
					t.Errorf("it is drawn: %+v", b)
				}
				return
			}
			axis := b.Chart.(*slack.DataVisualizationBarChart).AxisConfig
			if len(axis.Categories) != c.categories || axis.XLabel != c.axis {
				t.Errorf("%d categories under %q, want %d under %q", len(axis.Categories), axis.XLabel, c.categories, c.axis)
			}
		})
	}
}

// posted is a payload as Slack gets it.
func posted(t testing.TB, p Payload) slackfake.Message {
	t.Helper()
	blocks, err := json.Marshal(p.Blocks)
	if err != nil {
		t.Fatal(err)
	}
	metadata, err := json.Marshal(p.Metadata)
	if err != nil {
		t.Fatal(err)
	}
	return slackfake.Message{Text: p.Text, Blocks: blocks, Metadata: metadata}
}

// checkPayload holds a payload against Slack's limits and ours.
func checkPayload(t testing.TB, p Payload) {
	t.Helper()
	m := posted(t, p)
	if word, problems := slackfake.Check(m); word != "" {
		t.Errorf("slack would refuse it: %s %s", word, problems)
	}
	for _, what := range slackfake.Live(m) {
		t.Errorf("live markup: %s", what)
	}
	if n := units(p.Text) + slackfake.Total(m) - 125*len(p.Blocks); n > 10_000 || p.Text == "" {
		t.Errorf("%d characters", n)
	}
	if p.UnfurlLinks || p.UnfurlMedia {
		t.Error("links unfurl")
	}
}
