package hackernews

import (
	"encoding/json"
	"errors"
	"strconv"
	"time"

	"molva/ingest"
)

const site = "https://news.ycombinator.com"

// hit is a post or a comment as the search has it. What is null there is empty here.
type hit struct {
	ID         string `json:"objectID"`
	Author     string `json:"author"`
	Created    int64  `json:"created_at_i"`
	Title      string `json:"title"`
	Text       string `json:"story_text"`   // HTML
	Comment    string `json:"comment_text"` // HTML
	Link       string `json:"url"`          // that the story is about
	Points     *int64 `json:"points"`
	Comments   *int64 `json:"num_comments"`
	Story      int64  `json:"story_id"`
	StoryTitle string `json:"story_title"`
	Parent     int64  `json:"parent_id"` // 0 for a story

	bad error // why it cannot be taken
}

// parseHit reads a hit; one that cannot be read is known by what of it can, and is as old as what came last.
func parseHit(data []byte, last int64) (h hit) {
	switch err := json.Unmarshal(data, &h); {
	case err != nil:
		h.bad = errors.New("hit is no readable JSON")
	case h.ID == "" || h.Created == 0:
		h.bad = errors.New("hit lacks its objectID or created_at_i")
	}
	if h.Created == 0 {
		h.Created = last
	}
	return h
}

// mention is the hit as ingest has it.
func (h hit) mention() ingest.Mention {
	m := ingest.Mention{
		ID:         h.ID,
		Network:    Network,
		URL:        site + "/item?id=" + h.ID,
		Title:      h.Title,
		Text:       ingest.PlainText(h.Text),
		Published:  time.Unix(h.Created, 0).UTC(),
		Kind:       ingest.Post,
		Engagement: ingest.Engagement{Likes: ingest.Count(h.Points), Replies: ingest.Count(h.Comments)},
	}
	if h.Parent != 0 {
		h.answers(&m)
	} else if m.Text == "" {
		m.Text, m.Title = m.Title, "" // a story is often a link and its title
	}
	if h.Author != "" {
		m.Author = ingest.Author{ID: h.Author, Name: h.Author, URL: site + "/user?id=" + h.Author}
	}
	if h.Link != "" {
		m.Extra = map[string]any{"link": h.Link}
	}
	return m
}

// answers makes the mention a comment.
func (h hit) answers(m *ingest.Mention) {
	m.Kind, m.Title, m.Text = ingest.Comment, h.StoryTitle, ingest.PlainText(h.Comment)
	m.Parent = strconv.FormatInt(h.Parent, 10)
	if h.Story != 0 {
		m.Thread = strconv.FormatInt(h.Story, 10)
	}
	if h.Parent == h.Story {
		m.Context = h.StoryTitle
	}
}
