package mattermost

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"molva/alerts"
	"molva/alerts/post"
	"molva/config/secret"
)

// webhook posts through an incoming webhook. It cannot look back, so a message whose outcome is unclear may come twice.
type webhook struct {
	url    secret.String
	client *http.Client
}

// Able says that a webhook only posts.
func (*webhook) Able() alerts.Abilities { return alerts.Abilities{} }

// Find cannot look.
func (*webhook) Find(context.Context, string, time.Time, alerts.Place) (alerts.Place, error) {
	return alerts.Place{}, alerts.ErrCannotLook
}

// Notify posts the message; a webhook gives no id.
func (w *webhook) Notify(ctx context.Context, m alerts.Message) (alerts.Place, error) {
	body := map[string]any{"text": Render(m), "props": map[string]string{keyProp: m.Key}}
	call := post.Call{Method: http.MethodPost, URL: w.url.Reveal(), Body: body}
	if err := call.Do(ctx, w.client, post.Exactly("ok")); err != nil {
		return alerts.Place{}, fmt.Errorf("post to mattermost's webhook: %w", post.Blind(err))
	}
	return alerts.Place{}, nil
}
