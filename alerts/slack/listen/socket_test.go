package listen

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"molva/alerts/slack/slackfake"
	"molva/config/secret"

	"molva/alerts/slack"
)

// running runs the ear until the test ends, and holds that it then ends with nil.
func (p *place) running() {
	p.t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- p.Run(ctx) }()
	p.t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			p.t.Errorf("ended with %v", err)
		}
	})
}

// eventually waits for an effect.
func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	deadline := time.After(20 * time.Second)
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for !ok() {
		select {
		case <-deadline:
			t.Fatalf("waited in vain: %s", what)
		case <-tick.C:
		}
	}
}

// Everything comes through a connection as it does by HTTP, and each thing is acknowledged.
func TestSocket(t *testing.T) {
	p := listening(t)
	ts := p.quote("vk:3")
	p.running()
	p.slack.Ack(p.slack.Send("events_api", json.RawMessage(p.reaction(added, "U1", "-1", ts))))
	eventually(t, "the label", func() bool { return p.reads("vk:3") == "negative by slack:U1" })

	p.slack.Ack(p.slack.Send("events_api", json.RawMessage(p.callback(map[string]any{"type": "a_kind_to_come", "user": "U1"}))))
	p.slack.Ack(p.slack.Send("slash_commands", map[string]any{"command": "/molva", "text": "kestrel last week", "user_id": "U1",
		"trigger_id": "1.2", "response_url": p.slack.ResponseURL()}))
	eventually(t, "the answer", func() bool { return len(p.slack.Posts()) == 1 })

	wrong := p.slack.Ack(p.slack.Send("interactive", submission("fixed", `{"subject":"c1","channel":"C1"}`, "ticket", "none")))
	if !strings.Contains(string(wrong), `"response_action":"errors"`) {
		t.Errorf("a bad link is answered with %s", wrong)
	}
	if p.Trouble() != "" {
		t.Errorf("trouble: %s", p.Trouble())
	}
}

// A connection that Slack renews, or that breaks, is opened again, and what comes then is heard.
func TestSocketAgain(t *testing.T) {
	p := listening(t)
	ts := p.quote("vk:3")
	p.running()
	p.slack.Connected(1)
	p.slack.Refresh()
	p.slack.Connected(2)
	p.slack.Hangup()
	p.slack.Connected(3)
	p.slack.Ack(p.slack.Send("events_api", json.RawMessage(p.reaction(added, "U1", "-1", ts))))
	eventually(t, "the label", func() bool { return p.reads("vk:3") == "negative by slack:U1" })
}

// Where Slack refuses the token that is said, without the token; where it is only slow it is asked again.
func TestSocketRefused(t *testing.T) {
	p := listening(t)
	p.slack.Script("apps.connections.open", slackfake.Refuse("internal_error"), slackfake.Refuse("invalid_auth"))
	p.running()
	eventually(t, "the trouble", func() bool { return p.Trouble() == "slack refused: invalid_auth" })
}

// What there is no room for is not acknowledged, so that Slack sends it again.
func TestSocketFlood(t *testing.T) {
	p := listening(t)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() { defer close(ended); p.connect(ctx) }() // and nobody works
	defer func() { stop(); <-ended }()
	var last string
	for range queued + 1 {
		last = p.slack.Send("events_api", json.RawMessage(p.reaction(added, "U1", "+1", "1.1")))
	}
	p.slack.Ack(p.slack.Send("interactive", map[string]any{"type": "view_closed"})) // what came before it was looked at
	if p.slack.Acked(last) {
		t.Error("more was acknowledged than there is room for")
	}
}

// Without a token for it nothing is dialled.
func TestNoSocket(t *testing.T) {
	p := listening(t, func(o *slack.Options) { o.AppToken = secret.String{} })
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if err := p.Run(ctx); err != nil || len(p.slack.Calls("")) > 0 {
		t.Errorf("%v, calls %v", err, p.slack.Calls(""))
	}
}
