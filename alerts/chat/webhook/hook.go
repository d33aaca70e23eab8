package webhook

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"molva/alerts"
	"molva/alerts/post"
	"molva/config/secret"
)

// hook sends to one address.
type hook struct {
	url    secret.String
	key    []byte
	client *http.Client
	now    func() time.Time
}

// New makes a notifier from checked options; it dials nothing. Base replaces the transport in tests, nil is the real one.
func New(o Options, base http.RoundTripper, now func() time.Time) (alerts.Notifier, error) {
	if err := o.Validate(); err != nil {
		return nil, fmt.Errorf("webhook options: %w", err)
	}
	k, err := key(o.Secret)
	if err != nil {
		return nil, fmt.Errorf("webhook options: %w", err)
	}
	client := post.Manners{Service: "the webhook", Base: base, Now: now}.Client()
	return &hook{url: o.URL, key: k, client: client, now: now}, nil
}

// Able says that a webhook only sends.
func (*hook) Able() alerts.Abilities { return alerts.Abilities{} }

// Find cannot look.
func (*hook) Find(context.Context, string, time.Time, alerts.Place) (alerts.Place, error) {
	return alerts.Place{}, alerts.ErrCannotLook
}

// Notify sends the message. Its place is its id: listeners know it by that.
func (h *hook) Notify(ctx context.Context, m alerts.Message) (alerts.Place, error) {
	e := NewEvent(m)
	body, err := e.bytes()
	if err != nil {
		return alerts.Place{}, fmt.Errorf("%w: %w", alerts.ErrRefused, err)
	}
	call := post.Call{Method: http.MethodPost, URL: h.url.Reveal(), Header: h.sign(e.ID, body), Body: body}
	if err := call.Do(ctx, h.client, post.Nothing); err != nil {
		return alerts.Place{}, fmt.Errorf("send to the webhook: %w", post.Blind(err))
	}
	return alerts.Place{ID: e.ID}, nil
}

// sign makes the headers of Standard Webhooks.
func (h *hook) sign(id string, body []byte) http.Header {
	at := strconv.FormatInt(h.now().Unix(), 10)
	mac := hmac.New(sha256.New, h.key)
	mac.Write([]byte(id + "." + at + "."))
	mac.Write(body)
	return http.Header{
		"Webhook-Id":        {id},
		"Webhook-Timestamp": {at},
		"Webhook-Signature": {"v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))},
	}
}
