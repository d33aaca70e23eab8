package instagram

import (
	"cmp"
	"encoding/json"
	"errors"

	"molva/ingest"
	"molva/ingest/graph"
)

// What is asked of posts and of comments. Each way to posts gives other fields (reference/instagram-media, .../ig-comment).
const (
	mediaFields   = "id,caption,media_type,permalink,timestamp,like_count,comments_count" // of a hashtag, and of others' accounts
	taggedFields  = mediaFields + ",username"
	ownFields     = taggedFields + ",media_product_type"
	commentFields = "id,text,timestamp,username,from,like_count,parent_id"
	threadFields  = commentFields + ",replies.limit(50){" + commentFields + "}"
)

// media is a post, a reel or a story.
type media struct {
	ID       string     `json:"id"`
	Caption  string     `json:"caption"`
	Type     string     `json:"media_type"`         // IMAGE, VIDEO, CAROUSEL_ALBUM
	Product  string     `json:"media_product_type"` // FEED, REELS, STORY, AD
	Link     string     `json:"permalink"`
	Time     graph.Time `json:"timestamp"`
	Username string     `json:"username"`
	Likes    *int64     `json:"like_count"` // left out where the owner hides it
	Comments *int64     `json:"comments_count"`
}

// comment is one under a post, or a reply to one.
type comment struct {
	ID       string     `json:"id"`
	Text     string     `json:"text"`
	Time     graph.Time `json:"timestamp"`
	Username string     `json:"username"`
	From     struct {
		ID       string `json:"id"`
		Username string `json:"username"`
	} `json:"from"`
	Parent  string `json:"parent_id"`
	Likes   *int64 `json:"like_count"`
	Media   media  `json:"media"`
	Replies struct {
		Data   []json.RawMessage `json:"data"`
		Paging struct {
			Next string `json:"next"`
		} `json:"paging"`
	} `json:"replies"`
}

func parseMedia(data []byte) (m media, err error) {
	if json.Unmarshal(data, &m) != nil {
		return media{ID: m.ID}, errors.New("post is not as the API describes it")
	}
	if !graph.IsNumber(m.ID) || m.Time.IsZero() {
		return m, errors.New("post lacks its id or time")
	}
	return m, nil
}

// datedMedia is a post as a list has it.
func datedMedia(data []byte) (ingest.Dated, media) {
	m, err := parseMedia(data)
	return ingest.Dated{Mention: m.mention(), Bad: err}, m
}

func parseComment(data []byte) (c comment, err error) {
	if json.Unmarshal(data, &c) != nil {
		return comment{ID: c.ID}, errors.New("comment is not as the API describes it")
	}
	if !graph.IsNumber(c.ID) || c.Time.IsZero() {
		return c, errors.New("comment lacks its id or time")
	}
	return c, nil
}

func (m media) mention() ingest.Mention {
	return ingest.Mention{
		ID: m.ID, Network: Network, URL: m.Link, Text: m.Caption, Kind: ingest.Post, Published: m.Time.Time, Author: person("", m.Username),
		Engagement: ingest.Engagement{Likes: ingest.Count(m.Likes), Replies: ingest.Count(m.Comments)},
	}
}

// mention is a comment on a post; answered is the text of the comment that it answers, "" for one that answers the post.
func (c comment) mention(on media, answered string) ingest.Mention {
	return ingest.Mention{
		ID: c.ID, Network: Network, URL: on.Link, Text: c.Text, Kind: ingest.Comment, Published: c.Time.Time,
		Author: person(c.From.ID, cmp.Or(c.From.Username, c.Username)),
		Thread: on.ID, Parent: cmp.Or(c.Parent, on.ID), Context: cmp.Or(answered, on.Caption),
		Engagement: ingest.Engagement{Likes: ingest.Count(c.Likes)},
	}
}

// person is an author. The number that comes with comments is another one for each app, so the name, which posts have too, is
// the id.
func person(number, name string) ingest.Author {
	a := ingest.Author{ID: cmp.Or(name, number), Name: name}
	if name != "" {
		a.URL = "https://www.instagram.com/" + name + "/"
	}
	return a
}

// form is what kind of post it is.
func (m media) form() string {
	switch {
	case m.Product == "STORY":
		return "story"
	case m.Type == "VIDEO":
		return "video"
	case m.Type == "IMAGE" || m.Type == "CAROUSEL_ALBUM":
		return "photo"
	}
	return "other"
}
