package graph

import (
	"context"
	"crypto/hmac"
	"crypto/subtle"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"

	"molva/config/secret"
	"molva/ingest"
	"molva/ingest/push"
)

// Hook is what a webhook of Meta needs to be known by.
type Hook struct {
	Verify    secret.String `yaml:"verify_token"` // the word that stands in the app's settings beside the address
	AppSecret secret.String `yaml:"app_secret"`   // with which Meta signs what it posts
}

// Validate reports everything that is wrong with the hook.
func (h Hook) Validate() error {
	var all []error
	if h.Verify.Empty() {
		all = append(all, ingest.Complain("webhook: verify_token is missing, want the word that the app's settings have beside the address"))
	}
	if h.AppSecret.Empty() {
		all = append(all, ingest.Complain("webhook: app_secret is missing, want the app's secret, which signs what Meta posts"))
	}
	return errors.Join(all...)
}

// Door is the handler of a webhook (developers.facebook.com/docs/graph-api/webhooks/getting-started). take gets what Meta signed; its
// error makes Meta post the same again.
func (h Hook) Door(env ingest.Env, take func(ctx context.Context, body []byte) (ingest.Page, error)) *push.Door {
	return &push.Door{Greet: h.greet, Room: env.Room, Log: env.Log, Take: func(r *http.Request, body []byte) (string, ingest.Page, error) {
		if !h.signed(r, body) {
			return "", ingest.Page{}, push.ErrForged
		}
		p, err := take(r.Context(), body)
		return "", p, err
	}}
}

// greet answers Meta's question whether this is the address.
func (h Hook) greet(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	if q.Get("hub.mode") != "subscribe" || subtle.ConstantTimeCompare([]byte(q.Get("hub.verify_token")), []byte(h.Verify.Reveal())) != 1 {
		http.Error(w, "want hub.mode=subscribe and the hub.verify_token of this source", http.StatusForbidden)
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	_, _ = io.WriteString(w, q.Get("hub.challenge"))
}

func (h Hook) signed(r *http.Request, body []byte) bool {
	said, ok := strings.CutPrefix(r.Header.Get("X-Hub-Signature-256"), "sha256=")
	mac, err := hex.DecodeString(said)
	return ok && err == nil && hmac.Equal(mac, sign(h.AppSecret, body))
}

// Change is one thing that happened to an object that the app has subscribed to.
type Change struct {
	Object string          // what kind of thing: page, instagram
	ID     string          // of the object
	Time   Time            // when it happened, about
	Field  string          // what of it changed
	Value  json.RawMessage // as the field has it
}

// Changes takes the body of a webhook apart.
func Changes(body []byte) ([]Change, error) {
	var said struct {
		Object string `json:"object"`
		Entry  []struct {
			ID      string `json:"id"`
			Time    Time   `json:"time"`
			Changes []struct {
				Field string          `json:"field"`
				Value json.RawMessage `json:"value"`
			} `json:"changes"`
		} `json:"entry"`
	}
	if err := json.Unmarshal(body, &said); err != nil {
		return nil, errors.New("what was posted is not as the API describes it")
	}
	var all []Change
	for _, e := range said.Entry {
		for _, c := range e.Changes {
			all = append(all, Change{said.Object, e.ID, e.Time, c.Field, c.Value})
		}
	}
	return all, nil
}
