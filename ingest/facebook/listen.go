package facebook

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"molva/ingest"
	"molva/ingest/graph"
)

// Read listens until ctx ends.
func (l listener) Read(ctx context.Context, after ingest.Cursor, emit func(ingest.Page) error) error {
	return l.Door.Read(ctx, after, emit)
}

// event is what a change of the fields feed, mention and ratings says
// (developers.facebook.com/docs/graph-api/webhooks/reference/page).
type event struct {
	Item      string     `json:"item"`
	Verb      string     `json:"verb"`
	Comment   string     `json:"comment_id"`
	Post      string     `json:"post_id"`
	Parent    string     `json:"parent_id"` // of a comment: the post, or the comment that it answers
	From      *profile   `json:"from"`
	Sender    string     `json:"sender_id"` // in place of from, where the page is mentioned
	Sent      string     `json:"sender_name"`
	Message   string     `json:"message"`
	Created   graph.Time `json:"created_time"`
	Published any        `json:"published"` // 0 or false: only the page's people see it
	About     *about     `json:"post"`
	Story     string     `json:"open_graph_story_id"` // of a rating
	Reviewer  string     `json:"reviewer_id"`
	Name      string     `json:"reviewer_name"`
	Text      string     `json:"review_text"`
	Rating    *float64   `json:"rating"`
	Recommend string     `json:"recommendation_type"`
}

// about is the post on which somebody commented.
type about struct {
	Permalink string `json:"permalink_url"`
}

// hear takes a body that Meta has posted. What cannot be read is rejected, since posting it again would not help.
func (s *Source) hear(ctx context.Context, body []byte) (p ingest.Page, err error) {
	changes, err := graph.Changes(body)
	if err != nil {
		p.Rejected = []ingest.Rejection{{Reason: err.Error()}}
		return p, nil
	}
	for _, c := range changes {
		if s.options.Page != "" && c.ID != s.options.Page {
			continue
		}
		m, err := s.change(ctx, c)
		switch {
		case errors.Is(err, errUnread) || s.alone(ctx, err):
			p.Rejected = append(p.Rejected, ingest.Rejection{Item: m.ID, Reason: err.Error()})
		case err != nil:
			return p, err
		case m.ID != "" && (m.Deleted || said(m)):
			p.Mentions = append(p.Mentions, m)
		}
	}
	return p, nil
}

// change makes a mention of one; without an id where nobody said anything, such as a reaction.
func (s *Source) change(ctx context.Context, c graph.Change) (ingest.Mention, error) {
	if c.Field != "feed" && c.Field != "mention" && c.Field != "ratings" {
		return ingest.Mention{}, nil
	}
	var e event
	if err := json.Unmarshal(c.Value, &e); err != nil {
		return ingest.Mention{}, errUnread
	}
	m := e.mention()
	switch {
	case slices.Contains([]string{"reaction", "like", "follow"}, e.Item), e.Verb == "hide", e.Verb == "unhide", m.ID == "":
		return ingest.Mention{}, nil
	case e.Verb == "remove" || e.Verb == "delete":
		return ingest.Mention{ID: m.ID, Network: Network, Deleted: true, Edited: s.when(c)}, nil
	case e.Published == 0.0 || e.Published == false:
		return ingest.Mention{}, nil
	case c.Field == "mention" && e.Message == "":
		return s.one(ctx, m)
	case e.Verb == "edited" || e.Verb == "edit" || e.Verb == "update":
		m.Edited = s.when(c)
	}
	return m, nil
}

// when is the time of a change, which is now where it is not told.
func (s *Source) when(c graph.Change) time.Time {
	if c.Time.IsZero() {
		return s.env.Now().UTC()
	}
	return c.Time.Time
}

// mention is what was said, as far as the event tells.
func (e event) mention() ingest.Mention {
	if e.From == nil {
		e.From = &profile{e.Sender, e.Sent}
	}
	switch {
	case e.Comment != "":
		c := comment{ID: e.Comment, Message: e.Message, From: e.From, Created: e.Created}
		if e.Parent != "" && e.Parent != e.Post {
			c.Parent = &parent{ID: e.Parent}
		}
		p := post{ID: e.Post}
		if e.About != nil {
			p.Permalink = e.About.Permalink
		}
		return c.under(p)
	case e.Item == "rating" || e.Text != "" || e.Recommend != "":
		r := review{Created: e.Created, Text: e.Text, Type: e.Recommend, Rating: e.Rating, Story: &story{ID: e.Story}}
		if e.Reviewer != "" {
			r.Reviewer = &profile{e.Reviewer, e.Name}
		}
		return r.mention()
	}
	return post{ID: e.Post, Message: e.Message, From: e.From, Created: e.Created}.mention()
}

// one asks for a post or comment of somebody else that names the page: its event comes without the words.
func (s *Source) one(ctx context.Context, m ingest.Mention) (ingest.Mention, error) {
	if m.Thread != "" {
		var c comment
		err := s.object(ctx, m.ID, commentFields, &c)
		if err != nil {
			return m, err
		}
		return c.under(post{ID: m.Thread}), nil
	}
	var p post
	err := s.object(ctx, m.ID, postFields, &p)
	if err != nil {
		return m, err
	}
	return p.mention(), nil
}
