package telegram

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"molva/alerts"
	"molva/alerts/post"
)

// bot posts with a token.
type bot struct {
	options Options
	client  *http.Client
	now     func() time.Time

	mu    sync.Mutex
	begun map[string]rest // by the key of the message
}

// rest is what is left of a message that was posted in part.
type rest struct {
	first alerts.Place
	parts []part
	at    time.Time
}

// New makes a notifier from checked options; it dials nothing. Base replaces the transport in tests, nil is the real one.
func New(o Options, base http.RoundTripper, now func() time.Time) (alerts.Notifier, error) {
	if err := o.Validate(); err != nil {
		return nil, fmt.Errorf("telegram options: %w", err)
	}
	return &bot{options: o, client: client(base, now), now: now, begun: map[string]rest{}}, nil
}

// echo is room for an answer, which repeats the message with all its links.
const echo = 1 << 20

func client(base http.RoundTripper, now func() time.Time) *http.Client {
	return post.Manners{Service: "telegram", Base: base, Limit: echo, Now: now, Dialect: dialect}.Client()
}

// Able says that messages can be edited. A chat has no threads that details could go to.
func (*bot) Able() alerts.Abilities { return alerts.Abilities{Edits: true} }

// Find cannot look: the Bot API shows no history.
func (*bot) Find(context.Context, string, time.Time, alerts.Place) (alerts.Place, error) {
	return alerts.Place{}, alerts.ErrCannotLook
}

// Notify posts the message, in several parts when it is long; its place is that of the first. Only that one is edited.
func (b *bot) Notify(ctx context.Context, m alerts.Message) (alerts.Place, error) {
	left := b.resume(m)
	switch {
	case len(left.parts) == 0:
		return alerts.Place{}, fmt.Errorf("post to telegram: %w: the message says nothing", alerts.ErrRefused)
	case m.Over != (alerts.Place{}):
		at, err := b.edit(ctx, left.parts[0], m.Over)
		if err != nil {
			return alerts.Place{}, fmt.Errorf("edit in telegram: %w", err)
		}
		return at, nil
	}
	for under := m.Under; len(left.parts) > 0; under = (alerts.Place{}) {
		at, err := b.send(ctx, left.parts[0], under)
		if err != nil {
			return alerts.Place{}, fmt.Errorf("post to telegram: %w", b.interrupted(m.Key, left, err))
		}
		if left.first == (alerts.Place{}) {
			left.first = at
		}
		left.parts = left.parts[1:]
	}
	return left.first, nil
}

// resume is what is to be posted: all of the message, or what an earlier attempt left over, in its words.
func (b *bot) resume(m alerts.Message) rest {
	if m.Over != (alerts.Place{}) {
		return rest{parts: lay(m)}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	left, ok := b.begun[m.Key]
	delete(b.begun, m.Key)
	if !ok {
		return rest{parts: lay(m)}
	}
	return left
}

// interrupted keeps the rest of a message of which a part stands. When it is lost with this process, the whole comes
// again, so the error already says that this may be a repeat. After an attempt whose end nobody knows the whole is to come
// again, marked.
func (b *bot) interrupted(key string, left rest, err error) error {
	if left.first == (alerts.Place{}) || errors.Is(err, alerts.ErrUnclear) || errors.Is(err, alerts.ErrDoubtful) {
		return err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	left.at = b.now()
	for key, old := range b.begun {
		if left.at.Sub(old.at) > 24*time.Hour {
			delete(b.begun, key)
		}
	}
	b.begun[key] = left
	if errors.Is(err, alerts.ErrRefused) {
		return err
	}
	return fmt.Errorf("%w, a part of it stands: %w", alerts.ErrDoubtful, err)
}

func (b *bot) send(ctx context.Context, p part, under alerts.Place) (alerts.Place, error) {
	m := b.message(p)
	m.Thread = b.options.Thread
	if id, err := strconv.Atoi(under.ID); err == nil {
		m.Reply = &reply{ID: id, Without: true}
	}
	return b.call(ctx, "sendMessage", m)
}

func (b *bot) edit(ctx context.Context, p part, over alerts.Place) (alerts.Place, error) {
	id, err := strconv.Atoi(over.ID)
	if err != nil {
		return alerts.Place{}, alerts.ErrGone
	}
	body := b.message(p)
	body.ID = id
	if over.Channel != "" {
		body.Chat = over.Channel
	}
	at, err := b.call(ctx, "editMessageText", body)
	switch {
	case errors.Is(err, alerts.ErrRefused) && strings.Contains(err.Error(), unchanged):
		return over, nil
	case errors.Is(err, alerts.ErrRefused) && (strings.Contains(err.Error(), deleted) || strings.Contains(err.Error(), fixed)):
		return alerts.Place{}, fmt.Errorf("%w: %w", alerts.ErrGone, err)
	}
	return at, err
}

func (b *bot) message(p part) message {
	return message{Chat: b.options.Chat, Text: p.text, Entities: p.entities, Preview: preview{Disabled: true}}
}

func (b *bot) call(ctx context.Context, method string, body message) (alerts.Place, error) {
	var a answer
	call := post.Call{Method: http.MethodPost, URL: b.options.method(method), Body: body}
	err := call.Do(ctx, b.client, post.Into(&a))
	switch {
	case err != nil:
		return alerts.Place{}, post.Blind(err)
	case !a.OK || a.Result.ID == 0:
		return alerts.Place{}, fmt.Errorf("%w: answer is not understood", alerts.ErrUnclear)
	}
	return alerts.Place{Channel: strconv.FormatInt(a.Result.Chat.ID, 10), ID: strconv.Itoa(a.Result.ID)}, nil
}
