package slack

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/slack-go/slack"

	"molva/alerts"
	"molva/config/secret"
)

// webhook posts through an incoming webhook. It cannot look back, so a message whose outcome is unclear may come twice.
type webhook struct {
	url    secret.String
	client *http.Client
}

// Notify posts the digest; a webhook gives no id.
func (w *webhook) Notify(ctx context.Context, m alerts.Message) (alerts.Place, error) {
	p := Render(m, "")
	no := false
	message := slack.WebhookMessage{Text: p.Text, Blocks: &slack.Blocks{BlockSet: p.Blocks}, UnfurlLinks: &no, UnfurlMedia: &no}
	answers := *w.client
	answers.Transport = okOnly{w.client.Transport}
	err := slack.PostWebhookCustomHTTPContext(ctx, w.url.Reveal(), &answers, &message)
	if err == nil {
		return alerts.Place{}, nil
	}
	err = known(err)
	var status errStatus
	if errors.As(err, &status) && status >= 500 {
		err = fmt.Errorf("%w: %w", alerts.ErrDoubtful, status)
	}
	return alerts.Place{}, fmt.Errorf("post to slack's webhook: %w", err)
}

// Find cannot look.
func (*webhook) Find(context.Context, string, time.Time, alerts.Place) (alerts.Place, error) {
	return alerts.Place{}, alerts.ErrCannotLook
}

// Able says that a webhook only posts.
func (*webhook) Able() alerts.Abilities { return alerts.Abilities{} }

// okOnly takes an answer of 200 for a yes only when it says ok: a proxy's login page has that status too.
type okOnly struct{ base http.RoundTripper }

// RoundTrip reads the answer.
func (t okOnly) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := t.base.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(resp.Body)
	if err == nil && string(body) != "ok" {
		err = errors.New("answer is not ok")
	}
	if err != nil {
		resp.Body.Close()
		return nil, err
	}
	return resp, nil
}
