package telegram

import (
	"errors"
	"regexp"
	"strings"

	"molva/alerts/post"
	"molva/config/secret"
	"molva/ingest"
)

const defaultBase = "https://api.telegram.org"

// Options say where digests are posted. The bot must be a member of the chat, and an administrator of a channel.
type Options struct {
	Token   secret.String `yaml:"token"`    // as @BotFather gives it: 123456:ABC…
	Chat    string        `yaml:"chat"`     // its id, -1001234567890, or the @name of a public one
	Thread  int           `yaml:"thread"`   // message_thread_id of a topic of a forum; 0: none
	BaseURL string        `yaml:"base_url"` // of a Bot API server of one's own; empty: api.telegram.org
}

// Enabled reports whether anything can be posted.
func (o Options) Enabled() bool { return !o.Token.Empty() }

// Forms of what Telegram gives.
var (
	tokenForm = regexp.MustCompile(`^[0-9]{3,}:[A-Za-z0-9_-]{10,}$`)
	chatForm  = regexp.MustCompile(`^(-?[0-9]{1,19}|@[A-Za-z0-9_]{4,})$`)
)

// Validate joins all that is wrong with the options. Nothing secret is in the error.
func (o Options) Validate() error {
	var all []error
	switch {
	case o.Token.Empty():
		all = append(all, ingest.Complain("token is missing: @BotFather gives one"))
	case !tokenForm.MatchString(o.Token.Reveal()):
		all = append(all, ingest.Complain("token is none: want digits, a colon, then letters and digits, as @BotFather gives it"))
	}
	if !chatForm.MatchString(o.Chat) {
		all = append(all, ingest.Complain("chat is %q, want an id such as -1001234567890 or the @name of a public chat", o.Chat))
	}
	if o.Thread < 0 {
		all = append(all, ingest.Complain("thread is %d, want the id of a topic, or 0 for none", o.Thread))
	}
	return errors.Join(append(all, post.CheckURL("base_url", o.BaseURL))...)
}

// method is the address of one, which holds the token.
func (o Options) method(name string) string {
	base := o.BaseURL
	if base == "" {
		base = defaultBase
	}
	return strings.TrimSuffix(base, "/") + "/bot" + o.Token.Reveal() + "/" + name
}
