package facebook

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"molva/ingest"
	"molva/ingest/fetch"
	"molva/ingest/graph"
)

// What is asked of a post, a comment and a review (developers.facebook.com/docs/graph-api/reference/page-post, /comment,
// /recommendation). No list in a list is asked for, only how many there are.
const (
	postFields = "id,message,story,created_time,updated_time,is_published,from,permalink_url,attachments{media_type,title,description},shares," +
		"reactions.limit(0).summary(total_count),comments.filter(stream).limit(0).summary(total_count)"
	commentFields = "id,message,created_time,from,permalink_url,like_count,comment_count,parent{id,message}"
	reviewFields  = "created_time,recommendation_type,review_text,rating,reviewer,open_graph_story{id}"
)

var errUnread = errors.New("it is not as the API describes it")

type profile struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

type post struct {
	ID          string     `json:"id"`
	Message     string     `json:"message"`
	Story       string     `json:"story"`        // what Facebook says about it: "Zarya updated their cover photo"
	Published   *bool      `json:"is_published"` // nil: it is
	Created     graph.Time `json:"created_time"`
	Updated     graph.Time `json:"updated_time"` // edited or commented on
	From        *profile   `json:"from"`
	Permalink   string     `json:"permalink_url"`
	Attachments struct {
		Data []attachment `json:"data"`
	} `json:"attachments"`
	Shares struct {
		Count *int64 `json:"count"` // absent while there is none
	} `json:"shares"`
	Reactions many `json:"reactions"`
	Comments  many `json:"comments"`
}

type attachment struct {
	Type        string `json:"media_type"`
	Title       string `json:"title"`
	Description string `json:"description"`
}

// many is a list of which only the length was asked for.
type many struct {
	Summary struct {
		Total *int64 `json:"total_count"`
	} `json:"summary"`
}

type comment struct {
	ID        string     `json:"id"`
	Message   string     `json:"message"`
	Created   graph.Time `json:"created_time"`
	From      *profile   `json:"from"`
	Permalink string     `json:"permalink_url"`
	Likes     *int64     `json:"like_count"`
	Replies   *int64     `json:"comment_count"`
	Parent    *parent    `json:"parent"` // nil: it answers the post
}

type parent struct {
	ID      string `json:"id"`
	Message string `json:"message"`
}

type review struct {
	Created  graph.Time `json:"created_time"`
	Type     string     `json:"recommendation_type"` // positive, negative
	Text     string     `json:"review_text"`
	Rating   *float64   `json:"rating"` // stars, of before there were recommendations
	Reviewer *profile   `json:"reviewer"`
	Story    *story     `json:"open_graph_story"`
}

type story struct {
	ID string `json:"id"`
}

// item reads one thing of a list as a mention; of what cannot be read it gives the id, if that can be.
func item[T interface{ mention() ingest.Mention }](data json.RawMessage) (T, ingest.Mention, error) {
	var v T
	bad := json.Unmarshal(data, &v)
	m := v.mention()
	if bad != nil || m.ID == "" || m.Published.IsZero() {
		return v, ingest.Mention{ID: m.ID}, errUnread
	}
	return v, m, nil
}

func parse[T interface{ mention() ingest.Mention }](data json.RawMessage) (ingest.Mention, error) {
	_, m, err := item[T](data)
	return m, err
}

// under reads comments on a post.
func under(p post) func(json.RawMessage) (ingest.Mention, error) {
	return func(data json.RawMessage) (ingest.Mention, error) {
		c, m, err := item[comment](data)
		if err != nil {
			return m, err
		}
		return c.under(p), nil
	}
}

// mention is the post, without words where nobody can see it.
func (p post) mention() ingest.Mention {
	m := ingest.Mention{
		ID: p.ID, Network: Network, Kind: ingest.Post, URL: p.link(), Text: p.text(), Author: p.From.author(), Published: p.Created.Time,
		Engagement: ingest.Engagement{Likes: ingest.Count(p.Reactions.Summary.Total), Replies: ingest.Count(p.Comments.Summary.Total), Shares: ingest.Count(p.Shares.Count)},
	}
	if p.unseen() {
		m.Text = ""
	}
	return m
}

// link is where the post stands; a webhook does not always tell, and Facebook finds it by its id.
func (p post) link() string {
	if p.Permalink != "" || p.ID == "" {
		return p.Permalink
	}
	return "https://www.facebook.com/" + url.PathEscape(p.ID)
}

