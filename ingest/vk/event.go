package vk

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"molva/ingest"
)

// event is what VK tells by Callback API and by Bots Long Poll. See callback_base of the schema.
type event struct {
	Type   string          `json:"type"`
	Object json.RawMessage `json:"object"`
	Group  int64           `json:"group_id"`
	ID     string          `json:"event_id"`
	Secret string          `json:"secret"`
}

// subjects are the events of comments, by what comes before the verb, with the kind of spot that they are about.
var subjects = map[string]string{
	"wall_reply": "", "board_post": "board", "photo_comment": "photo", "video_comment": "video", "market_comment": "market",
}

// verbs are what may happen to a comment.
var verbs = []string{"new", "edit", "restore", "delete"}

// event adds what an event says. Events of other types, such as likes, are no mentions.
func (s *Source) event(p *ingest.Page, e event) {
	at := strings.LastIndex(e.Type, "_")
	kind, talk := subjects[e.Type[:max(at, 0)]]
	verb := e.Type[at+1:]
	var m ingest.Mention
	var speaks bool
	var err error
	switch {
	case talk && slices.Contains(verbs, verb):
		m, speaks, err = s.talked(e, kind, verb)
	case e.Type == "wall_post_new" || e.Type == "wall_repost":
		m, speaks, err = posted(e)
	case e.Type == "message_new" && s.options.Messages:
		m, speaks, err = written(e)
	}
	if err != nil {
		p.Rejected = append(p.Rejected, ingest.Rejection{Item: cmp.Or(e.ID, e.Type), Reason: err.Error()})
	} else if speaks {
		p.Mentions = append(p.Mentions, m)
	}
}

// posted is a new post or repost.
func posted(e event) (ingest.Mention, bool, error) {
	var said post
	if err := e.into(&said); err != nil {
		return ingest.Mention{}, false, err
	}
	m, speaks := said.mention(nil)
	return m, speaks, said.usable()
}

// talked is what happened to a comment. VK does not say when one was edited: that is when the event came first.
func (s *Source) talked(e event, kind, verb string) (ingest.Mention, bool, error) {
	var c comment
	if err := e.into(&c); err != nil {
		return ingest.Mention{}, false, err
	}
	at := c.spot(kind, -e.Group)
	if c.ID <= 0 || at.item <= 0 {
		return ingest.Mention{}, false, errors.New("the comment lacks its id or what it stands under")
	}
	if verb == "delete" {
		return ingest.Mention{ID: at.comment(c.ID), Network: Network, Edited: s.events.first(e.ID, s.now()), Deleted: true}, true, nil
	}
	m, speaks := c.mention(at, nil)
	if verb != "new" {
		m.Edited = s.events.first(e.ID, s.now())
	}
	return m, speaks, c.usable()
}

// spot is what a comment of an event stands under; a community's own things belong to itself.
func (c comment) spot(kind string, community int64) spot {
	switch kind {
	case "board":
		return spot{kind, community, c.Topic}
	case "photo":
		return spot{kind, cmp.Or(c.PhotoOf, c.Owner, community), c.Photo}
	case "video":
		return spot{kind, cmp.Or(c.VideoOf, c.Owner, community), c.Video}
	case "market":
		return spot{kind, cmp.Or(c.MarketOf, c.Owner, community), c.Market}
	}
	return spot{kind, cmp.Or(c.PostOf, c.Owner, community), c.Post}
}

// letter is what somebody writes to the community. See callback_message_object and messages_message.
type letter struct {
	Message struct {
		From   int64  `json:"from_id"`
		Peer   int64  `json:"peer_id"`
		Number int64  `json:"conversation_message_id"`
		Date   int64  `json:"date"`
		Text   string `json:"text"`
		Out    int    `json:"out"` // 1 of what the community wrote
	} `json:"message"`
}

// written is a message to the community.
func written(e event) (ingest.Mention, bool, error) {
	var l letter
	if err := e.into(&l); err != nil {
		return ingest.Mention{}, false, err
	}
	m := l.Message
	if m.Peer == 0 || m.Number == 0 || m.Date == 0 {
		return ingest.Mention{}, false, errors.New("the message lacks its id or its time")
	}
	return ingest.Mention{
		ID: fmt.Sprintf("im%d_%d_%d", e.Group, m.Peer, m.Number), Network: Network, Text: plain(m.Text), Author: author(m.From, ""),
		URL: fmt.Sprintf("https://vk.com/gim%d?sel=%d", e.Group, m.Peer), Published: moment(m.Date), Kind: ingest.Message,
	}, m.Out == 0 && m.Text != "", nil
}

// into decodes what the event is about.
func (e event) into(v any) error {
	if json.Unmarshal(e.Object, v) != nil {
		return fmt.Errorf("the object of the event %s is not as the API describes it", e.Type)
	}
	return nil
}

// sightings are when the latest events came first. One that VK posts again, as we could not take it, is no newer than those that
// came between.
type sightings struct {
	mu  sync.Mutex
	at  map[string]time.Time // by the event's id
	ids []string             // in their order
}

const maxSightings = 1000

// first is when an event came first; now, if it has no id or has not come yet.
func (s *sightings) first(id string, now time.Time) time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	if at, known := s.at[id]; known || id == "" || len(id) > ingest.MaxID {
		return cmp.Or(at, now)
	}
	if s.at == nil {
		s.at = map[string]time.Time{}
	}
	if len(s.ids) == maxSightings {
		delete(s.at, s.ids[0])
		s.ids = s.ids[1:]
	}
	s.at[id], s.ids = now, append(s.ids, id)
	return now
}
