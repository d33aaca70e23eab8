package listen

import (
	"context"
	"strings"
	"time"

	"molva/alerts"
	"molva/alerts/slack"
	"molva/classify"
	"molva/store"
)

// news is that a reaction was added or taken back.
type news struct {
	id string
	event
	added bool
	tries int // to find the message in the books
}

// reacted makes a label of a reaction on a quote of ours, and takes it back when the reaction is taken back. Nothing is
// posted when that went well; the next digest says what changed.
//
//   - The same news again changes nothing.
//   - Of one person's adding and taking back the later one holds by Slack's time, whichever came first.
//   - Of several people, and of several reactions of one person, the last one decides; when it is taken back the one
//     before does, or the model.
func (e *Ear) reacted(ctx context.Context, n news) {
	says, known := e.meanings[untoned(n.Reaction)]
	quote, ours := e.quoted(ctx, n)
	if !ours || n.added && !known || !e.latest.after(n.event) {
		return
	}
	p, at := e.printer(quote.Topic), where{n.Item.Channel, n.User, ""}
	switch {
	case e.bots.has(ctx, e, n.User):
		return
	case n.added && !allowed(e.options.Allow.Label, n.User):
		e.whisper(ctx, at, p.Sprintf("You are not among those whose reactions count here."))
		return
	}
	if first, err := e.db.Once(ctx, "event "+n.id, e.now()); err != nil || !first {
		e.report("event not remembered", err)
		return
	}
	if err := e.count(ctx, n, quote, says); err != nil {
		e.report("reaction not saved", err)
		e.whisper(ctx, at, p.Sprintf("Your reaction could not be saved. Please take it back and give it again later."))
	}
}

// quoted is the quote that a reaction is on; ours is false when it is on anything else, as far as the books know by now.
func (e *Ear) quoted(ctx context.Context, n news) (q alerts.Said, ours bool) {
	letter, found, err := e.db.LetterAt(ctx, n.Item.Channel, n.Item.TS)
	if err != nil || !found {
		e.report("letter not found", err)
		e.later(n)
		return q, false
	}
	q, ours = alerts.Quoted(letter)
	return q, ours && q.Mention != "" && q.Topic != ""
}

// settling is how long after each look the books are looked at again. Whoever is quick reacts to a message before it is
// written down where it stands; after an unclear answer of Slack that takes its time.
var settling = [...]time.Duration{time.Second, 5 * time.Second, time.Minute}

// later looks again at a message that is not in the books yet.
func (e *Ear) later(n news) {
	if n.tries == len(settling) {
		return
	}
	wait := settling[n.tries]
	n.tries++
	time.AfterFunc(wait, func() {
		if !e.words.take(func(ctx context.Context) { e.reacted(ctx, n) }) {
			e.log.Warn("reaction dropped, there is no room for it")
		}
	})
}

// count saves a reaction or its end. The name is kept with its skin tone: Slack counts each tone for itself.
func (e *Ear) count(ctx context.Context, n news, q alerts.Said, says slack.Meaning) error {
	if !n.added {
		_, err := e.db.Unreact(ctx, n.Item.Channel, n.Item.TS, personOf(n.User), n.Reaction)
		return err
	}
	r := store.Reaction{Channel: n.Item.Channel, Message: n.Item.TS, Person: personOf(n.User), Name: n.Reaction,
		Mention: q.Mention, Topic: q.Topic}
	mean(&r, says)
	applied, err := e.db.React(ctx, r)
	if err == nil && applied.Refused != "" {
		e.log.Info("reaction refused", "mention", q.Mention, "topic", q.Topic, "err", applied.Refused)
	}
	return err
}

// mean puts into a reaction what it says.
func mean(r *store.Reaction, says slack.Meaning) {
	switch says {
	case slack.Positive:
		r.Sentiment = new(classify.Positive)
	case slack.Neutral:
		r.Sentiment = new(classify.Neutral)
	case slack.Negative:
		r.Sentiment = new(classify.Negative)
	case slack.NotAboutUs:
		r.Exclude = true
	case slack.NotSpam:
		r.Category = classify.Other
	}
}

// untoned is a reaction's name without its skin tone: +1::skin-tone-2.
func untoned(name string) string {
	name, _, _ = strings.Cut(name, "::")
	return name
}

// latest is when a person last changed a reaction, by Slack's time. It lives as long as the process and is forgotten when it
// grows: news that overtake each other come within seconds.
type latest map[[4]string]string

const mostLatest = 2_000

// after reports whether an event is not older than one that was heard before. Only one goroutine asks.
func (l latest) after(ev event) bool {
	key := [4]string{ev.Item.Channel, ev.Item.TS, ev.User, ev.Reaction}
	if old, ok := l[key]; ok && earlier(ev.Time, old) {
		return false
	}
	if len(l) >= mostLatest {
		clear(l)
	}
	l[key] = ev.Time
	return true
}

// earlier compares two of Slack's times: 1712345678.000200.
func earlier(a, b string) bool {
	if len(a) != len(b) {
		return len(a) < len(b)
	}
	return a < b
}
