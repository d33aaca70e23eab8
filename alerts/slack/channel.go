package slack

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/slack-go/slack"

	"molva/alerts"
)

// channel posts with a bot token.
type channel struct {
	options Options
	api     *slack.Client
	reader  *slack.Client // the same with room for pages of history
	now     func() time.Time

	chartless atomic.Bool // the workspace refused a message for its chart

	mu sync.Mutex
	id string // as Slack calls the channel, once known: only posting takes names
}

// New makes a notifier from checked options; it dials nothing. Base replaces the transport in tests, nil is the real one.
func New(o Options, base http.RoundTripper, now func() time.Time) (alerts.Notifier, error) {
	if err := o.Validate(); err != nil {
		return nil, fmt.Errorf("slack options: %w", err)
	}
	switch {
	case !o.Token.Empty():
		return &channel{options: o, now: now, api: caller(o, client(base, 0, now)), reader: caller(o, client(base, historical, now))}, nil
	case !o.WebhookURL.Empty():
		return &webhook{options: o, client: client(base, 0, now)}, nil
	}
	return nil, errors.New("slack options: neither token nor webhook_url is set")
}

// Notify posts the message, or replaces the one that it stands over. The id of its place is Slack's timestamp. A workspace
// that refuses the chart gets the message without it, at once: what was refused was not posted.
func (c *channel) Notify(ctx context.Context, m alerts.Message) (alerts.Place, error) {
	l := c.options.look()
	l.charts = !c.chartless.Load()
	at, err := c.say(ctx, m, l)
	if l.charts && charted(m) && unfit(Refusal(err)) {
		l.charts = false
		if at, err = c.say(ctx, m, l); err == nil {
			c.chartless.Store(true)
		}
	}
	switch {
	case err != nil && m.Over.ID != "":
		return alerts.Place{}, fmt.Errorf("edit in slack: %w", Understand(err, c.now()))
	case err != nil:
		return alerts.Place{}, fmt.Errorf("post to slack: %w", Understand(err, c.now()))
	}
	return at, nil
}

func (c *channel) say(ctx context.Context, m alerts.Message, l look) (alerts.Place, error) {
	p := render(m, c.options.Channel, l)
	options := []slack.MsgOption{slack.MsgOptionText(p.Text, false), slack.MsgOptionBlocks(p.Blocks...), slack.MsgOptionMetadata(p.Metadata)}
	if m.Over.ID != "" {
		_, _, _, err := c.api.UpdateMessageContext(ctx, m.Over.Channel, m.Over.ID, options...)
		return m.Over, err
	}
	options = append(options, slack.MsgOptionDisableLinkUnfurl(), slack.MsgOptionDisableMediaUnfurl())
	if p.Thread != "" {
		options = append(options, slack.MsgOptionTS(p.Thread))
	}
	id, ts, err := c.api.PostMessageContext(ctx, p.Channel, options...)
	if err == nil && p.Channel == c.options.Channel {
		c.remember(id)
	}
	return alerts.Place{Channel: id, ID: ts}, err
}

// charted reports whether there is a chart in a message.
func charted(m alerts.Message) bool { return m.Said == nil && m.Story.Chart != nil }

// unfit reports whether a message was refused for what its blocks are. Nothing of it was posted.
func unfit(word string) bool {
	return word == "invalid_blocks" || word == "invalid_blocks_format" || word == "invalid_attachments"
}

// Able says what a bot can do. Buttons need somebody who listens.
func (c *channel) Able() alerts.Abilities {
	return alerts.Abilities{Threads: true, Edits: true, Buttons: c.options.Listens()}
}

func (c *channel) remember(id string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.id = id
}
