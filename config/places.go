package config

import (
	"fmt"
	"log/slog"
	"time"

	"molva/alerts"
	"molva/alerts/chat/mattermost"
	"molva/alerts/chat/telegram"
	"molva/alerts/chat/webhook"
	"molva/alerts/mail"
	"molva/alerts/slack"
)

// place is a service that messages can go to.
type place struct {
	name     string
	enabled  bool
	channels bool // a route may name another channel of it
	wrong    func(channel string) error
	open     func(channel string, log *slog.Logger, now func() time.Time) (alerts.Notifier, error)
	lane     func(channel string) string // what keeps one pace
}

// places are all services that molva knows, set up or not.
func (c *Config) places() []place {
	return []place{
		{"slack", c.Slack.Enabled(), !c.Slack.Token.Empty(),
			func(channel string) error { return c.slackFor(channel).Validate() },
			func(channel string, _ *slog.Logger, now func() time.Time) (alerts.Notifier, error) {
				return slack.New(c.slackFor(channel), nil, now)
			},
			func(channel string) string { return "slack " + c.slackFor(channel).Channel }},
		{"mail", c.Mail.Enabled(), false,
			func(string) error { return nil },
			func(_ string, log *slog.Logger, now func() time.Time) (alerts.Notifier, error) {
				return mail.New(c.Mail, log, now)
			},
			func(string) string { return "mail" }},
		{"telegram", c.Telegram.Enabled(), true,
			func(channel string) error { return c.telegramFor(channel).Validate() },
			func(channel string, _ *slog.Logger, now func() time.Time) (alerts.Notifier, error) {
				return telegram.New(c.telegramFor(channel), nil, now)
			},
			func(channel string) string { return "telegram " + c.telegramFor(channel).Chat }},
		{"mattermost", c.Mattermost.Enabled(), !c.Mattermost.Token.Empty(),
			func(channel string) error { return c.mattermostFor(channel).Validate() },
			func(channel string, _ *slog.Logger, now func() time.Time) (alerts.Notifier, error) {
				return mattermost.New(c.mattermostFor(channel), nil, now)
			},
			func(channel string) string { return "mattermost " + c.mattermostFor(channel).Channel }},
		{"webhook", c.Webhook.Enabled(), false,
			func(string) error { return nil },
			func(_ string, _ *slog.Logger, now func() time.Time) (alerts.Notifier, error) {
				return webhook.New(c.Webhook, c.Fetch.Allow, nil, now)
			},
			func(string) string { return "webhook" }},
	}
}

func (c *Config) slackFor(channel string) slack.Options {
	o := c.Slack
	o.Channel = or(channel, o.Channel)
	return o
}

func (c *Config) telegramFor(channel string) telegram.Options {
	o := c.Telegram
	o.Chat = or(channel, o.Chat)
	return o
}

func (c *Config) mattermostFor(channel string) mattermost.Options {
	o := c.Mattermost
	o.Channel = or(channel, o.Channel)
	return o
}

// Outlets opens every place that messages are sent to, one for each route; none when nothing is set up.
func Outlets(c *Config, log *slog.Logger, now func() time.Time) ([]alerts.Outlet, error) {
	var all []alerts.Outlet
	for _, r := range c.routed() {
		for _, p := range c.places() {
			if p.name != r.To {
				continue
			}
			n, err := p.open(r.Channel, log, now)
			if err != nil {
				return nil, fmt.Errorf("open route %s: %w", r.Name(), err)
			}
			all = append(all, alerts.Outlet{Name: r.Name(), Notifier: n, Route: r.route(), Lane: p.lane(r.Channel)})
		}
	}
	programs, err := c.programs(now)
	return append(all, programs...), err
}

// programs are the endpoints that listen to events, each at a pace of its own.
func (c *Config) programs(now func() time.Time) (all []alerts.Outlet, err error) {
	for _, e := range c.Webhooks {
		n, err := webhook.NewEndpoint(e, c.Fetch.Allow, nil, now)
		if err != nil {
			return nil, err
		}
		all = append(all, alerts.Outlet{Name: e.Name(), Notifier: n, Route: e.Route(), Lane: e.Name(), Patience: webhook.Patience})
	}
	return all, nil
}

// Rendered is what a message looks like when it goes to an outlet: for Slack the very payload, for any other place what its
// own form is made of.
func (c *Config) Rendered(outlet string, m alerts.Message) any {
	for _, r := range c.routed() {
		if r.Name() == outlet && r.To == "slack" {
			return c.slackFor(r.Channel).Render(m)
		}
	}
	return webhook.NewEvent(m)
}
