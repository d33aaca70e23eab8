package webhook

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"molva/alerts"
	"molva/alerts/post"
	"molva/config/secret"
	"molva/ingest/fetch"
)

// Patience is how long an endpoint is tried before a message is given up.
const Patience = 3 * 24 * time.Hour

// hook sends to one address.
type hook struct {
	url    secret.String
	keys   [][]byte
	client *http.Client
	now    func() time.Time
	gone   atomic.Bool // it answered that it wants nothing more
}

// New makes a notifier of the place that routes know; it dials nothing. Allow are private addresses that it may reach, host:port; that
// it is written as a number allows it, too. Base replaces the transport in tests, nil is the real one.
func New(o Options, allow []string, base http.RoundTripper, now func() time.Time) (alerts.Notifier, error) {
	if err := o.Validate(); err != nil {
		return nil, fmt.Errorf("webhook options: %w", err)
	}
	return open(o.URL, []secret.String{o.Secret}, append(own(o.URL.Reveal()), allow...), base, now)
}

// NewEndpoint makes a notifier of an endpoint. A private address is reached where it is allowed, and nowhere else.
func NewEndpoint(e Endpoint, allow []string, base http.RoundTripper, now func() time.Time) (alerts.Notifier, error) {
	if err := e.Validate(); err != nil {
		return nil, fmt.Errorf("webhook %s: %w", e.ID, err)
	}
	return open(e.URL, e.Secrets, allow, base, now)
}

func open(url secret.String, secrets []secret.String, allow []string, base http.RoundTripper, now func() time.Time) (alerts.Notifier, error) {
	all, err := keys(secrets)
	if err != nil {
		return nil, fmt.Errorf("webhook options: %w", err)
	}
	if base == nil {
		base = guarded(allow)
	}
	client := post.Manners{Service: "the webhook", Base: base, Now: now}.Client()
	return &hook{url: url, keys: all, client: client, now: now}, nil
}

// guarded connects to public addresses alone, and to those that the operator allowed. It keeps no connection open, because a dead one
// could not be told from an answer that got lost.
func guarded(allow []string) http.RoundTripper {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.Proxy, t.DisableKeepAlives = nil, true
	t.DialContext = fetch.Dialer(allow, 80, 443)
	return t
}

// Able says that a webhook only sends.
func (*hook) Able() alerts.Abilities { return alerts.Abilities{} }

// Find says that nothing arrived: a message may be sent again at any time, since listeners take an id once.
func (*hook) Find(context.Context, string, time.Time, alerts.Place) (alerts.Place, error) {
	return alerts.Place{}, nil
}

// Notify sends the message. Its place is its id: listeners know it by that. Without an answer nobody knows whether it arrived, and it is
// sent again.
func (h *hook) Notify(ctx context.Context, m alerts.Message) (alerts.Place, error) {
	if h.gone.Load() {
		return alerts.Place{}, stopped()
	}
	e := NewEvent(m)
	body, err := e.bytes()
	if err != nil {
		return alerts.Place{}, fmt.Errorf("%w: %w", alerts.ErrRefused, err)
	}
	call := post.Call{Method: http.MethodPost, URL: h.url.Reveal(), Header: h.sign(e.ID, body), Body: body}
	if err := call.Do(ctx, h.client, post.Nothing); err != nil {
		return alerts.Place{}, h.failed(err)
	}
	return alerts.Place{ID: e.ID}, nil
}

func (h *hook) failed(err error) error {
	var status post.Status
	switch err := post.Blind(err); {
	case errors.As(err, &status) && status == http.StatusGone:
		h.gone.Store(true)
		return stopped()
	case errors.Is(err, alerts.ErrUnclear):
		return fmt.Errorf("send to the webhook: %w: no answer came", alerts.ErrDoubtful)
	default:
		return fmt.Errorf("send to the webhook: %w", err)
	}
}

// stopped is of a listener that has said 410. It is asked again after the next start.
func stopped() error {
	return fmt.Errorf("send to the webhook: %w: answer is 410 Gone", alerts.ErrStopped)
}

// sign makes the headers of Standard Webhooks, with a signature by each active secret.
func (h *hook) sign(id string, body []byte) http.Header {
	at := strconv.FormatInt(h.now().Unix(), 10)
	signatures := make([]string, len(h.keys))
	for i, key := range h.keys {
		mac := hmac.New(sha256.New, key)
		mac.Write([]byte(id + "." + at + "."))
		mac.Write(body)
		signatures[i] = "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
	}
	return http.Header{
		"Webhook-Id":        {id},
		"Webhook-Timestamp": {at},
		"Webhook-Signature": {strings.Join(signatures, " ")},
	}
}
