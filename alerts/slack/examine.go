package slack

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Examination is what can be known of the options without posting.
type Examination struct {
	Unseen     bool     // an incoming webhook: only a post shows whether it works
	User, Team string   // whom the token belongs to
	Missing    []string // scopes without which nothing can be posted
	Wished     []string // scopes without which an unclear outcome stays unclear
}

// Examine asks Slack, read-only, whose token it is and what it may do.
func Examine(ctx context.Context, o Options) (Examination, error) {
	if o.Token.Empty() {
		return Examination{Unseen: true}, nil
	}
	c := channel{api: caller(o, client(nil, answerSize, time.Now)), now: time.Now}
	answer, err := c.api.AuthTestContext(ctx)
	if err != nil {
		return Examination{}, fmt.Errorf("ask slack about the token: %w", c.understand(err))
	}
	e := Examination{User: answer.User, Team: answer.Team}
	if scopes := answer.Header.Get("X-OAuth-Scopes"); scopes != "" {
		e.weigh(strings.FieldsFunc(scopes, func(r rune) bool { return r == ',' || r == ' ' }), strings.HasPrefix(o.Channel, "#"))
	}
	return e, nil
}

func (e *Examination) weigh(have []string, named bool) {
	if !slices.Contains(have, "chat:write") {
		e.Missing = append(e.Missing, "chat:write")
	}
	if !slices.Contains(have, "channels:history") && !slices.Contains(have, "groups:history") {
		e.Wished = append(e.Wished, "channels:history")
	}
	if named && !slices.Contains(have, "channels:read") {
		e.Wished = append(e.Wished, "channels:read") // history wants the channel's id
	}
}
