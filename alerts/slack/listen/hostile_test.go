package listen

import (
	"context"
	"strings"
	"testing"

	"molva/ingest"
)

// hostile is text that must act nowhere. The server that stands in for Slack fails the test for live markup, and refuses
// what is over a limit.
var hostile = []string{
	"<!channel> <@U1> <https://x|https://bank>", "&lt;!here&gt;", "*bold* _it_ ~no~ `code` ```", "> quote\n\n# title",
	"\u202eright to left\u202c", "з\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309\u030a", "\x00\x1b[31m\xff\xfe", ":rotating_light: :+1:",
	strings.Repeat("kestrel ", 5_000), strings.Repeat("<", 3_000),
}

func TestHostileQuestions(t *testing.T) {
	p := listening(t)
	all := topics(t)
	for _, text := range hostile {
		all = append(all, ingest.Topic{ID: "x" + text, Name: text})
	}
	p.Ear.topics = func() []ingest.Topic { return all }
	for i, text := range hostile {
		user := string(rune('A' + i))
		p.hear([]byte(p.ask("U"+user, "what do people think of "+text)))
		ts := p.slack.Say("C1", "U1", text)
		p.event(p.callback(map[string]any{"type": "app_mention", "user": "U" + user, "channel": "C1", "ts": ts, "text": "<@U0> что думают про " + text}))
	}
	p.work()
	if got := len(p.slack.Posts()); got != 2*len(hostile) {
		t.Errorf("%d answers to %d questions; log: %s", got, 2*len(hostile), p.logs)
	}
}

func TestHostileClicks(t *testing.T) {
	p := listening(t)
	p.incident(t)
	for _, text := range hostile {
		p.interaction(encoded(map[string]any{"type": "block_actions", "trigger_id": text, "user": map[string]any{"id": "U1", "username": text},
			"channel": map[string]any{"id": "C1"}, "actions": []any{map[string]any{"action_id": "acknowledge", "value": string(encoded(map[string]any{"subject": text}))}}}))
		p.interaction(encoded(submission("fixed", string(encoded(cause{Subject: text, Channel: "C1"})))))
		for _, wrong := range []string{`{"type":"block_actions","actions":[null]}`, `{"type":"view_submission","view":null}`, `[]`, `null`} {
			p.interaction([]byte(wrong))
		}
		p.work()
	}
	for _, said := range p.whispers() {
		if said != "U1: That is not there any more, so nothing was done." {
			t.Errorf("said %s", said)
		}
	}
}

// FuzzHear holds that no body, however signed, stops the ear.
func FuzzHear(f *testing.F) {
	for _, body := range []string{`{"type":"event_callback","event":{"type":"reaction_added","user":"U1"}}`, "payload=%7B%7D", "command=x&text=%ff", `{"event":[]}`} {
		f.Add([]byte(body))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		e := &Ear{clicks: make(queue, 1), words: make(queue, 1), topics: func() []ingest.Topic { return nil }}
		e.hear(body)
	})
}

// What was taken is done also when the program is told to stop.
func TestLastWork(t *testing.T) {
	p := listening(t)
	ts := p.quote("vk:3")
	p.event(p.reaction(added, "U1", "-1", ts))
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if err := p.Run(ctx); err != nil {
		t.Fatal(err)
	}
	if got := p.reads("vk:3"); got != "negative by slack:U1" {
		t.Errorf("reads %s", got)
	}
}
