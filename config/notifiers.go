package config

import (
	"time"

	"molva/alerts"
	"molva/alerts/slack"
)

// Notifiers opens every place that digests are posted to; none when none is set up.
func Notifiers(c *Config, now func() time.Time) ([]alerts.Outlet, error) {
	if !c.Slack.Enabled() {
		return nil, nil
	}
	n, err := slack.New(c.Slack, nil, now)
	if err != nil {
		return nil, err
	}
	return []alerts.Outlet{{Name: "slack", Notifier: n}}, nil
}
