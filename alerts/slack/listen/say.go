package listen

import (
	"context"
	"errors"
	"net/url"
	"strings"
	"time"

	slackgo "github.com/slack-go/slack"
	"github.com/slack-go/slack/slackutilsx"

	"molva/alerts"
	"molva/alerts/post"
	"molva/alerts/slack"
	"molva/ingest"
)

// where is a place to answer at.
type where struct {
	channel, user string
	thread        string // "" for none
}

// plain is text in which no markup acts.
func plain(text string) *slackgo.TextBlockObject {
	return slackgo.NewTextBlockObject(slackgo.PlainTextType, slackutilsx.EscapeMessage(text), false, false)
}

// sentence is a message of one sentence of ours; names of people and of complaints may be in it.
func sentence(text string) []slackgo.MsgOption {
	return []slackgo.MsgOption{slackgo.MsgOptionText(text, true), slackgo.MsgOptionBlocks(slackgo.NewSectionBlock(plain(text), nil, nil))}
}

// whisper tells one person something that nobody else sees. That it did not arrive is only logged: whoever acted can look.
func (e *Ear) whisper(ctx context.Context, at where, text string) {
	options := sentence(text)
	if at.thread != "" {
		options = append(options, slackgo.MsgOptionTS(at.thread))
	}
	_, err := e.api.PostEphemeralContext(ctx, at.channel, at.user, options...)
	e.report("answer not shown", e.understood(err))
}

// announce tells those who follow a message what somebody did there.
func (e *Ear) announce(ctx context.Context, at where, text string) {
	if at.thread == "" {
		return
	}
	options := append(sentence(text), slackgo.MsgOptionTS(at.thread))
	_, _, err := e.api.PostMessageContext(ctx, at.channel, options...)
	e.report("deed not announced", e.understood(err))
}

// post puts an answer into a thread, once: where the outcome is unclear it is not tried again. A "slow down" is obeyed.
func (e *Ear) post(ctx context.Context, at where, key string, s alerts.Story) {
	p := slack.Render(alerts.Message{Key: key, Story: s}, at.channel)
	for try := 1; ; try++ {
		_, _, err := e.api.PostMessageContext(ctx, at.channel, slackgo.MsgOptionTS(at.thread), slackgo.MsgOptionText(p.Text, false),
			slackgo.MsgOptionBlocks(p.Blocks...), slackgo.MsgOptionMetadata(p.Metadata),
			slackgo.MsgOptionDisableLinkUnfurl(), slackgo.MsgOptionDisableMediaUnfurl())
		err = e.understood(err)
		var throttled *ingest.Throttled
		if !errors.As(err, &throttled) || try == tries {
			e.report("answer not posted", err)
			return
		}
		pause(ctx, min(throttled.Until.Sub(e.now()), longest))
	}
}

const (
	tries   = 3
	longest = 30 * time.Second // others wait behind an answer that waits
)

// respond answers a command at the address that came with it, for the asker's eyes only.
func (e *Ear) respond(ctx context.Context, address string, s alerts.Story) {
	if !e.answers(address) {
		e.report("answer not posted", errors.New("the address for answers is none of Slack's"))
		return
	}
	p := slack.Render(alerts.Message{Story: s}, "")
	err := slackgo.PostWebhookCustomHTTPContext(ctx, address, e.http, &slackgo.WebhookMessage{ResponseType: slackgo.ResponseTypeEphemeral,
		Text: p.Text, Blocks: &slackgo.Blocks{BlockSet: p.Blocks}, UnfurlLinks: new(false), UnfurlMedia: new(false)})
	if err != nil {
		e.report("answer not posted", post.Known(err))
	}
}

// answers reports whether an address is one of Slack's for answers, or of the server that stands in for Slack.
func (e *Ear) answers(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	if base, err := url.Parse(e.options.BaseURL); e.options.BaseURL != "" && err == nil {
		return u.Scheme == base.Scheme && u.Host == base.Host
	}
	return u.Scheme == "https" && (u.Host == "hooks.slack.com" || strings.HasSuffix(u.Host, ".slack.com") || u.Host == "hooks.slack-gov.com")
}

func (e *Ear) understood(err error) error {
	if err == nil {
		return nil
	}
	return slack.Understand(err, e.now())
}

// report logs what went wrong, if anything did.
func (e *Ear) report(what string, err error) {
	if err != nil {
		e.log.Warn(what, "err", err)
	}
}
