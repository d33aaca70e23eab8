package threads

import (
	"cmp"
	"encoding/json"
	"errors"

	"molva/ingest"
	"molva/ingest/graph"
)

// fields is what is asked of posts and replies (docs/threads/retrieve-and-discover-posts, docs/threads/reply-management).
const fields = "id,text,username,permalink,timestamp,media_type,is_reply,has_replies,root_post,replied_to,link_attachment_url,poll_attachment"

// post is a post or a reply.
type post struct {
	ID       string          `json:"id"`
	Text     string          `json:"text"`
	Username string          `json:"username"`
	Link     string          `json:"permalink"`
	Time     graph.Time      `json:"timestamp"`
	Type     string          `json:"media_type"` // TEXT_POST, IMAGE, VIDEO, CAROUSEL_ALBUM, AUDIO, REPOST_FACADE
	Replies  bool            `json:"has_replies"`
	Root     ref             `json:"root_post"`
	Answers  ref             `json:"replied_to"`
	Attached string          `json:"link_attachment_url"`
	Poll     json.RawMessage `json:"poll_attachment"`
}

type ref struct {
	ID string `json:"id"`
}

func parse(data []byte) (p post, err error) {
	if json.Unmarshal(data, &p) != nil {
		return post{ID: p.ID}, errors.New("post is not as the API describes it")
	}
	if !graph.IsNumber(p.ID) || p.Time.IsZero() {
		return p, errors.New("post lacks its id or time")
	}
	return p, nil
}

// dated is an item as a list has it.
func dated(data []byte) (ingest.Dated, post) {
	p, err := parse(data)
	if err != nil {
		return ingest.Dated{Mention: ingest.Mention{ID: p.ID, Published: p.Time.Time}, Bad: err}, p
	}
	return ingest.Dated{Mention: p.mention()}, p
}

func (p post) mention() ingest.Mention {
	m := ingest.Mention{
		ID: p.ID, Network: Network, URL: p.Link, Text: p.Text, Kind: ingest.Post, Published: p.Time.Time,
		Author: ingest.Author{ID: p.Username, Name: p.Username},
	}
	if p.Username != "" {
		m.Author.URL = "https://www.threads.net/@" + p.Username
	}
	if p.Answers.ID != "" {
		m.Kind, m.Parent, m.Thread = ingest.Comment, p.Answers.ID, cmp.Or(p.Root.ID, p.Answers.ID)
	}
	return m
}

// form is what kind of post it is.
func (p post) form() string {
	switch {
	case len(p.Poll) > 0 && string(p.Poll) != "null":
		return "poll"
	case p.Type == "VIDEO":
		return "video"
	case p.Type == "IMAGE" || p.Type == "CAROUSEL_ALBUM":
		return "photo"
	case p.Attached != "":
		return "link"
	case p.Type == "TEXT_POST" || p.Type == "TEXT":
		return "text"
	}
	return "other"
}

// repost reports whether the post is somebody else's, shown once more.
func (p post) repost() bool { return p.Type == "REPOST_FACADE" }
