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
	case v.Type != slackevents.CallbackEvent || v.Event.User == "" || v.Event.BotID != "" || v.ours():
		return reply{}
	}
	var do func(context.Context)
	switch ev := v.Event; slackevents.EventsAPIType(ev.Type) {
	case slackevents.ReactionAdded:
		do = func(ctx context.Context) { e.reacted(ctx, v.ID, ev, true) }
	case slackevents.ReactionRemoved:
		do = func(ctx context.Context) { e.reacted(ctx, v.ID, ev, false) }
	case slackevents.AppMention:
		do = func(ctx context.Context) { e.mentioned(ctx, v.ID, ev) }
	default:
		return reply{}
	}
	return reply{full: !e.words.take(do)}
}

// ours reports whether we did it ourselves.
func (v *envelope) ours() bool {
	for _, a := range v.Authorizations {
		if a.UserID == v.Event.User {
			return true
		}
	}
	return false
}
