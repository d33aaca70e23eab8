package slack

import (
	"errors"

	"molva/alerts/post"
	"molva/config/secret"
	"molva/ingest"
)

// Options say where digests are posted. With a token the outcome of every post can be known; an incoming webhook needs
// less setting up and promises less: after an unclear answer a digest may come twice, marked.
type Options struct {
	Token      secret.String `yaml:"token"`       // a bot token, xoxb-…
	Channel    string        `yaml:"channel"`     // its id or #name; only with a token
	WebhookURL secret.String `yaml:"webhook_url"` // used when there is no token
	BaseURL    string        `yaml:"base_url"`    // of the Web API; empty: slack.com
	// For listening back to Slack.
	AppToken      secret.String `yaml:"app_token"`
	SigningSecret secret.String `yaml:"signing_secret"`
	// What people may say and do; see Meanings for the reactions where none are named.
	Reactions map[string]Meaning `yaml:"reactions"`
	Allow     Rights             `yaml:"allow"`
}

// Enabled reports whether anything can be posted.
func (o Options) Enabled() bool { return !o.Token.Empty() || !o.WebhookURL.Empty() }

// Validate joins all that is wrong with the options. Nothing secret is in the error.
func (o Options) Validate() error {
	var all []error
	if !o.Token.Empty() && o.Channel == "" {
		all = append(all, ingest.Complain("channel is missing: a token needs one, such as #brand"))
	}
	all = append(all, post.CheckToken(o.Token.Reveal()), post.CheckURL("webhook_url", o.WebhookURL.Reveal()), post.CheckURL("base_url", o.BaseURL))
	return errors.Join(append(all, o.checkListening())...)
}
