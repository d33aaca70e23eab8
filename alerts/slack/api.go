package slack

import (
	"time"

	"github.com/slack-go/slack"
)

// API is the Web API as this package calls it, for whoever listens to Slack. It dials nothing yet; its errors are to be
// understood by Understand.
func (o Options) API(now func() time.Time) *slack.Client { return caller(o, client(nil, 0, now)) }

// Understand says what an error of the API means, without anything secret in it: alerts.ErrRefused, alerts.ErrUnclear or
// *ingest.Throttled, and otherwise that nothing was done.
func Understand(err error, now time.Time) error { return understand(err, now) }

// Refusal is the code with which the API says no, "" when it did not.
func Refusal(err error) string { return refusal(err) }

// Listens reports whether there is a way to hear readers, and to answer them.
func (o Options) Listens() bool { return o.listens() }
