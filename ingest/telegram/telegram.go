// Package telegram reads the channels and groups that a Telegram bot is in, by the Bot API's long poll.
//
// Choices:
//
//   - A mention's id is "<chat id>/<message id>". Links work for everybody in public chats, for members in the others; basic
//     groups have none.
//   - A comment is a message in a channel's discussion group that answers the channel's post: its thread is that post. What
//     Telegram itself forwards from the channel into the group is the post once more and has the post's id. Every other
//     message of a group is a message, with the parent that it answers.
//   - Everything of the chats goes through, private talks with the bot excepted; the queries behind the stream decide.
//   - Telegram keeps what the bot did not fetch for 24 hours, so the first read brings up to a day of the past. Otherwise a
//     bot has no past to look into: no back-fill, and no second look at what came.
//   - An update is confirmed to Telegram, which then forgets it, by the call after the one that brought it: when the pipe
//     has it, never before.
//   - The Bot API tells no deletions and no views. Reactions are told of channel posts, some minutes late. They are figures of
//     the post, and its likes while it is among the latest two hundred posts that came since the program started.
//   - How many comments a post has is not told, they are counted as they come: where the bot hears all of the discussion group, of
//     the latest two hundred posts.
//   - Who joined and left is told where the bot is an administrator. A day is counted when the bot listened through all of
//     it; days are those of UTC.
package telegram

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"time"

	"molva/config/secret"
	"molva/ingest"
	"molva/ingest/fetch"
)

// Network is the network of every mention from here.
const Network = "telegram"

const (
	defaultBase    = "https://api.telegram.org"
	defaultFigures = time.Hour
	kept           = 24 * time.Hour // how long Telegram keeps updates
)

// Options say which bot to read with.
type Options struct {
	BaseURL string        `yaml:"base_url"` // of a Bot API server of one's own; empty: https://api.telegram.org
	Token   secret.String `yaml:"token"`    // as @BotFather gives it: 123456:ABC…
	Chats   []string      `yaml:"chats"`    // ids or @names to read and to keep figures of; empty: all are read, of none are figures kept
	Figures time.Duration `yaml:"figures"`  // pause between two counts of members; 0: an hour
	Quiet   time.Duration `yaml:"quiet"`    // no message for longer than this makes the source late; 0: learned
}

// Forms of what Telegram gives.
var (
	tokenForm = regexp.MustCompile(`^[0-9]{3,}:[A-Za-z0-9_-]{10,}$`)
	chatForm  = regexp.MustCompile(`^(-[0-9]{1,19}|@[A-Za-z0-9_]{4,})$`)
)

// Validate reports everything that is wrong with the options.
func (o Options) Validate() error {
	_, err := fetch.Base("base_url", o.BaseURL, defaultBase)
	all := []error{err}
	switch {
	case o.Token.Empty():
		all = append(all, ingest.Complain("token is missing: @BotFather gives one"))
	case !tokenForm.MatchString(o.Token.Reveal()):
		all = append(all, ingest.Complain("token is none: want digits, a colon, then letters and digits, as @BotFather gives it"))
	}
	for _, chat := range o.Chats {
		if !chatForm.MatchString(chat) {
			all = append(all, ingest.Complain("chat is %q, want an id such as -1001234567890 or the @name of a public chat", chat))
		}
	}
	if o.Figures < 0 || o.Figures > kept/2 {
		all = append(all, ingest.Complain("figures is %s, want up to %s", o.Figures, kept/2))
	}
	if o.Quiet < 0 {
		all = append(all, ingest.Complain("quiet is %s, want 0 or more", o.Quiet))
	}
	return errors.Join(all...)
}

// Source reads one bot's chats.
type Source struct {
	options Options
	env     ingest.Env
	api     *fetch.API
	bot     string           // its own id
	hears   bool             // all of what is said in groups
	posts   []ingest.Mention // of channels, the latest last; Read's alone
}

// New checks the options. The source pushes: its Read stays until ctx ends.
func New(o Options, env ingest.Env) (ingest.Source, ingest.Rhythm, error) {
	if err := o.Validate(); err != nil {
		return nil, ingest.Rhythm{}, err
	}
	if o.Figures == 0 {
		o.Figures = defaultFigures
	}
	base, err := fetch.Base("base_url", o.BaseURL, defaultBase)
	if err != nil {
		return nil, ingest.Rhythm{}, err
	}
	bot, _, _ := strings.Cut(o.Token.Reveal(), ":")
	s := &Source{options: o, env: env, bot: bot}
	s.api = &fetch.API{Client: env.HTTP, Base: base.JoinPath("bot" + o.Token.Reveal()), Says: says, Governor: env.Governor}
	return s, ingest.Rhythm{Quiet: o.Quiet, Reach: kept}, nil
}

// Examine names the bot, and says so when it cannot hear what is said in groups.
func (s *Source) Examine(ctx context.Context) (string, error) {
	me, err := s.me(ctx)
	if err != nil {
		return "", err
	}
	found := "@" + me.Username
	if !me.ReadsGroups {
		found += ", in groups it hears only what is addressed to it: " + privacy
	}
	return found, nil
}

// privacy is what to do about a bot that does not hear groups.
const privacy = "turn its privacy mode off (@BotFather, /setprivacy) and add it to the groups again, or make it an administrator"

func (s *Source) me(ctx context.Context) (me user, err error) {
	err = s.call(ctx, "getMe", nil, &me)
	return me, err
}

// call asks for a method of the Bot API (https://core.telegram.org/bots/api) and decodes its result.
func (s *Source) call(ctx context.Context, method string, q url.Values, into any) error {
	answer := struct {
		Result any `json:"result"`
	}{into}
	if err := s.api.Get(ctx, "/"+method, q, &answer); err != nil {
		return fmt.Errorf("%s: %w", method, err)
	}
	return nil
}
