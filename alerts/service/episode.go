package service

import (
	"strings"
	"time"

	"molva/classify"
	"molva/ingest"
	"molva/store"
)

// Episode is one wait of one person: from the first message that needs an answer to the answer that it got. After that a new
// message of theirs that needs one begins the next.
type Episode struct {
	Network  string
	Thread   string
	Author   string    // the network's id; "" is somebody unknown
	First    string    // the message, by its public id
	Since    time.Time // when it was published
	Answered time.Time // zero: they wait
	Negative bool      // they were dissatisfied before the answer
	Turned   bool      // and neither that nor complaining when they spoke next
	Reopened bool      // after the answer they complained again
}

// Waits reports that nobody answered.
func (e Episode) Waits() bool { return e.Answered.IsZero() }

// Episodes follows conversations. Messages come in order of publishing, and so do the episodes, by their beginning.
//
// Our message answers whom it replies to. One that replies to nobody, or to what began the thread, answers all who wait in it. An
// answer that the network tells on the message itself, as stores do, answers that message.
func Episodes(messages []store.Exchange) []Episode {
	f := follower{talks: map[talkKey]*talk{}, threads: map[threadKey][]*talk{}, authors: map[messageKey]*talk{}}
	for _, m := range messages {
		if m.Staff {
			f.answer(m)
		} else {
			f.hear(m)
		}
	}
	all := make([]Episode, len(f.all))
	for i, e := range f.all {
		all[i] = *e
	}
	return all
}

// talk is what one person says to us in one thread.
type talk struct {
	open *Episode // who waits; nil: nobody
	last *Episode // what was answered, until they speak again or wait anew
	turn bool     // they have not spoken since
}

type (
	threadKey  struct{ network, thread string }
	talkKey    struct{ network, thread, author string }
	messageKey struct{ network, id string }
)

type follower struct {
	all     []*Episode
	talks   map[talkKey]*talk
	threads map[threadKey][]*talk
	authors map[messageKey]*talk // who wrote a message
}

// hear takes what a customer says.
func (f *follower) hear(m store.Exchange) {
	t := f.talk(m)
	negative := classify.Sentiment(m.Sentiment) == classify.Negative
	if t.turn {
		t.turn, t.last.Turned = false, t.last.Negative && !complains(m)
	}
	if t.last != nil && complains(m) {
		t.last.Reopened = true
	}
	switch {
	case t.open == nil && t.needs(m):
		t.open = &Episode{Network: m.Network, Thread: m.Thread, Author: m.Author, First: m.ID, Since: m.Published, Negative: negative}
		f.all = append(f.all, t.open)
	case t.open != nil:
		t.open.Negative = t.open.Negative || negative
	}
	if t.open != nil && !m.Answered.Before(m.Published) {
		t.close(m.Answered)
	}
}

// answer takes what one of us says.
func (f *follower) answer(m store.Exchange) {
	if t := f.authors[messageKey{m.Network, m.Parent}]; t != nil && m.Parent != m.Thread {
		t.close(m.Published)
		return
	}
	for _, t := range f.threads[threadKey{m.Network, m.Thread}] {
		t.close(m.Published)
	}
}

func (t *talk) close(at time.Time) {
	if t.open == nil {
		return
	}
	t.open.Answered = at
	t.last, t.open, t.turn = t.open, nil, true
}

// talk is that of the author of a message, who is remembered to have written it.
func (f *follower) talk(m store.Exchange) *talk {
	key := talkKey{m.Network, m.Thread, m.Author}
	t := f.talks[key]
	if t == nil {
		t = &talk{}
		f.talks[key] = t
		thread := threadKey{m.Network, m.Thread}
		f.threads[thread] = append(f.threads[thread], t)
	}
	f.authors[messageKey{m.Network, strings.TrimPrefix(m.ID, m.Network+":")}] = t
	return t
}

// needs reports that a message needs an answer. The first ones do when they count, and complain, ask, are dissatisfied, or are said to
// us and no praise. After our answer it is not enough that something is said to us, since that often ends the conversation; nor
// must a complaint or a question name once more what it is about.
func (t *talk) needs(m store.Exchange) bool {
	if t.last != nil {
		return asks(m)
	}
	toUs := m.Kind == ingest.Message || m.Prompted
	return m.Counted && (asks(m) || toUs && classify.Sentiment(m.Sentiment) != classify.Positive)
}

func asks(m store.Exchange) bool {
	return complains(m) || classify.Category(m.Category) == classify.Question
}

// complains reports a complaint, or what is dissatisfied without being called one.
func complains(m store.Exchange) bool {
	switch classify.Category(m.Category) {
	case classify.ComplaintCategory:
		return true
	case classify.Promo, classify.News:
		return false
	}
	return classify.Sentiment(m.Sentiment) == classify.Negative
}
