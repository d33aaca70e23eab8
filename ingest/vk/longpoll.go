package vk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"molva/ingest"
	"molva/ingest/fetch"
)

const (
	hold  = 25          // seconds that VK may hold a call that has nothing to tell; the client waits 30 for an answer
	pause = time.Second // after an answer that brings nothing: a server that does not hold the call is not asked in a circle
)

// bot is a source that asks for a community's events (dev.vk.com, Bots Long Poll API). A community's token is good for little
// else.
type bot struct{ vk *Source }

// mark is where the reading of the events stands.
type mark struct {
	Ts stamp `json:"ts,omitempty"`
}

// stamp is a place among the events, which VK writes as a string or as a number.
type stamp string

func (t *stamp) UnmarshalJSON(data []byte) error {
	*t = stamp(strings.Trim(string(data), `"`))
	return nil
}

// desk is where the events are asked for.
type desk struct {
	Server string `json:"server"`
	Key    string `json:"key"`
	Ts     stamp  `json:"ts"`
}

// told is what the desk answers.
type told struct {
	Ts      stamp             `json:"ts"`
	Updates []json.RawMessage `json:"updates"`
	Failed  int               `json:"failed"`
}

// Examine asks whose the token is.
func (b *bot) Examine(ctx context.Context) (string, error) { return b.vk.Examine(ctx) }

// Read asks for events until ctx ends.
func (b *bot) Read(ctx context.Context, after ingest.Cursor, emit func(ingest.Page) error) error {
	var at mark
	if err := after.Into(&at); err != nil {
		return err
	}
	err := b.attend(ctx, at, emit)
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// attend goes from desk to desk: the key of one is good for about an hour.
func (b *bot) attend(ctx context.Context, at mark, emit func(ingest.Page) error) error {
	for ctx.Err() == nil {
		desk, err := call[desk](ctx, b.vk, "groups.getLongPollServer", url.Values{"group_id": {strconv.FormatInt(b.vk.options.LongPoll, 10)}})
		if err != nil {
			return err
		}
		if at.Ts == "" {
			at.Ts = desk.Ts
		}
		if at, err = b.sit(ctx, desk, at, emit); err != nil {
			return err
		}
		rest(ctx)
	}
	return nil
}

// sit asks one desk until its key is worn out. Without an error the mark may have no place, where VK has lost it.
func (b *bot) sit(ctx context.Context, d desk, at mark, emit func(ingest.Page) error) (mark, error) {
	base, err := fetch.Base("server", d.Server, "https://lp.vk.com/whp")
	if err != nil {
		return at, errors.New("groups.getLongPollServer answers with an address that cannot be read")
	}
	api := &fetch.API{Client: b.vk.env.HTTP, Base: base, Governor: b.vk.env.Governor}
	for ctx.Err() == nil {
		var said told
		q := url.Values{"act": {"a_check"}, "key": {d.Key}, "ts": {string(at.Ts)}, "wait": {strconv.Itoa(hold)}}
		if err := api.Get(ctx, "", q, &said); err != nil {
			return at, err
		}
		next, p, more := b.hears(at, said)
		if p.Next = ingest.CursorOf(next); next != at || p.Gap != "" {
			if err := emit(p); err != nil {
				return at, err
			}
		}
		if at = next; !more {
			return at, nil
		}
		if len(said.Updates) == 0 {
			rest(ctx)
		}
	}
	return at, nil
}

// hears turns an answer into a page; more is false when the key is worn out.
func (b *bot) hears(at mark, said told) (next mark, p ingest.Page, more bool) {
	switch said.Failed {
	case 0:
	case 1:
		p.Gap = "the events of some time are no longer there"
		return mark{said.Ts}, p, said.Ts != ""
	case 2:
		return at, p, false
	default:
		p.Gap = "VK has lost its place among the events"
		return mark{}, p, false
	}
	for i, data := range said.Updates {
		var e event
		if json.Unmarshal(data, &e) != nil {
			p.Rejected = append(p.Rejected, ingest.Rejection{Item: fmt.Sprintf("event %d behind %s", i+1, at.Ts), Reason: "the event is not as the API describes it"})
			continue
		}
		if e.Group == 0 {
			e.Group = b.vk.options.LongPoll
		}
		b.vk.event(&p, e)
	}
	if said.Ts == "" {
		return at, p, false
	}
	return mark{said.Ts}, p, true
}

func rest(ctx context.Context) {
	select {
	case <-time.After(pause):
	case <-ctx.Done():
	}
}
