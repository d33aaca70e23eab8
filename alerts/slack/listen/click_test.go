package listen

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"molva/alerts/phrase/phrasetest"
	"molva/alerts/slack"
	"molva/alerts/slack/slackfake"
	"molva/store"
)

// message puts a message of ours about a topic into #brand, and returns its timestamp.
func (p *place) message(topic string) (ts string) {
	p.t.Helper()
	ts = p.slack.Say("C1", "", "a digest")
	p.send(store.Letter{Key: "digest-week/" + topic + "/" + ts, Kind: "digest-week", Topic: topic}, ts)
	return ts
}

// incident opens one of Kestrel.
func (p *place) incident(t *testing.T) {
	t.Helper()
	err := p.db.SaveIncident(t.Context(), &store.Incident{Kind: "spike", Topic: "kestrel", Opened: noon, Updated: noon, Facts: json.RawMessage(`{}`)})
	if err != nil {
		t.Fatal(err)
	}
}

// press is a click on a button, with a trigger of its own.
func (p *place) press(deed, subject, user, ts string) []byte {
	p.ids++
	return encoded(map[string]any{"type": "block_actions", "trigger_id": fmt.Sprint("T", p.ids),
		"user":    map[string]any{"id": user, "username": "anna<!here>", "name": "anna"},
		"channel": map[string]any{"id": "C1", "name": "brand"}, "message": map[string]any{"ts": ts, "blocks": []any{map[string]any{"type": "new_kind"}}},
		"actions": []any{map[string]any{"action_id": deed, "block_id": subject, "value": string(encoded(slack.Pressed{Subject: subject}))}}})
}

// submission is a modal that was sent off, with fields given in pairs.
func submission(deed, private string, fields ...string) map[string]any {
	values := map[string]any{}
	for i := 0; i+1 < len(fields); i += 2 {
		values[fields[i]] = map[string]any{fields[i]: map[string]any{"value": fields[i+1], "selected_option": map[string]any{"value": fields[i+1]}}}
	}
	return map[string]any{"type": "view_submission", "user": map[string]any{"id": "U1", "username": "anna<!here>"},
		"view": map[string]any{"id": "V-" + deed + private, "callback_id": deed, "private_metadata": private, "state": map[string]any{"values": values}}}
}

func encoded(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // of values made here
	}
	return b
}

// said is what was told, to whom, in which thread.
func (p *place) said() (all []string) {
	for _, m := range p.slack.Posts() {
		to := "the thread"
		if m.User != "" {
			to = m.User
		}
		if m.Thread == "" {
			to += ", in the open"
		}
		all = append(all, to+": "+m.Text)
	}
	return all
}

// What each deed does, once however often it is heard, and what is said of it in both languages.
func TestDeeds(t *testing.T) {
	for topic, language := range map[string]string{"kestrel": "en", "zarya": "ru"} {
		t.Run(language, func(t *testing.T) {
			p := listening(t)
			p.incident(t)
			ts := p.message(topic)
			private := fmt.Sprintf(`{"subject":%%q,"topic":%q,"channel":"C1","thread":%q}`, topic, ts)
			about := func(subject string) string { return fmt.Sprintf(private, subject) }
			for _, news := range [][]byte{
				p.press("acknowledge", "i1", "U1", ts),
				p.press("acknowledge", "i1", "U2", ts),
				p.press("acknowledge", "i7", "U1", ts),
				p.press("acknowledge", "c1", "U1", ts),
				p.press("open", "c1", "U1", ts),
				encoded(submission("mute", about("i1"), "how-long", "hour", "why", "known")),
				encoded(submission("mute", about("c1"), "how-long", "week")),
				encoded(submission("mute", about("x1"), "how-long", "week")),
				encoded(submission("fixed", about("c1"), "ticket", " https://tracker.example/BUG-7?a=1&b=2 ")),
				encoded(submission("fixed", about("c99"))),
				encoded(submission("fixed", about("i1"))),
			} {
				for range 2 {
					if r := p.interaction(news); r != (reply{}) {
						t.Errorf("%s is answered with %+v", news, r)
					}
				}
				p.work()
			}
			phrasetest.Golden(t, "deeds."+language+".txt", strings.Join(p.said(), "\n")+"\n")
			p.checkBooks(t)
		})
	}
}

// checkBooks holds what the deeds above did.
func (p *place) checkBooks(t *testing.T) {
	t.Helper()
	i, _, err := p.db.Incident(t.Context(), 1)
	if err != nil || i.AckedBy != "anna<!here> (slack:U1)" {
		t.Errorf("acknowledged by %q, %v", i.AckedBy, err)
	}
	mutes, err := p.db.Mutes(t.Context(), noon.Add(time.Minute))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, m := range mutes {
		got = append(got, fmt.Sprintf("%s|%s|%s for %v by %s why %s", m.Kind, m.Topic, m.Subject, m.Until.Sub(m.From), m.By, m.Why))
	}
	want := []string{"spike|kestrel| for 1h0m0s by anna<!here> (slack:U1) why known", "||c1 for 168h0m0s by anna<!here> (slack:U1) why "}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("mutes (-want +got):\n%s", diff)
	}
	c, err := p.db.Complaint(t.Context(), 1)
	if err != nil || c.Ticket != "https://tracker.example/BUG-7?a=1&b=2" || !c.Fixed.Equal(noon) {
		t.Errorf("complaint with ticket %q, fixed %v, %v", c.Ticket, c.Fixed, err)
	}
}

