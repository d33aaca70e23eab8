package listen

import (
	"cmp"
	"context"
	"errors"
	"html"
	"regexp"
	"strings"

	"molva/alerts"
	"molva/alerts/ask"
	"molva/alerts/phrase"
)

// command is a slash command, as much of it as is needed.
type command struct {
	User        string `json:"user_id"`
	Channel     string `json:"channel_id"`
	Text        string `json:"text"`
	Trigger     string `json:"trigger_id"`
	ResponseURL string `json:"response_url"`
}

// command takes a question asked by /molva. All that is said to it goes to the asker alone.
func (e *Ear) command(c command) reply {
	answer := func(ctx context.Context, s alerts.Story) { e.respond(ctx, c.ResponseURL, s) }
	return reply{full: !e.words.take(func(ctx context.Context) {
		e.asked(ctx, asking{id: "command " + c.Trigger, user: c.User, text: c.Text, answer: answer, refuse: answer})
	})}
}

// mentioned answers a question in the thread of the message that asks it. A refusal is for the asker alone.
func (e *Ear) mentioned(ctx context.Context, id string, ev event) {
	e.asked(ctx, asking{id: "event " + id, user: ev.User, text: ev.Text,
		answer: func(ctx context.Context, s alerts.Story) {
			e.post(ctx, where{ev.Channel, ev.User, cmp.Or(ev.Thread, ev.TS)}, "answer/"+id, s)
		},
		refuse: func(ctx context.Context, s alerts.Story) {
			e.whisper(ctx, where{ev.Channel, ev.User, ev.Thread}, s.Headline)
		},
	})
}

// asking is one question, with the ways to say something to it.
type asking struct {
	id, user, text string
	answer, refuse func(context.Context, alerts.Story)
}

// asked answers a question once, whoever may ask, as often as they may.
func (e *Ear) asked(ctx context.Context, a asking) {
	if first, err := e.db.Once(ctx, a.id, e.now()); err != nil || !first {
		e.report("question not remembered", err)
		return
	}
	q, err := ask.Parse(words(a.text), e.topics(), e.now())
	p := e.printers[q.Language]
	if !allowed(e.options.Allow.Ask, a.user) {
		a.refuse(ctx, unanswered(p.Sprintf("You are not among those who may ask here."), p))
		return
	}
	if ok, first := e.rate.take(a.user, e.now()); !ok {
		if first {
			a.refuse(ctx, unanswered(p.Sprintf("That was more than %d questions in a minute. Please wait.", mostAsked), p))
		}
		return
	}
	a.answer(ctx, e.answer(ctx, q, err, p))
}

// answer is what is said to a question that was read, or could not be.
func (e *Ear) answer(ctx context.Context, q ask.Question, err error, p *phrase.Printer) alerts.Story {
	var mistake *ask.Mistake
	if errors.As(err, &mistake) {
		return mistake.Tell(p)
	}
	s, err := ask.Answer(ctx, e.db, q, p, e.links)
	if err != nil {
		e.report("question not answered", err)
		return unanswered(p.Sprintf("The answer could not be read from the database. Please ask again later."), p)
	}
	return s
}

func unanswered(why string, p *phrase.Printer) alerts.Story {
	return alerts.Story{Title: p.Sprintf("No answer"), Headline: why}
}

const maxQuestion = 1_000 // bytes; what is longer is no question

var (
	called   = regexp.MustCompile(`<[@!][^<>]*>`)        // people
	labelled = regexp.MustCompile(`<[^<>|]*\|([^<>]*)>`) // a link or a channel, with the words that stand for it
	bare     = regexp.MustCompile(`<[^<>]*>`)
)

// words is what a message says, without Slack's markup.
func words(text string) string {
	text = strings.ToValidUTF8(text[:min(len(text), maxQuestion)], "")
	text = labelled.ReplaceAllString(called.ReplaceAllString(text, " "), " $1 ")
	return strings.TrimSpace(html.UnescapeString(bare.ReplaceAllString(text, " ")))
}
