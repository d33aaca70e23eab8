package main

import (
	"context"
	"strings"
	"time"

	"molva/alerts/chat/mattermost"
	"molva/alerts/chat/telegram"
	"molva/alerts/mail"
	"molva/alerts/slack"
	"molva/config"
)

// examineOutlets looks at every place that messages go to, and posts nothing.
func (p *program) examineOutlets(ctx context.Context, cfg *config.Config) []finding {
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	var all []finding
	if cfg.Slack.Enabled() {
		all = append(all, p.examineSlack(ctx, cfg)...)
	}
	if cfg.Mail.Enabled() {
		_, err := mail.Examine(ctx, cfg.Mail)
		all = append(all, p.answered("mail", p.say().Sprintf("the server takes us"), err))
	}
	if cfg.Telegram.Enabled() {
		found, err := telegram.Examine(ctx, cfg.Telegram)
		all = append(all, p.answered("telegram", p.say().Sprintf("%s in %s", found.Bot, found.Chat), err))
	}
	if cfg.Mattermost.Enabled() {
		all = append(all, p.examineMattermost(ctx, cfg.Mattermost))
	}
	if cfg.Webhook.Enabled() {
		all = append(all, finding{"webhook", "ok", p.say().Sprintf("only a post shows whether it works")})
	}
	if len(all) == 0 {
		all = append(all, finding{"slack", "warn", p.say().Sprintf("not set up; digests are only printed")})
	}
	return all
}

// answered is a finding about somebody who was asked.
func (p *program) answered(check, detail string, err error) finding {
	if err != nil {
		return finding{check, "fail", err.Error()}
	}
	return finding{check, "ok", detail}
}

func (p *program) examineSlack(ctx context.Context, cfg *config.Config) []finding {
	found, err := slack.Examine(ctx, cfg.Slack, cfg.Channels("slack")...)
	switch {
	case err != nil:
		return []finding{{"slack", "fail", err.Error()}}
	case found.Unseen:
		return []finding{{"slack", "ok", p.say().Sprintf("an incoming webhook; only a post shows whether it works")}}
	}
	all := []finding{p.examineScopes(found)}
	for _, c := range found.Channels {
		if f, bad := p.examineChannel(c); bad {
			all = append(all, f)
		}
	}
	if found.Socket != nil {
		all = append(all, finding{"slack", "fail", found.Socket.Error()})
	}
	return all
}

func (p *program) examineScopes(found slack.Examination) finding {
	switch {
	case len(found.Missing) > 0:
		return finding{"slack", "fail", p.say().Sprintf("the token lacks the scopes %s", strings.Join(found.Missing, ", "))}
	case len(found.Wished) > 0:
		return finding{"slack", "warn", p.say().Sprintf("without %s a digest may come twice after an unclear answer", strings.Join(found.Wished, ", "))}
	case len(found.Deaf) > 0:
		return finding{"slack", "warn", p.say().Sprintf("without %s not everything that readers do is heard", strings.Join(found.Deaf, ", "))}
	}
	return finding{"slack", "ok", p.say().Sprintf("%s in %s", found.User, found.Team)}
}

// examineChannel says what stands against posting to a channel. Only an archived one is known to be closed: others may open
// to a token that has the right, or to an invitation.
func (p *program) examineChannel(c slack.Seen) (f finding, bad bool) {
	switch c.State {
	case slack.Archived:
		return finding{"slack", "fail", p.say().Sprintf("the channel %s is archived", c.Name)}, true
	case slack.Stranger:
		return finding{"slack", "warn", p.say().Sprintf("the bot is no member of %s; invite it there", c.Name)}, true
	case slack.Unknown:
		return finding{"slack", "warn", p.say().Sprintf("the token sees no channel %s; a private one it sees once it is invited", c.Name)}, true
	}
	return f, false
}

func (p *program) examineMattermost(ctx context.Context, o mattermost.Options) finding {
	found, err := mattermost.Examine(ctx, o)
	switch {
	case err == nil && found.Unseen:
		return finding{"mattermost", "ok", p.say().Sprintf("an incoming webhook; only a post shows whether it works")}
	case err == nil && !found.Member:
		return finding{"mattermost", "fail", p.say().Sprintf("the bot is no member of %s; invite it there", found.Channel)}
	}
	return p.answered("mattermost", p.say().Sprintf("%s in %s", found.User, found.Channel), err)
}