// The modals, as Slack is given them.
func TestModals(t *testing.T) {
	for topic, language := range map[string]string{"kestrel": "en", "zarya": "ru"} {
		p := listening(t)
		p.incident(t)
		ts := p.message(topic)
		for i, pressed := range [][2]string{{"fixed", "c1"}, {"mute", "c1"}, {"mute", "i1"}} {
			news := p.press(pressed[0], pressed[1], "U1", ts)
			p.interaction(news)
			p.interaction(news)
			p.work()
			if n := len(p.slack.Views()); n != i+1 {
				t.Fatalf("%s: %d modals, %v", pressed, n, p.said())
			}
			var view map[string]any
			if err := json.Unmarshal(p.slack.Views()[i].JSON, &view); err != nil {
				t.Fatal(err)
			}
			view["private_metadata"] = strings.ReplaceAll(view["private_metadata"].(string), ts, "TS")
			text, err := json.MarshalIndent(view, "", "  ")
			if err != nil {
				t.Fatal(err)
			}
			phrasetest.Golden(t, fmt.Sprintf("modal-%s-%s.%s.json", pressed[0], pressed[1], language), string(text)+"\n")
		}
	}
}

// What is wrong in a modal is said at its field, and nothing is done.
func TestModalErrors(t *testing.T) {
	p := listening(t)
	for name, c := range map[string]struct {
		news  map[string]any
		field string
	}{
		"no link":          {submission("fixed", `{"subject":"c1"}`, "ticket", "BUG-7"), "ticket"},
		"a script":         {submission("fixed", `{"subject":"c1"}`, "ticket", "javascript:alert(1)"), "ticket"},
		"with a password":  {submission("fixed", `{"subject":"c1"}`, "ticket", "https://anna:secret@tracker.example/1"), "ticket"},
		"too long":         {submission("fixed", `{"subject":"c1"}`, "ticket", "https://tracker.example/"+strings.Repeat("x", 300)), "ticket"},
		"with markup":      {submission("fixed", `{"subject":"c1"}`, "ticket", "https://tracker.example/|<!here>"), "ticket"},
		"no length":        {submission("mute", `{"subject":"c1"}`), "how-long"},
		"a strange length": {submission("mute", `{"subject":"c1"}`, "how-long", "year"), "how-long"},
	} {
		r := p.interaction(encoded(c.news))
		if answer := string(encoded(r.body)); !strings.Contains(answer, `"response_action":"errors"`) || !strings.Contains(answer, c.field) {
			t.Errorf("%s: %s", name, answer)
		}
	}
	for name, news := range map[string]map[string]any{
		"no cause": submission("fixed", "none"), "another modal": submission("delete", `{"subject":"c1"}`),
	} {
		if r := p.interaction(encoded(news)); r != (reply{}) {
			t.Errorf("%s: %+v", name, r)
		}
	}
	p.work()
	if c, err := p.db.Complaint(t.Context(), 1); err != nil || !c.Fixed.IsZero() || len(p.said()) > 0 {
		t.Errorf("fixed %v, said %v, %v", c.Fixed, p.said(), err)
	}
}

// Whoever may not act is told so, at the button and, if the list changed meanwhile, at the modal.
func TestDeedsRefused(t *testing.T) {
	p := listening(t, func(o *slack.Options) { o.Allow.Act = []string{"U2"} })
	p.incident(t)
	ts := p.message("kestrel")
	p.interaction(p.press("acknowledge", "i1", "U1", ts))
	p.interaction(p.press("fixed", "c1", "U1", ts))
	p.interaction(encoded(submission("fixed", `{"subject":"c1","topic":"kestrel","channel":"C1"}`)))
	p.work()
	i, _, err := p.db.Incident(t.Context(), 1)
	if err != nil || !i.Acked.IsZero() || len(p.slack.Views()) > 0 {
		t.Errorf("acknowledged by %q, %d modals, %v", i.AckedBy, len(p.slack.Views()), err)
	}
	const no = "U1: You are not among those who may use the buttons here."
	if want := []string{no, no, no}; !slices.Equal(p.whispers(), want) {
		t.Errorf("told %q", p.whispers())
	}
}

// A modal that came too late to be opened is asked for again.
func TestModalTooLate(t *testing.T) {
	p := listening(t)
	ts := p.message("kestrel")
	p.slack.Script("views.open", slackfake.Refuse("expired_trigger_id"))
	p.interaction(p.press("fixed", "c1", "U1", ts))
	p.work()
	if want := []string{"U1: That took too long. Please press the button again."}; !slices.Equal(p.whispers(), want) {
		t.Errorf("told %q", p.whispers())
	}
}
