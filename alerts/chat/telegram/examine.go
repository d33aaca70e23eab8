package telegram

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"molva/alerts"
	"molva/alerts/post"
)

// Examination is what can be known of the options without posting.
type Examination struct {
	Bot  string // its @name
	Chat string // title or name of the chat
}

// Examine asks the Bot API, read-only, whose token it is and whether the bot sees the chat.
func Examine(ctx context.Context, o Options) (Examination, error) {
	if err := o.Validate(); err != nil {
		return Examination{}, fmt.Errorf("telegram options: %w", err)
	}
	c := client(nil, time.Now)
	me, err := ask(ctx, c, o.method("getMe"), nil)
	if err != nil {
		return Examination{}, fmt.Errorf("ask telegram about the token: %w", err)
	}
	e := Examination{Bot: "@" + alerts.Inert(me.Username)}
	chat, err := ask(ctx, c, o.method("getChat"), map[string]string{"chat_id": o.Chat})
	if err != nil {
		return e, fmt.Errorf("ask telegram about the chat: %w", err)
	}
	e.Chat = alerts.Inert(chat.Title)
	if e.Chat == "" {
		e.Chat = "@" + alerts.Inert(chat.Username)
	}
	return e, nil
}

// named is a user or a chat.
type named struct {
	Username string `json:"username"`
	Title    string `json:"title"`
}

func ask(ctx context.Context, c *http.Client, address string, body any) (named, error) {
	var a struct {
		OK     bool  `json:"ok"`
		Result named `json:"result"`
	}
	err := post.Call{Method: http.MethodPost, URL: address, Body: body}.Do(ctx, c, post.Into(&a))
	if err == nil && !a.OK {
		err = errors.New("answer is not understood")
	}
	if err != nil {
		return named{}, post.Known(err)
	}
	return a.Result, nil
}
