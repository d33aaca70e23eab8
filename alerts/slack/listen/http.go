package listen

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
)

// maxBody is how much Slack may send at once. It is read whole before anything is decoded, since the signature is over it.
const maxBody = 512 << 10

// Handler takes what Slack sends by HTTP: events, actions and commands, told apart by their bodies. It is nil without a
// signing secret. An answer of 401 says nothing but that.
func (e *Ear) Handler() http.Handler {
	if e.options.SigningSecret.Empty() || !e.Listens() {
		return nil
	}
	return http.HandlerFunc(e.serve)
}

func (e *Ear) serve(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		w.WriteHeader(http.StatusMethodNotAllowed)
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	var tooLong *http.MaxBytesError
	switch {
	case errors.As(err, &tooLong):
		w.WriteHeader(http.StatusRequestEntityTooLarge)
	case err != nil:
		w.WriteHeader(http.StatusBadRequest)
	case !signed(r.Header, body, e.options.SigningSecret.Reveal(), e.now()):
		w.WriteHeader(http.StatusUnauthorized)
	default:
		answer(w, e.hear(body))
	}
}

// hear takes a body whose signature is right.
func (e *Ear) hear(body []byte) reply {
	if body = bytes.TrimSpace(body); len(body) > 0 && body[0] == '{' {
		return e.event(body)
	}
	form, err := url.ParseQuery(string(body))
	switch {
	case err != nil:
		return reply{malformed: true}
	case form.Has("payload"):
		return e.interaction([]byte(form.Get("payload")))
	case form.Has("command"):
		return e.command(command{User: form.Get("user_id"), Channel: form.Get("channel_id"), Text: form.Get("text"),
			Trigger: form.Get("trigger_id"), ResponseURL: form.Get("response_url")})
	case form.Has("ssl_check"):
		return reply{}
	}
	return reply{malformed: true}
}

// reply is what Slack is told at once.
type reply struct {
	body      any  // nil: only that it arrived; a string goes as it is, anything else as JSON
	full      bool // there is no room for more: it is to come again
	malformed bool
}

func answer(w http.ResponseWriter, r reply) {
	text, plain := r.body.(string)
	switch {
	case r.malformed:
		w.WriteHeader(http.StatusBadRequest)
	case r.full:
		w.Header().Set("Retry-After", "5")
		w.WriteHeader(http.StatusServiceUnavailable)
	case plain:
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		_, _ = io.WriteString(w, text) // Slack may be gone
	case r.body != nil:
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(r.body)
	}
}
