package listen

import (
	"slices"
	"testing"

	"molva/alerts"
	"molva/alerts/ask"
	"molva/alerts/phrase/phrasetest"
	"molva/alerts/slack"
)

func TestEverythingIsSaidInRussian(t *testing.T) {
	phrasetest.Complete(t, ".", alerts.Texts, ask.Texts, Texts)
}

// step is one piece of news about a reaction.
type step struct{ kind, user, name string }

// What a mention reads like after each course of reactions on its quote.
func TestReactions(t *testing.T) {
	for name, c := range map[string]struct {
		mention string
		steps   []step
		want    string
	}{
		"none":                      {"vk:3", nil, "positive by model:test"},
		"thumbs down":               {"vk:3", []step{{added, "U1", "-1"}}, "negative by slack:U1"},
		"thumbs up":                 {"vk:0", []step{{added, "U1", "+1"}}, "positive by slack:U1"},
		"with a skin tone":          {"vk:0", []step{{added, "U1", "+1::skin-tone-4"}}, "positive by slack:U1"},
		"neutral":                   {"vk:3", []step{{added, "U1", "neutral_face"}}, "neutral by slack:U1"},
		"not about us":              {"vk:3", []step{{added, "U1", "no_entry_sign"}}, "out"},
		"not about us, taken back":  {"vk:3", []step{{added, "U1", "no_entry_sign"}, {removed, "U1", "no_entry_sign"}}, "positive by model:test"},
		"not spam":                  {"vk:4", []step{{added, "U1", "white_check_mark"}}, "neutral by model:test"},
		"spam":                      {"vk:4", nil, "out"},
		"not spam, taken back":      {"vk:4", []step{{added, "U1", "white_check_mark"}, {removed, "U1", "white_check_mark"}}, "out"},
		"another one says nothing":  {"vk:3", []step{{added, "U1", "tada"}}, "positive by model:test"},
		"taken back":                {"vk:3", []step{{added, "U1", "-1"}, {removed, "U1", "-1"}}, "positive by model:test"},
		"taken back by another":     {"vk:3", []step{{added, "U1", "-1"}, {removed, "U2", "-1"}}, "negative by slack:U1"},
		"given, taken back, given":  {"vk:3", []step{{added, "U1", "-1"}, {removed, "U1", "-1"}, {added, "U1", "-1"}}, "negative by slack:U1"},
		"two people, the last":      {"vk:3", []step{{added, "U1", "-1"}, {added, "U2", "neutral_face"}}, "neutral by slack:U2"},
		"two people, one goes back": {"vk:3", []step{{added, "U1", "-1"}, {added, "U2", "neutral_face"}, {removed, "U2", "neutral_face"}}, "negative by slack:U1"},
		"one person, two":           {"vk:3", []step{{added, "U1", "-1"}, {added, "U1", "neutral_face"}}, "neutral by slack:U1"},
		"one person, two, one back": {"vk:3", []step{{added, "U1", "-1"}, {added, "U1", "neutral_face"}, {removed, "U1", "neutral_face"}}, "negative by slack:U1"},
		"by ourselves":              {"vk:3", []step{{added, "U0", "-1"}}, "positive by model:test"},
		"by a bot":                  {"vk:3", []step{{added, "U9", "-1"}}, "positive by model:test"},
	} {
		t.Run(name, func(t *testing.T) {
			p := listening(t)
			p.slack.Bot("U9")
			ts := p.quote(c.mention)
			for _, s := range c.steps {
				news := p.reaction(s.kind, s.user, s.name, ts)
				for range 3 { // Slack repeats itself
					p.event(news)
				}
			}
			p.work()
			if got := p.reads(c.mention); got != c.want {
				t.Errorf("reads %s, want %s", got, c.want)
			}
			if said := p.slack.Posts(); len(said) > 0 {
				t.Errorf("a reaction was answered: %+v", said)
			}
		})
	}
}

// News that overtake each other leave what the person left, and a repeat of old news after newer ones changes nothing.
func TestReactionsOutOfOrder(t *testing.T) {
	p := listening(t)
	ts := p.quote("vk:3")
	first, back := p.reaction(added, "U1", "-1", ts), p.reaction(removed, "U1", "-1", ts)
	for name, news := range map[string][][]byte{"overtaken": {back, first}, "repeated": {first, back, first}} {
		for _, n := range news {
			p.event(n)
		}
		p.work()
		if got := p.reads("vk:3"); got != "positive by model:test" {
			t.Errorf("%s: reads %s", name, got)
		}
	}
}

// Only quotes of ours are labelled.
func TestReactionsElsewhere(t *testing.T) {
	p := listening(t)
	for name, ts := range map[string]string{"a message of somebody else": p.slack.Say("C1", "U5", "hello"), "nothing": "1.000001", "no time": ""} {
		p.event(p.reaction(added, "U1", "-1", ts))
		p.work()
		if labels, err := p.db.Labels(t.Context(), "vk:3"); err != nil || len(labels) > 0 || len(p.whispers()) > 0 {
			t.Errorf("%s: %v, %v, %v", name, labels, p.whispers(), err)
		}
	}
}

// Whoever may not label is told so, by a word of their own, and it is not counted.
func TestReactionsRefused(t *testing.T) {
	p := listening(t, func(o *slack.Options) { o.Allow.Label = []string{"U2"} })
	ts := p.quote("vk:3")
	p.event(p.reaction(added, "U1", "-1", ts))
	p.work()
	if got := p.reads("vk:3"); got != "positive by model:test" {
		t.Errorf("reads %s", got)
	}
	if want := []string{"U1: You are not among those whose reactions count here."}; !slices.Equal(p.whispers(), want) {
		t.Errorf("told %q, want %q", p.whispers(), want)
	}
	p.event(p.reaction(added, "U2", "-1", ts))
	p.work()
	if got := p.reads("vk:3"); got != "negative by slack:U2" {
		t.Errorf("reads %s", got)
	}
}

// The list of reactions can be another one, in place of the usual.
func TestOtherReactions(t *testing.T) {
	p := listening(t, func(o *slack.Options) {
		o.Reactions = map[string]slack.Meaning{"thunder_cloud_and_rain": slack.Negative}
	})
	ts := p.quote("vk:3")
	p.event(p.reaction(added, "U1", "+1", ts))
	p.event(p.reaction(added, "U1", "thunder_cloud_and_rain", ts))
	p.work()
	if got := p.reads("vk:3"); got != "negative by slack:U1" {
		t.Errorf("reads %s", got)
	}
}

// Whoever reacts before the quote is written down as sent is heard all the same.
func TestQuickReaction(t *testing.T) {
	p := listening(t)
	p.running()
	ts := p.slack.Say("C1", "", "a quote")
	p.event(p.reaction(added, "U1", "-1", ts))
	p.event(p.callback(map[string]any{"type": "app_mention", "user": "U1", "channel": "C1", "ts": ts, "text": "help"}))
	eventually(t, "the answer to what came after it", func() bool { return len(p.slack.Posts()) == 1 })
	p.quoteAt("vk:3", ts)
	eventually(t, "the label", func() bool { return p.reads("vk:3") == "negative by slack:U1" })
}
