package vk

import (
	"crypto/subtle"
	"encoding/json"
	"errors"
	"net/http"

	"molva/config/secret"
	"molva/ingest"
	"molva/ingest/push"
)

// Callback is what a community's settings say of the Callback API (dev.vk.com, Callback API).
type Callback struct {
	Group        int64         `yaml:"group"`        // the community's number
	Confirmation string        `yaml:"confirmation"` // the string that VK wants to read when the address is entered
	Secret       secret.String `yaml:"secret"`       // the secret key that VK puts into every event
}

func (c *Callback) validate() error {
	var all []error
	if c.Group <= 0 {
		all = append(all, ingest.Complain("callback has no group, want the number of a community"))
	}
	if c.Confirmation == "" {
		all = append(all, ingest.Complain("callback has no confirmation, want the string that the server is to return"))
	}
	if c.Secret.Empty() {
		all = append(all, ingest.Complain("callback has no secret: enter a secret key in the community's settings, or anybody may post events"))
	}
	return errors.Join(all...)
}

// listener is what VK posts events to.
func (s *Source) listener() *push.Door {
	return &push.Door{Take: s.take, Room: s.env.Room, Log: s.env.Log}
}

// take reads one event that VK posts. What it does not get "ok" for it posts again, for a while, and then not any more.
func (s *Source) take(_ *http.Request, body []byte) (string, ingest.Page, error) {
	var e event
	if err := json.Unmarshal(body, &e); err != nil || !s.options.Callback.sent(e) {
		return "", ingest.Page{}, push.ErrForged
	}
	if e.Type == "confirmation" {
		return s.options.Callback.Confirmation, ingest.Page{}, nil
	}
	var p ingest.Page
	s.event(&p, e)
	return "ok", p, nil
}

// sent reports whether an event is from VK and of the community. Confirmation is asked for before there is a secret.
func (c *Callback) sent(e event) bool {
	knows := subtle.ConstantTimeCompare([]byte(e.Secret), []byte(c.Secret.Reveal())) == 1
	return e.Group == c.Group && (knows || e.Type == "confirmation" && e.Secret == "")
}
