package mattermost

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"molva/alerts"
	"molva/alerts/post"
)

// Examination is what can be known of the options without posting.
type Examination struct {
	Unseen  bool   // an incoming webhook: only a post shows whether it works
	User    string // whom the token belongs to
	Channel string // its name
	Member  bool   // whether that user is in the channel, as posting needs
}

// Examine asks the server, read-only, whose token it is and whether it sees the channel.
func Examine(ctx context.Context, o Options) (Examination, error) {
	if err := o.Validate(); err != nil {
		return Examination{}, fmt.Errorf("mattermost options: %w", err)
	}
	if o.Token.Empty() {
		return Examination{Unseen: true}, nil
	}
	c := channel{options: o, client: client(nil, echo, time.Now)}
	me, err := c.ask(ctx, "/users/me")
	if err != nil {
		return Examination{}, fmt.Errorf("ask mattermost about the token: %w", err)
	}
	e := Examination{User: alerts.Inert(me.Username)}
	room, err := c.ask(ctx, "/channels/"+o.Channel)
	if err != nil {
		return e, fmt.Errorf("ask mattermost about the channel: %w", err)
	}
	e.Channel = alerts.Inert(room.Name)
	_, err = c.ask(ctx, "/channels/"+o.Channel+"/members/me")
	e.Member = err == nil
	return e, nil
}

// named is a user or a channel.
type named struct {
	Username string `json:"username"`
	Name     string `json:"display_name"`
}

func (c *channel) ask(ctx context.Context, path string) (named, error) {
	var n named
	if err := c.call(http.MethodGet, path, nil).Do(ctx, c.client, post.Into(&n)); err != nil {
		return n, post.Known(err)
	}
	return n, nil
}
