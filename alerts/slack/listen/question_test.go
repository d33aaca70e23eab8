package listen

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"molva/alerts/slack"
	"molva/alerts/slack/slackfake"
)

// ask is a slash command with a trigger of its own.
func (p *place) ask(user, text string) string {
	p.ids++
	return url.Values{"command": {"/molva"}, "text": {text}, "user_id": {user}, "channel_id": {"C1"},
		"trigger_id": {fmt.Sprint("T", p.ids)}, "response_url": {p.slack.ResponseURL()}}.Encode()
}

// The same answer goes to the asker of a command alone, and into the thread of who asks in a channel; once.
func TestAnswers(t *testing.T) {
	for _, question := range []string{
		"what do people think of Kestrel last week",
		"что думают про Кестрел на прошлой неделе?",
	} {
		p := listening(t)
		body := p.ask("U1", question)
		for range 2 {
			if r := p.hear([]byte(body)); r != (reply{}) {
				t.Errorf("told %+v", r)
			}
		}
		ts := p.slack.Say("C1", "U1", question)
		news := p.callback(map[string]any{"type": "app_mention", "user": "U1", "channel": "C1", "ts": ts, "text": "<@U0> " + question})
		for range 2 {
			p.event(news)
		}
		p.work()
		posts := p.slack.Posts()
		if len(posts) != 2 || posts[0].Method != "response" || posts[1].Thread != ts || posts[1].Method != "chat.postMessage" {
			t.Fatalf("%d posts: %+v", len(posts), posts)
		}
		if string(posts[0].Blocks) != string(posts[1].Blocks) {
			t.Errorf("the answers differ:\n%s\n%s", posts[0].Blocks, posts[1].Blocks)
		}
		if !strings.HasPrefix(posts[1].Text, "Kestrel, 21–27 ") || !strings.Contains(string(posts[1].Blocks), "https://molva.example/mentions?") {
			t.Errorf("answered %s with %s", posts[1].Text, posts[1].Blocks)
		}
	}
}

// replies are the texts of the answers to commands.
func (p *place) replies() (all []string) {
	for _, m := range p.slack.Posts() {
		if m.Method == "response" {
			all = append(all, m.Text)
		}
	}
	return all
}

// A person asks ten questions a minute; one more is refused with a word, and those after it in silence. Others go on.
func TestRate(t *testing.T) {
	p := listening(t)
	for range mostAsked + 5 {
		p.hear([]byte(p.ask("U1", "help")))
	}
	p.hear([]byte(p.ask("U2", "help")))
	p.work()
	all := p.replies()
	if len(all) != mostAsked+2 || !strings.HasPrefix(all[mostAsked], "No answer.") || strings.HasPrefix(all[mostAsked+1], "No answer.") {
		t.Errorf("%d answers: %q", len(all), all[mostAsked:])
	}
	p.pass(time.Minute)
	p.hear([]byte(p.ask("U1", "help")))
	p.work()
	if all = p.replies(); len(all) != mostAsked+3 || strings.HasPrefix(all[len(all)-1], "No answer.") {
		t.Errorf("after a minute: %q", all[len(all)-1])
	}
}

// Whoever may not ask is told so, in the language of the question.
func TestQuestionsRefused(t *testing.T) {
	p := listening(t, func(o *slack.Options) { o.Allow.Ask = []string{"U2"} })
	p.hear([]byte(p.ask("U1", "что думают про Кестрел")))
	p.work()
	if want := "Ответа нет. Вас нет среди тех, кому здесь можно задавать вопросы."; len(p.replies()) != 1 || p.replies()[0] != want {
		t.Errorf("told %q, want %q", p.replies(), want)
	}
}

// In a channel that is for the asker's eyes only.
func TestMentionsRefused(t *testing.T) {
	p := listening(t, func(o *slack.Options) { o.Allow.Ask = []string{"U2"} })
	ts := p.slack.Say("C1", "U1", "kestrel?")
	p.event(p.callback(map[string]any{"type": "app_mention", "user": "U1", "channel": "C1", "ts": ts, "text": "<@U0> kestrel?"}))
	p.work()
	if want := []string{"U1: You are not among those who may ask here."}; !slices.Equal(p.whispers(), want) || len(p.slack.Posts()) != 1 {
		t.Errorf("told %q, want %q", p.whispers(), want)
	}
}

// An answer goes to Slack and nowhere else, whatever address came with the question.
func TestResponseAddress(t *testing.T) {
	e := &Ear{}
	for address, want := range map[string]bool{
		"https://hooks.slack.com/commands/T1/1/x": true,
		"http://hooks.slack.com/commands/T1/1/x":  false,
		"https://hooks.slack.com.example/x":       false,
		"https://example/?hooks.slack.com":        false,
		"https://hooks.slack.com@example/x":       false,
		"http://169.254.169.254/latest":           false,
		"":                                        false,
		"://":                                     false,
	} {
		if e.answers(address) != want {
			t.Errorf("%q: %v", address, !want)
		}
	}
}

// Where Slack asks to slow down the answer comes later.
func TestAnswerSlowed(t *testing.T) {
	p := listening(t)
	p.slack.Script("chat.postMessage", slackfake.SlowDown("1"))
	ts := p.slack.Say("C1", "U1", "kestrel?")
	p.event(p.callback(map[string]any{"type": "app_mention", "user": "U1", "channel": "C1", "ts": ts, "text": "<@U0> kestrel?"}))
	p.work()
	if n := len(p.slack.Thread("C1", ts)); n != 1 {
		t.Errorf("%d answers in the thread", n)
	}
}

// An answer whose arrival is not known is not posted twice.
func TestAnswerUnclear(t *testing.T) {
	p := listening(t)
	p.slack.Script("chat.postMessage", slackfake.Drop().Done())
	ts := p.slack.Say("C1", "U1", "kestrel?")
	news := p.callback(map[string]any{"type": "app_mention", "user": "U1", "channel": "C1", "ts": ts, "text": "<@U0> kestrel?"})
	for range 3 {
		p.event(news)
		p.work()
	}
	if n := len(p.slack.Thread("C1", ts)); n != 1 {
		t.Errorf("%d answers in the thread", n)
	}
}

// What a message says is read without Slack's markup.
func TestWords(t *testing.T) {
	for text, want := range map[string]string{
		"<@U0> what about Kestrel":                          "what about Kestrel",
		"<@U0|molva> Kestrel &amp; Lumen":                   "Kestrel & Lumen",
		"<https://kestrel.example|kestrel.example> <!here>": "kestrel.example",
		"a &lt;b&gt;":            "a <b>",
		strings.Repeat("я", 600): strings.Repeat("я", 500),
		"\xff\xfe kestrel":       "kestrel",
	} {
		if got := words(text); got != want {
			t.Errorf("%q reads %q, want %q", text, got, want)
		}
	}
}
