package vk

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strconv"
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

const maxStamp = 64 // bytes; VK's have some ten

// stamp is a place among the events, which VK writes as a string or as a number.
type stamp string

// UnmarshalJSON reads either.
func (t *stamp) UnmarshalJSON(data []byte) error {
	if json.Unmarshal(data, (*string)(t)) == nil {
		return nil
	}
	return json.Unmarshal(data, (*json.Number)(t))
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
	return ingest.Stay(ctx, b.vk.env, emit, func(emit func(ingest.Page) error) (err error) {
		at, err = b.attend(ctx, at, emit)
		return err
	})
}

// attend asks one desk until it ends, and returns how far it has come and why it ended; nil never. The key of a desk is good for
// about an hour.
func (b *bot) attend(ctx context.Context, at mark, emit func(ingest.Page) error) (mark, error) {
	d, err := call[desk](ctx, b.vk, "groups.getLongPollServer", url.Values{"group_id": {strconv.FormatInt(b.vk.options.LongPoll, 10)}})
	if err != nil {
		return at, err
	}
	base, err := fetch.Base("server", d.Server, "https://lp.vk.com/whp")
	if err != nil {
		return at, errors.New("groups.getLongPollServer answers with an address that cannot be read")
	}
	at.Ts = cmp.Or(at.Ts, d.Ts)
	api := &fetch.API{Client: b.vk.env.HTTP, Base: base, Governor: b.vk.env.Governor}
	for {
		var said told
		q := url.Values{"act": {"a_check"}, "key": {d.Key}, "ts": {string(at.Ts)}, "wait": {strconv.Itoa(hold)}}
		if err := api.Get(ctx, "", q, &said); err != nil {
			return at, err
		}
		next, p, ended := b.hears(at, said)
		if p.Next = ingest.CursorOf(next); next != at || p.Gap != "" {
			if err := emit(p); err != nil {
				return at, err
			}
		}
		if at = next; ended != nil {
			return at, ended
		}
		if len(said.Updates) == 0 {
			rest(ctx)
		}
	}
}

// hears turns an answer into a page and says where it leads to; ended is why the desk is not to be asked again.
func (b *bot) hears(at mark, said told) (next mark, p ingest.Page, ended error) {
	switch {
	case said.Failed == 1 && said.Ts != "" && said.Ts != at.Ts:
		p.Gap = "the events of some time are no longer there"
		return mark{said.Ts}, p, nil
	case said.Failed == 2:
		return at, p, errors.New("the key of the events is worn out")
	case said.Failed != 0:
		p.Gap = "VK has lost its place among the events"
		return mark{}, p, errors.New("VK has lost its place among the events")
	case said.Ts == "" || len(said.Ts) > maxStamp:
		return at, p, errors.New("the server of the events does not say how to go on")
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
	return mark{said.Ts}, p, nil
}

func rest(ctx context.Context) {
	select {
	case <-time.After(pause):
	case <-ctx.Done():
	}
}
