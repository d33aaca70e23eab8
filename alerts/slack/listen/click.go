package listen

import (
	"cmp"
	"context"
	"encoding/json"

	slackgo "github.com/slack-go/slack"

	"molva/alerts"
	"molva/alerts/phrase"
	"molva/alerts/slack"
)

// interaction is a click on a button or a modal that was sent off, as much of it as is needed:
// https://docs.slack.dev/reference/interaction-payloads.
type interaction struct {
	Type    string `json:"type"`
	Trigger string `json:"trigger_id"`
	User    struct {
		ID       string `json:"id"`
		Username string `json:"username"`
		Name     string `json:"name"`
	} `json:"user"`
	Channel struct {
		ID string `json:"id"`
	} `json:"channel"`
	Message struct {
		TS     string `json:"ts"`
		Thread string `json:"thread_ts"`
	} `json:"message"`
	Actions []struct {
		ID    string `json:"action_id"`
		Value string `json:"value"`
	} `json:"actions"`
	View struct {
		ID       string `json:"id"`
		Callback string `json:"callback_id"`
		Private  string `json:"private_metadata"`
		State    struct {
			Values map[string]map[string]field `json:"values"`
		} `json:"state"`
	} `json:"view"`
}

// field is what a person put into a field of a modal.
type field struct {
	Value    string `json:"value"`
	Selected struct {
		Value string `json:"value"`
	} `json:"selected_option"`
}

// interaction takes a click, or what a modal says. A modal that says something wrong is told so within itself, at once.
func (e *Ear) interaction(raw []byte) reply {
	var i interaction
	if err := json.Unmarshal(raw, &i); err != nil {
		return reply{malformed: true}
	}
	switch slackgo.InteractionType(i.Type) {
	case slackgo.InteractionTypeBlockActions:
		return e.click(i)
	case slackgo.InteractionTypeViewSubmission:
		return e.submission(i)
	}
	return reply{}
}

func (i *interaction) by() person {
	if i.User.Username != "" {
		return someone(i.User.ID, i.User.Username)
	}
	return someone(i.User.ID, i.User.Name)
}

// click does at once what a button asks for, or opens the modal in which it asks more. A button that opens a page needs
// nothing from us.
func (e *Ear) click(i interaction) reply {
	if len(i.Actions) == 0 {
		return reply{}
	}
	var pressed slack.Pressed
	deed := alerts.Deed(i.Actions[0].ID)
	if deed == alerts.Open || json.Unmarshal([]byte(i.Actions[0].Value), &pressed) != nil {
		return reply{}
	}
	c := cause{Subject: pressed.Subject, Channel: i.Channel.ID, Thread: cmp.Or(i.Message.Thread, i.Message.TS),
		Inside: i.Message.Thread != "" && i.Message.Thread != i.Message.TS, user: i.User.ID}
	return reply{full: !e.clicks.take(func(ctx context.Context) { e.press(ctx, i, deed, c) })}
}

func (e *Ear) press(ctx context.Context, i interaction, deed alerts.Deed, c cause) {
	letter, _, err := e.db.LetterAt(ctx, i.Channel.ID, i.Message.TS)
	e.report("letter not found", err)
	c.Topic = letter.Topic
	p := e.printer(c.Topic)
	if !e.mayAct(ctx, c, "click "+i.Trigger, p) {
		return
	}
	switch deed {
	case alerts.Acknowledge:
		o, err := e.acknowledge(ctx, c, i.by(), p)
		e.finish(ctx, c, o, err, p)
	case alerts.Mute, alerts.Fixed:
		e.open(ctx, i.Trigger, deed, c, p)
	}
}

// mayAct reports whether somebody may act, and has not done so with the same click.
func (e *Ear) mayAct(ctx context.Context, c cause, id string, p *phrase.Printer) bool {
	if !allowed(e.options.Allow.Act, c.user) {
		e.whisper(ctx, c.aside(), p.Sprintf("You are not among those who may use the buttons here."))
		return false
	}
	first, err := e.db.Once(ctx, id, e.now())
	if err != nil {
		e.finish(ctx, c, outcome{}, err, p)
	}
	return first && err == nil
}

// submission takes what a modal says. One whose cause cannot be read is none of ours.
func (e *Ear) submission(i interaction) reply {
	var c cause
	deed := alerts.Deed(i.View.Callback)
	if (deed != alerts.Mute && deed != alerts.Fixed) || json.Unmarshal([]byte(i.View.Private), &c) != nil {
		return reply{}
	}
	c.user = i.User.ID
	p := e.printer(c.Topic)
	said, wrong := read(i.View.State.Values, deed, p)
	if len(wrong) > 0 {
		return reply{body: slackgo.NewErrorsViewSubmissionResponse(wrong)}
	}
	return reply{full: !e.clicks.take(func(ctx context.Context) {
		if !e.mayAct(ctx, c, "modal "+i.View.ID, p) {
			return
		}
		do := e.fix
		if deed == alerts.Mute {
			do = e.mute
		}
		o, err := do(ctx, c, i.by(), said, p)
		e.finish(ctx, c, o, err, p)
	})}
}
