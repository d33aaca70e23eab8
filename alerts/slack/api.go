package slack

import (
	"time"

	"github.com/slack-go/slack"
)

// API is the Web API as this package calls it, for whoever listens to Slack. It dials nothing yet; its errors are to be
// understood by Understand.
func (o Options) API(now func() time.Time) *slack.Client { return caller(o, client(nil, 0, now)) }
