package webhook

import (
	"encoding/base64"
	"errors"
	"net"
	"net/url"
	"slices"
	"strings"

	"molva/alerts"
	"molva/alerts/post"
	"molva/config/secret"
	"molva/ingest"
)

// Options are the one place that routes know as webhook: where messages are sent and with what they are signed.
type Options struct {
	URL    secret.String `yaml:"url"`    // may hold a token, so it is kept secret
	Secret secret.String `yaml:"secret"` // whsec_ and base64 of 24 to 64 bytes
}

// Enabled reports whether anything can be sent.
func (o Options) Enabled() bool { return !o.URL.Empty() }

// Validate joins all that is wrong with the options. Nothing secret is in the error.
func (o Options) Validate() error {
	var all []error
	if o.URL.Empty() {
		all = append(all, ingest.Complain("url is missing"))
	}
	_, err := key(o.Secret)
	return errors.Join(append(all, post.CheckURL("url", o.URL.Reveal()), err)...)
}

// Endpoint is a program that listens to some events. It is complete in itself; routes do not touch it.
type Endpoint struct {
	ID      string          `yaml:"id"`      // its name in the outbox and in logs
	URL     secret.String   `yaml:"url"`     // may hold a token, so it is kept secret
	Secrets []secret.String `yaml:"secrets"` // each signs, so that a new one can be brought in before the old one goes; the first is the newest
	Events  []string        `yaml:"events"`  // empty: all
	Topics  []string        `yaml:"topics"`  // ids, with all below them; empty: our own
}

// The events.
const (
	ComplaintNew   = "complaint.new"   // several people tell of a trouble that was not known
	ComplaintState = "complaint.state" // a complaint that several people tell of changed its state
	Alert          = "alert"           // what does not wait for a digest, a new complaint and one that returned among it
	Digest         = "digest"          // of a day and of a week
	Report         = "report"          // only by a route
)

// Events are those that an endpoint can listen to.
var Events = []string{ComplaintNew, ComplaintState, Alert, Digest}

// kinds are the messages that bring an event.
var kinds = map[string][]alerts.Kind{
	ComplaintNew:   {alerts.NewComplaint},
	ComplaintState: {alerts.ComplaintState},
	Alert:          alerts.Urgent,
	Digest:         {alerts.DailyDigest, alerts.WeeklyDigest},
}

// Name is what the endpoint is called in the outbox.
func (e Endpoint) Name() string { return "webhook:" + e.ID }

// Route is what goes there.
func (e Endpoint) Route() alerts.Route {
	events := e.Events
	if len(events) == 0 {
		events = Events
	}
	r := alerts.Route{Topics: e.Topics}
	for _, event := range events {
		for _, k := range kinds[event] {
			if !slices.Contains(r.Kinds, k) {
				r.Kinds = append(r.Kinds, k)
			}
		}
	}
	return r
}

// maxSecrets is how many may be active at once: each is a signature in a header.
const maxSecrets = 4

// isID reports whether something can be the id of an endpoint: what the ids of topics and sources look like.
func isID(id string) bool {
	return id != "" && len(id) <= 64 && id[0] != '-' && strings.Trim(id, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}

// Validate joins all that is wrong with an endpoint, its topics excepted. Nothing secret is in the error.
func (e Endpoint) Validate() error {
	var all []error
	if !isID(e.ID) {
		all = append(all, ingest.Complain("id is missing, or is none: want small letters, digits and hyphens"))
	}
	if e.URL.Empty() {
		all = append(all, ingest.Complain("url is missing"))
	}
	if len(e.Secrets) == 0 || len(e.Secrets) > maxSecrets {
		all = append(all, ingest.Complain("secrets: want one, or up to %d while a new one is brought in", maxSecrets))
	}
	for _, s := range e.Secrets {
		_, err := key(s)
		all = append(all, err)
	}
	for _, event := range e.Events {
		if !slices.Contains(Events, event) {
			all = append(all, ingest.Complain("events has %q, want %s", event, strings.Join(Events, ", ")))
		}
	}
	return errors.Join(append(all, post.CheckURL("url", e.URL.Reveal()))...)
}

// Bounds of a secret in bytes, as the standard recommends them.
const minKey, maxKey = 24, 64

// key is what a secret signs with.
func key(s secret.String) ([]byte, error) {
	encoded, ok := strings.CutPrefix(s.Reveal(), "whsec_")
	switch {
	case s.Empty():
		return nil, ingest.Complain("secret is missing: without one, the listener cannot know who speaks")
	case !ok:
		return nil, ingest.Complain("secret does not begin with whsec_")
	}
	k, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(encoded, "="))
	if err != nil {
		return nil, ingest.Complain("secret begins with whsec_, but what follows is not base64")
	}
	if len(k) < minKey || len(k) > maxKey {
		return nil, ingest.Complain("secret is %d bytes long, want %d to %d", len(k), minKey, maxKey)
	}
	return k, nil
}

// keys are those of all active secrets.
func keys(all []secret.String) (found [][]byte, err error) {
	for _, s := range all {
		k, err := key(s)
		if err != nil {
			return nil, err
		}
		found = append(found, k)
	}
	return found, nil
}

// own is the address of a listener that the operator wrote as a number, or as this machine: to write it so is to allow it.
func own(raw string) []string {
	u, err := url.Parse(raw)
	if err != nil || net.ParseIP(u.Hostname()) == nil && u.Hostname() != "localhost" {
		return nil
	}
	port := u.Port()
	switch {
	case port == "" && u.Scheme == "https":
		port = "443"
	case port == "":
		port = "80"
	}
	return []string{net.JoinHostPort(u.Hostname(), port)}
}
