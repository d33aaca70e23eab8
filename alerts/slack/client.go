package slack

import (
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"molva/alerts"
	"molva/alerts/post"
	"molva/ingest"
)

// historical is how much is read of a page of history, which repeats whole messages.
const historical = 4 << 20

// client makes calls to Slack. Limit is in bytes of an answer, 0 is the usual one.
func client(base http.RoundTripper, limit int64, now func() time.Time) *http.Client {
	return post.Manners{Service: "slack", Base: base, Limit: limit, Now: now, Dialect: dialect}.Client()
}

// code is what Slack's error codes look like. Nothing else of an answer is repeated: a hostile one could hold our own
// token.
var code = regexp.MustCompile(`^[a-z_]{1,64}$`)

// dialect reads the code that a webhook answers with.
func dialect(body []byte) (why string, wait int) {
	if code.Match(body) {
		return string(body), 0
	}
	return "", 0
}

// caller is a client of the Web API.
func caller(o Options, c *http.Client) *slack.Client {
	options := []slack.Option{slack.OptionHTTPClient(c), slack.OptionAppLevelToken(o.AppToken.Reveal())}
	if o.BaseURL != "" {
		options = append(options, slack.OptionAPIURL(strings.TrimSuffix(o.BaseURL, "/")+"/"))
	}
	return slack.New(o.Token.Reveal(), options...)
}

// Understand says what an error of the Web API means, without anything secret in it: alerts.ErrRefused, alerts.ErrUnclear,
// alerts.ErrGone or *ingest.Throttled, and otherwise that nothing was done. Slack's own errors come with status 200.
func Understand(err error, now time.Time) error {
	word := Refusal(err)
	switch word {
	case "":
		return post.Known(err)
	case "ratelimited", "rate_limited":
		return &ingest.Throttled{Until: now.Add(post.SomeWait), Why: "slack asks to slow down"}
	case "internal_error", "fatal_error": // Slack says of these that something may have been done
		return fmt.Errorf("%w: %s", alerts.ErrUnclear, word)
	case "service_unavailable", "request_timeout", "team_added_to_org", "accesslimited":
		return errors.New(word)
	case "thread_not_found", "message_not_found", "cant_update_message", "edit_window_closed":
		return fmt.Errorf("%w: %s", alerts.ErrGone, word)
	}
	return fmt.Errorf("%w: %s", alerts.ErrRefused, word)
}

// Refusal is the code with which the Web API says no, "" when it did not.
func Refusal(err error) string {
	var answer slack.SlackErrorResponse
	switch {
	case !errors.As(err, &answer):
		return ""
	case !code.MatchString(answer.Err):
		return "an unknown error"
	}
	return answer.Err
}

// blind turns a refusal to show messages into the news that nobody can look.
func blind(err error) error {
	if errors.Is(err, alerts.ErrRefused) {
		return fmt.Errorf("%w: %w", alerts.ErrCannotLook, err)
	}
	return err
}
