package mattermost

import (
	"errors"
	"regexp"
	"strings"

	"molva/alerts/post"
	"molva/config/secret"
	"molva/ingest"
)

// Options say where digests are posted. With a token the outcome of every post can be known, details go into threads and
// alerts are edited; an incoming webhook only posts, and after an unclear answer a digest may come twice, marked.
type Options struct {
	BaseURL    string        `yaml:"base_url"`    // of the server; only with a token
	Token      secret.String `yaml:"token"`       // of a bot account that is a member of the channel
	Channel    string        `yaml:"channel"`     // its id, as "View Info" of the channel shows it; only with a token
	WebhookURL secret.String `yaml:"webhook_url"` // used when there is no token
}

// Enabled reports whether anything can be posted.
func (o Options) Enabled() bool { return !o.Token.Empty() || !o.WebhookURL.Empty() }

// idForm is how Mattermost names everything.
var idForm = regexp.MustCompile(`^[a-z0-9]{26}$`)

// Validate joins all that is wrong with the options. Nothing secret is in the error.
func (o Options) Validate() error {
	var all []error
	if !o.Enabled() {
		all = append(all, ingest.Complain("neither token nor webhook_url is set"))
	}
	if !o.Token.Empty() && !idForm.MatchString(o.Channel) {
		all = append(all, ingest.Complain("channel is %q, want the id of 26 letters and digits that \"View Info\" of the channel shows", o.Channel))
	}
	if !o.Token.Empty() && o.BaseURL == "" {
		all = append(all, ingest.Complain("base_url is missing: a token needs the address of the server"))
	}
	all = append(all, post.CheckToken(o.Token.Reveal()), post.CheckURL("base_url", o.BaseURL), post.CheckURL("webhook_url", o.WebhookURL.Reveal()))
	return errors.Join(all...)
}

// address is one of the REST API.
func (o Options) address(path string) string {
	return strings.TrimSuffix(o.BaseURL, "/") + "/api/v4" + path
}
