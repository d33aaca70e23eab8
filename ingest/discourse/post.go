package discourse

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"

	"molva/ingest"
)

// post is one as the forum tells it, in /posts.json and within topics. What is null there is empty here.
type post struct {
	ID       int64    `json:"id"`
	Name     string   `json:"name"`
	Username string   `json:"username"` // empty: the account was deleted
	Created  string   `json:"created_at"`
	Updated  string   `json:"updated_at"`
	Cooked   string   `json:"cooked"` // HTML
	Number   int64    `json:"post_number"`
	Type     int      `json:"post_type"`
	Topic    int64    `json:"topic_id"`
	Slug     string   `json:"topic_slug"`
	Title    string   `json:"topic_title"` // not within a topic
	Category int64    `json:"category_id"` // not within a topic
	ReplyTo  int64    `json:"reply_to_post_number"`
	Replies  *int64   `json:"reply_count"`
	Reads    *int64   `json:"reads"`
	Version  int      `json:"version"`
	Actions  []action `json:"actions_summary"`
	Hidden   bool     `json:"hidden"`
	Undone   bool     `json:"user_deleted"`
	Deleted  string   `json:"deleted_at"`

	bad error // why it cannot be taken
}

// action is what people did with a post, by its kind.
type action struct {
	ID    int    `json:"id"`
	Count *int64 `json:"count"`
}

const (
	regular = 1 // a post_type; the others are notes of moderators and of the forum itself
	like    = 2 // an action's id
)

func parsePost(data []byte) (p post) {
	switch err := json.Unmarshal(data, &p); {
	case err != nil:
		p.bad = errors.New("post is no readable JSON")
	case p.ID == 0 || p.Topic == 0 || p.Number == 0:
		p.bad = errors.New("post lacks its id, topic_id or post_number")
	}
	return p
}

func parsePosts(items []json.RawMessage) []post {
	all := make([]post, len(items))
	for i, data := range items {
		all[i] = parsePost(data)
	}
	return all
}

// open reports whether the post is there for everybody to read, and somebody said it.
func (p post) open() bool { return p.Type == regular && !p.Hidden && !p.gone() }

func (p post) gone() bool { return p.Undone || p.Deleted != "" }

func (p post) published() time.Time {
	at, _ := ingest.ParseTime(p.Created)
	return at
}

// id of a post in the same topic.
func (s *Source) id(topic, number int64) string {
	return fmt.Sprintf("%s/%d/%d", s.forum, topic, number)
}

// mention is the post as ingest has it. Its parent may be among the others.
func (s *Source) mention(p post, others []post) ingest.Mention {
	base := strings.TrimSuffix(s.api.Base.String(), "/")
	m := ingest.Mention{
		ID:         s.id(p.Topic, p.Number),
		Network:    Network,
		URL:        fmt.Sprintf("%s/t/%s/%d/%d", base, cmp.Or(p.Slug, "-"), p.Topic, p.Number),
		Title:      p.Title,
		Text:       ingest.PlainText(unquoted(p.Cooked)),
		Kind:       ingest.Post,
		Engagement: ingest.Engagement{Views: ingest.Count(p.Reads), Likes: p.likes(), Replies: ingest.Count(p.Replies)},
	}
	if p.Username != "" {
		m.Author = ingest.Author{ID: p.Username + "@" + s.forum, Name: cmp.Or(p.Name, p.Username), URL: base + "/u/" + p.Username}
	}
	m.Published = p.published()
	if p.Version > 1 {
		m.Edited, _ = ingest.ParseTime(p.Updated)
	}
	if p.Number > 1 {
		to := max(p.ReplyTo, 1)
		m.Kind, m.Thread, m.Parent = ingest.Comment, s.id(p.Topic, 1), s.id(p.Topic, to)
		if i := slices.IndexFunc(others, func(o post) bool { return o.Topic == p.Topic && o.Number == to && o.open() }); i >= 0 {
			m.Context = ingest.PlainText(unquoted(others[i].Cooked))
		}
	}
	return m
}

// likes are unknown where the forum leaves them out, as it does for strangers when there are none.
func (p post) likes() *int64 {
	for _, a := range p.Actions {
		if a.ID == like {
			return ingest.Count(a.Count)
		}
	}
	return nil
}

// unquoted leaves out what a post quotes from others: <aside class="quote">.
func unquoted(cooked string) string {
	z := html.NewTokenizer(strings.NewReader(cooked))
	var out strings.Builder
	depth := 0 // of asides, from a quote on
	for z.Next() != html.ErrorToken {
		raw := string(z.Raw()) // which the token would write over
		t := z.Token()
		switch aside := t.Data == "aside"; {
		case aside && t.Type == html.StartTagToken && (depth > 0 || quotes(t)):
			depth++
		case aside && t.Type == html.EndTagToken && depth > 0:
			depth--
		case depth == 0:
			out.WriteString(raw)
		}
	}
	return out.String()
}

func quotes(t html.Token) bool {
	return slices.ContainsFunc(t.Attr, func(a html.Attribute) bool {
		return a.Key == "class" && slices.Contains(strings.Fields(a.Val), "quote")
	})
}
