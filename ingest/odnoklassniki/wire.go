package odnoklassniki

import (
	"cmp"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"molva/ingest"
)

// topicType is what OK calls the discussion of a topic; others are GROUP_PHOTO, GROUP_MOVIE, GROUP_PRODUCT.
const topicType = "GROUP_TOPIC"

// topic is a media topic. See mediatopic.getByIds.
type topic struct {
	ID      string  `json:"id"`
	Created int64   `json:"created_ms"`
	Author  string  `json:"author_ref"` // user:1 or group:2
	Owner   string  `json:"owner_ref"`
	Media   []media `json:"media"`
	Views   *int64  `json:"views_count"`
	Talk    struct {
		Comments *int64 `json:"comments_count"`
	} `json:"discussion_summary"`
	Likes  tally `json:"like_summary"`
	Shares tally `json:"reshare_summary"`

	name string // of the author
}

type tally struct {
	Count *int64 `json:"count"`
}

// media is a part of a topic. Links have a title, the others that have words have a text.
type media struct {
	Type  string `json:"type"`
	Text  string `json:"text"`
	Title string `json:"title"`
}

// comment is one as discussions.getComments and discussions.getComment tell it.
type comment struct {
	ID      string `json:"id"`
	Author  string `json:"author_id"`
	Name    string `json:"author_name"`
	Ref     string `json:"author_ref"`
	Text    string `json:"text"`
	Date    string `json:"date"` // 2026-11-21 15:04:05, in Moscow
	Type    string `json:"type"` // ACTIVE_MESSAGE, or one that was removed
	Likes   *int64 `json:"like_count"`
	Answers string `json:"reply_to_comment_id"`
}

// parse reads an item and checks it. Of one that it cannot read it gives what it can, such as the id.
func parse[T any](data json.RawMessage, what string, whole func(*T) bool) (item T, err error) {
	switch err := json.Unmarshal(data, &item); {
	case err != nil:
		return item, errors.New(what + " is not as the API describes it")
	case !whole(&item):
		return item, errors.New(what + " lacks its id or its time")
	}
	return item, nil
}

func parseTopic(data json.RawMessage) (topic, error) {
	return parse(data, "topic", func(t *topic) bool { return t.ID != "" && t.Created > 0 })
}

func parseComment(data json.RawMessage) (comment, error) {
	return parse(data, "comment", func(c *comment) bool { return c.ID != "" && !c.at().IsZero() })
}

func (t topic) at() time.Time { return time.UnixMilli(t.Created).UTC() }

// text is all words of a topic.
func (t topic) text() string {
	var all []string
	for _, m := range t.Media {
		for _, words := range []string{m.Title, m.Text} {
			if words != "" {
				all = append(all, words)
			}
		}
	}
	return strings.Join(all, "\n")
}

// form is what a topic is, by the first of its parts that is more than words.
func (t topic) form() string {
	for _, m := range t.Media {
		switch m.Type {
		case "photo", "link", "poll":
			return m.Type
		case "movie", "video":
			return "video"
		case "text":
		default:
			return "other"
		}
	}
	return "text"
}

func (t topic) key() string { return topicType + "/" + t.ID }

// mention is the topic as ingest has it.
func (t topic) mention() ingest.Mention {
	return ingest.Mention{
		ID:         t.key(),
		Network:    Network,
		URL:        "https://ok.ru/group/" + number(t.Owner) + "/topic/" + t.ID,
		Text:       t.text(),
		Author:     ingest.Author{ID: number(t.Author), Name: t.name},
		Published:  t.at(),
		Kind:       ingest.Post,
		Engagement: ingest.Engagement{Views: ingest.Count(t.Views), Likes: ingest.Count(t.Likes.Count), Replies: ingest.Count(t.Talk.Comments), Shares: ingest.Count(t.Shares.Count)},
	}
}

// number of what is named as user:1 or group:2.
func number(ref string) string {
	_, n, _ := strings.Cut(ref, ":")
	return n
}

// moscow is where OK's dates without a zone are.
func moscow() *time.Location { return time.FixedZone("MSK", 3*60*60) }

// at is when the comment was written; zero when its date is none.
func (c comment) at() time.Time {
	at, err := time.ParseInLocation(time.DateTime, c.Date, moscow())
	if err != nil {
		return time.Time{}
	}
	return at.UTC()
}

// removed reports whether the comment is one that is only shown to have been.
func (c comment) removed() bool {
	return strings.Contains(c.Type, "REMOVED") || strings.Contains(c.Type, "DELETED")
}

// mention is a comment of a thread as ingest has it. The comment that it answers may be among the others.
func (t thread) mention(c comment, others []comment) ingest.Mention {
	m := ingest.Mention{
		ID:         t.key() + "/" + c.ID,
		Network:    Network,
		URL:        t.URL,
		Text:       c.Text,
		Author:     ingest.Author{ID: cmp.Or(number(c.Ref), c.Author), Name: c.Name},
		Published:  c.at(),
		Kind:       ingest.Comment,
		Thread:     t.key(),
		Parent:     t.key(),
		Context:    t.Text,
		Engagement: ingest.Engagement{Likes: ingest.Count(c.Likes)},
	}
	if c.Answers != "" {
		m.Parent, m.Context = t.key()+"/"+c.Answers, ""
		if i := slices.IndexFunc(others, func(o comment) bool { return o.ID == c.Answers }); i >= 0 {
			m.Context = others[i].Text
		}
	}
	return m
}