// unseen reports whether only the page's people see the post: the feed has drafts too, and what is to come later.
func (p post) unseen() bool { return p.Published != nil && !*p.Published }

// count is how many comments the post has, as far as Facebook tells.
func (p post) count() int64 {
	if n := ingest.Count(p.Comments.Summary.Total); n != nil {
		return *n
	}
	return 0
}

// state is another one once there are other comments on the post: as many as before, perhaps, where one was deleted meanwhile.
func (p post) state() string { return fmt.Sprint(p.count(), " ", p.Updated.Unix()) }

// text is what the author wrote, or else what stands on the link that they share.
func (p post) text() string {
	if strings.TrimSpace(p.Message) != "" || len(p.Attachments.Data) == 0 {
		return cmp.Or(p.Message, p.Story)
	}
	first := p.Attachments.Data[0]
	return cmp.Or(strings.TrimSpace(first.Title+"\n"+first.Description), p.Story)
}

// form is one of ingest.Forms.
func (p post) form() string {
	if len(p.Attachments.Data) == 0 {
		return "text"
	}
	switch p.Attachments.Data[0].Type {
	case "photo", "album":
		return "photo"
	case "video", "video_inline", "video_autoplay":
		return "video"
	case "link", "share":
		return "link"
	case "visual_poll":
		return "poll"
	}
	return "other"
}

// under is the comment as an answer to a post.
func (c comment) under(p post) ingest.Mention {
	m := ingest.Mention{
		ID: c.ID, Network: Network, Kind: ingest.Comment, URL: cmp.Or(c.Permalink, p.link()), Text: c.Message, Author: c.From.author(), Published: c.Created.Time,
		Thread: p.ID, Parent: p.ID, Context: p.text(),
		Engagement: ingest.Engagement{Likes: ingest.Count(c.Likes), Replies: ingest.Count(c.Replies)},
	}
	if c.Parent != nil && c.Parent.ID != "" {
		m.Parent, m.Context = c.Parent.ID, c.Parent.Message
	}
	return m
}

func (c comment) mention() ingest.Mention { return c.under(post{}) }

// mention is the review. It has no id of its own: the story of it has, and nobody reviews a page twice.
func (r review) mention() ingest.Mention {
	m := ingest.Mention{Network: Network, Kind: ingest.Review, Text: r.Text, Author: r.Reviewer.author(), Published: r.Created.Time}
	if r.Rating != nil && *r.Rating >= 1 && *r.Rating <= 5 {
		m.Rating = r.Rating
	}
	switch {
	case r.Story != nil && r.Story.ID != "":
		m.ID, m.URL = reviewMark+r.Story.ID, post{ID: r.Story.ID}.link()
	case m.Author.ID != "":
		m.ID = reviewMark + m.Author.ID
	}
	if r.Type != "" {
		m.Extra = map[string]any{"recommendation": strings.ToLower(r.Type)}
	}
	return m
}

// reviewMark begins the ids of reviews, which cannot be asked for by them.
const reviewMark = "review-"

func (p *profile) author() ingest.Author {
	if p == nil || p.ID == "" {
		return ingest.Author{}
	}
	return ingest.Author{ID: p.ID, Name: p.Name, URL: "https://www.facebook.com/" + url.PathEscape(p.ID)}
}

// said reports whether there is something to keep: a picture without words is no mention.
func said(m ingest.Mention) bool { return strings.TrimSpace(m.Text) != "" || m.Rating != nil }

// object asks for one thing by its id.
func (s *Source) object(ctx context.Context, id, fields string, into any) error {
	return s.api.Get(ctx, "/"+id, url.Values{"fields": {fields}}, into)
}

// alone reports whether an answer concerns one thing alone: it is gone, not shown to us, or has not what was asked of it.
func alone(err error) bool {
	return errors.Is(err, ingest.ErrGone) || errors.Is(err, ingest.ErrDenied) || errors.As(err, new(*fetch.MetaError))
}

// trouble reports whether Meta has trouble of its own, perhaps with this thing alone.
func trouble(err error) bool { return errors.As(err, new(*fetch.MetaTrouble)) }

// alone is as the function, for what will not be asked for again. A token that is good for nothing any more is denied everything.
func (s *Source) alone(ctx context.Context, err error) bool {
	if errors.Is(err, ingest.ErrDenied) {
		_, bad := s.own(ctx)
		return bad == nil
	}
	return alone(err)
}
