package slack

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/slack-go/slack"
)

// Examination is what can be known of the options without posting.
type Examination struct {
	Unseen     bool     // an incoming webhook: only a post shows whether it works
	User, Team string   // whom the token belongs to
	Missing    []string // scopes without which nothing can be posted
	Wished     []string // scopes without which an unclear outcome stays unclear
	Deaf       []string // scopes without which readers are not heard, where the options want them heard
	Channels   []Seen   // those that are posted to, in the order they were given
	Socket     error    // why the app-level token opens no connection; nil when it does, or there is none
}

// Seen is a channel as the token sees it.
type Seen struct {
	Name  string // as it was given
	State Sight
}

// Sight says whether a channel can be posted to.
type Sight string

// What a channel can look like.
const (
	Fine     Sight = "fine"
	Archived Sight = "archived"
	Stranger Sight = "stranger" // the bot is no member: it must be invited
	Unknown  Sight = "unknown"  // there is none, or it is private and the bot is no member
	Hidden   Sight = "hidden"   // the token may not look
)

// Examine asks Slack, read-only, whose token it is, what it may do, and about the channels: that of the options and more.
func Examine(ctx context.Context, o Options, more ...string) (Examination, error) {
	if o.Token.Empty() {
		return Examination{Unseen: true}, nil
	}
	api := caller(o, client(nil, historical, time.Now))
	answer, err := api.AuthTestContext(ctx)
	if err != nil {
		return Examination{}, fmt.Errorf("ask slack about the token: %w", Understand(err, time.Now()))
	}
	e := Examination{User: answer.User, Team: answer.Team}
	channels := distinct(append([]string{o.Channel}, more...))
	if scopes := answer.Header.Get("X-OAuth-Scopes"); scopes != "" {
		e.weigh(strings.FieldsFunc(scopes, func(r rune) bool { return r == ',' || r == ' ' }), slices.ContainsFunc(channels, named), o.Listens())
	}
	for _, name := range channels {
		e.Channels = append(e.Channels, Seen{name, see(ctx, api, name)})
	}
	if !o.AppToken.Empty() {
		if _, _, err := api.StartSocketModeContext(ctx); err != nil {
			e.Socket = fmt.Errorf("open a connection with the app_token: %w", Understand(err, time.Now()))
		}
	}
	return e, nil
}

// weigh says which scopes are not among those that the token has.
func (e *Examination) weigh(have []string, byName, listens bool) {
	lacks := func(anyOf ...string) bool {
		return !slices.ContainsFunc(anyOf, func(scope string) bool { return slices.Contains(have, scope) })
	}
	if lacks("chat:write") {
		e.Missing = append(e.Missing, "chat:write")
	}
	if lacks("channels:history", "groups:history") {
		e.Wished = append(e.Wished, "channels:history")
	}
	if byName && lacks("channels:read", "groups:read") {
		e.Wished = append(e.Wished, "channels:read") // history wants the channel's id
	}
	for _, scope := range []string{"reactions:read", "users:read", "commands", "app_mentions:read"} {
		if listens && lacks(scope) {
			e.Deaf = append(e.Deaf, scope)
		}
	}
}

func named(channel string) bool { return strings.HasPrefix(channel, "#") }

// see looks at one channel.
func see(ctx context.Context, api *slack.Client, name string) Sight {
	var found slack.Channel
	if bare, ok := strings.CutPrefix(name, "#"); ok {
		all, err := lookUp(ctx, api, bare)
		if err != nil {
			return Hidden
		}
		found = all
	} else {
		one, err := api.GetConversationInfoContext(ctx, &slack.GetConversationInfoInput{ChannelID: name})
		switch {
		case Refusal(err) == "channel_not_found":
			return Unknown
		case err != nil:
			return Hidden
		}
		found = *one
	}
	switch {
	case found.ID == "":
		return Unknown
	case found.IsArchived:
		return Archived
	case !found.IsMember:
		return Stranger
	}
	return Fine
}

// distinct keeps the first of each, and no empty one.
func distinct(names []string) (kept []string) {
	for _, n := range names {
		if n != "" && !slices.Contains(kept, n) {
			kept = append(kept, n)
		}
	}
	return kept
}
