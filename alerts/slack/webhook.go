package slack

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/slack-go/slack"

	"molva/alerts"
	"molva/alerts/post"
)

// webhook posts through an incoming webhook. It cannot look back, so a message whose outcome is unclear may come twice.
type webhook struct {
	options   Options
	client    *http.Client
	chartless atomic.Bool // the workspace refused a message for its chart
}

// Notify posts the message; a webhook gives no id. What is answered with status 400 was not posted.
func (w *webhook) Notify(ctx context.Context, m alerts.Message) (alerts.Place, error) {
	l := w.options.look()
	l.charts = !w.chartless.Load()
	err := w.say(ctx, m, l)
	var status post.Status
	if l.charts && charted(m) && errors.As(err, &status) && status == http.StatusBadRequest {
		l.charts = false
		if err = w.say(ctx, m, l); err == nil {
			w.chartless.Store(true)
		}
	}
	if err != nil {
		return alerts.Place{}, fmt.Errorf("post to slack's webhook: %w", post.Blind(err))
	}
	return alerts.Place{}, nil
}

func (w *webhook) say(ctx context.Context, m alerts.Message, l look) error {
	p, no := render(m, "", l), false
	message := slack.WebhookMessage{Text: p.Text, Blocks: &slack.Blocks{BlockSet: p.Blocks}, UnfurlLinks: &no, UnfurlMedia: &no}
	return post.Call{Method: http.MethodPost, URL: w.options.WebhookURL.Reveal(), Body: message}.Do(ctx, w.client, post.Exactly("ok"))
}

// Find cannot look.
func (*webhook) Find(context.Context, string, time.Time, alerts.Place) (alerts.Place, error) {
	return alerts.Place{}, alerts.ErrCannotLook
}

// Able says that a webhook only posts.
func (*webhook) Able() alerts.Abilities { return alerts.Abilities{} }
