package slack

import (
	"errors"
	"fmt"
	"net/url"
	"strings"

	"molva/config/secret"
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
}

// Enabled reports whether anything can be posted.
func (o Options) Enabled() bool { return !o.Token.Empty() || !o.WebhookURL.Empty() }

// Validate joins all that is wrong with the options. Nothing secret is in the error.
func (o Options) Validate() error {
	var all []error
	if !o.Token.Empty() && o.Channel == "" {
		all = append(all, errors.New("channel is missing: a token needs one, such as #brand"))
	}
	if token := o.Token.Reveal(); strings.ContainsFunc(token, unprintable) {
		all = append(all, errors.New("token has spaces or control characters in it"))
	}
	if err := checkURL(o.WebhookURL.Reveal()); err != nil {
		all = append(all, fmt.Errorf("webhook_url: %w", err))
	}
	if err := checkURL(o.BaseURL); err != nil {
		all = append(all, fmt.Errorf("base_url: %w", err))
	}
	return errors.Join(all...)
}

func unprintable(r rune) bool { return r <= ' ' || r > '~' }

// checkURL says what is wrong without repeating the address: a webhook's address is its password.
func checkURL(raw string) error {
	if raw == "" {
		return nil
	}
	u, err := url.Parse(raw)
	if err != nil {
		return errors.New("is no address")
	}
	if (u.Scheme != "https" && u.Scheme != "http") || u.Host == "" {
		return errors.New("want an address that starts with https://")
	}
	return nil
}
