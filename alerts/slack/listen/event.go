package listen

import (
	"context"
	"encoding/json"

	"github.com/slack-go/slack/slackevents"
)

// envelope is what the Events API sends, as much of it as is needed:
// https://docs.slack.dev/apis/events-api.
type envelope struct {
	Type           string `json:"type"`
	Challenge      string `json:"challenge"`
	ID             string `json:"event_id"`
	Event          event  `json:"event"`
	Authorizations []struct {
		UserID string `json:"user_id"` // ourselves
	} `json:"authorizations"`
}

// event is any of those that are listened to.
type event struct {
	Type  string `json:"type"`
	User  string `json:"user"`
	BotID string `json:"bot_id"`
	Time  string `json:"event_ts"`

	Reaction string `json:"reaction"`
	Whose    string `json:"item_user"` // who wrote the message that the reaction is on
	Item     struct {
		Channel string `json:"channel"`
		TS      string `json:"ts"`
	} `json:"item"`

	Text    string `json:"text"`
	Channel string `json:"channel"`
	TS      string `json:"ts"`
	Thread  string `json:"thread_ts"`
}

// event takes what the Events API sends. Events of other kinds are told that they arrived.
func (e *Ear) event(raw []byte) reply {
	var v envelope
	if err := json.Unmarshal(raw, &v); err != nil {
		return reply{malformed: true}
	}
	switch {
	case v.Type == slackevents.URLVerification:
		return reply{body: v.Challenge}
	case v.Type != slackevents.CallbackEvent || v.Event.User == "" || v.Event.BotID != "" || v.ours(v.Event.User):
		return reply{}
	}
	do := e.handler(v)
	return reply{full: do != nil && !e.words.take(do)}
}

// handler is what is to be done about an event, nil for nothing.
func (e *Ear) handler(v envelope) func(context.Context) {
	switch ev := v.Event; slackevents.EventsAPIType(ev.Type) {
	case slackevents.ReactionAdded, slackevents.ReactionRemoved:
		if ev.Whose != "" && len(v.Authorizations) > 0 && !v.ours(ev.Whose) {
			return nil
		}
		n := news{id: v.ID, event: ev, added: ev.Type == string(slackevents.ReactionAdded)}
		return func(ctx context.Context) { e.reacted(ctx, n) }
	case slackevents.AppMention:
		return func(ctx context.Context) { e.mentioned(ctx, v.ID, ev) }
	}
	return nil
}

// ours reports whether a user is ourselves.
func (v *envelope) ours(user string) bool {
	for _, a := range v.Authorizations {
		if a.UserID == user {
			return true
		}
	}
	return false
}
