package vk

import (
	"cmp"
	"encoding/json"
	"slices"

	"molva/ingest"
)

const eventFrame = 100 // the code of frames that tell what somebody wrote; others are about the connection

// streamed is what somebody wrote, as the stream tells it.
type streamed struct {
	Type string `json:"event_type"`
	ID   struct {
		Owner      int64 `json:"post_owner_id"`
		Post       int64 `json:"post_id"`
		Comment    int64 `json:"comment_id"`
		TopicOwner int64 `json:"topic_owner_id"`
		Topic      int64 `json:"topic_id"`
		TopicPost  int64 `json:"topic_post_id"`
	} `json:"event_id"`
	URL     string `json:"event_url"`
	Text    string `json:"text"`
	Action  string `json:"action"` // new, update, delete, restore
	Acted   int64  `json:"action_time"`
	Created int64  `json:"creation_time"`
	Shared  string `json:"shared_post_text"`
	Author  struct {
		ID  int64  `json:"id"`
		URL string `json:"author_url"`
	} `json:"author"`
	Tags []string `json:"tags"`
}

// frame adds what a frame holds. What another source of the application listens for is passed over.
func (s *stream) frame(p *ingest.Page, data []byte) {
	if len(data) == 0 {
		return
	}
	var f struct {
		Code  int      `json:"code"`
		Event streamed `json:"event"`
	}
	err := json.Unmarshal(data, &f)
	if err == nil && f.Code != eventFrame {
		return
	}
	if len(f.Event.Tags) > 0 && !slices.ContainsFunc(f.Event.Tags, func(tag string) bool { return belongs(tag, s.tag()) }) {
		return
	}
	m := f.Event.mention()
	switch {
	case err != nil || m.ID == "":
		p.Rejected = append(p.Rejected, ingest.Rejection{Item: m.ID, Reason: "the frame is none that is known"})
	case m.Text != "" || m.Deleted: // who shares without a word says nothing of their own
		p.Mentions = append(p.Mentions, m)
	}
}

// mention has the ids that search and walls have. One without an id is none.
func (e streamed) mention() ingest.Mention {
	m := ingest.Mention{
		Network: Network, URL: e.URL, Text: plain(e.Text), Context: plain(e.Shared), Author: author(e.Author.ID, ""), Published: moment(cmp.Or(e.Created, e.Acted)),
	}
	e.identify(&m)
	if e.Author.URL != "" {
		m.Author.URL = e.Author.URL
	}
	if e.Action != "new" {
		m.Edited = moment(e.Acted)
	}
	if m.Deleted = e.Action == "delete"; m.Deleted {
		m.Text, m.Context = "", ""
	}
	return m
}

// identify sets what the mention is, and where it stands.
func (e streamed) identify(m *ingest.Mention) {
	var at spot
	var n int64
	switch e.Type {
	case "post", "share":
		if e.ID.Post != 0 {
			m.ID, m.Kind = post{Owner: e.ID.Owner, ID: e.ID.Post}.id(), ingest.Post
		}
	case "comment":
		at, n = spot{"", e.ID.Owner, e.ID.Post}, e.ID.Comment
	case "topic_post":
		at, n = spot{"board", e.ID.TopicOwner, e.ID.Topic}, e.ID.TopicPost
	}
	if n != 0 {
		m.ID, m.Kind, m.Thread, m.Parent = at.comment(n), ingest.Comment, at.id(), at.id()
	}
}
