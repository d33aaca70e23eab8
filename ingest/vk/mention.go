package vk

import (
	"cmp"
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"molva/ingest"
)

// people are who an answer tells of, by id.
type people map[int64]ingest.Author

func (l list) people() people {
	who := people{}
	for _, data := range l.Profiles {
		var p profile
		if json.Unmarshal(data, &p) != nil {
			continue // whoever it is has a number still
		}
		a := author(p.ID, p.Short)
		if p.Gone != "deleted" { // else the name is DELETED
			a.Name = strings.TrimSpace(p.First + " " + p.Last)
		}
		a.Followers = ingest.Count(p.Followers)
		who[p.ID] = a
	}
	for _, data := range l.Groups {
		var g group
		if json.Unmarshal(data, &g) != nil {
			continue
		}
		a := author(-g.ID, g.Short)
		a.Name, a.Followers = g.Name, ingest.Count(g.Members)
		who[-g.ID] = a
	}
	return who
}

// author is all that an id tells. Zero is nobody.
func author(id int64, short string) ingest.Author {
	switch {
	case id == 0:
		return ingest.Author{}
	case short == "" && id > 0:
		short = fmt.Sprintf("id%d", id)
	case short == "":
		short = fmt.Sprintf("club%d", -id)
	}
	return ingest.Author{ID: strconv.FormatInt(id, 10), URL: "https://vk.com/" + short}
}

func (who people) author(id int64) ingest.Author {
	if a, ok := who[id]; ok {
		return a
	}
	return author(id, "")
}

// spot is what comments stand under.
type spot struct {
	kind        string // "" for a post, else photo, video, market or board
	owner, item int64
}

// id is that of the thread, as mentions have it.
func (s spot) id() string { return fmt.Sprintf("%s%d_%d", s.kind, s.owner, s.item) }

// comment is the id of one of its comments.
func (s spot) comment(id int64) string {
	if s.kind == "board" {
		return fmt.Sprintf("%s_%d", s.id(), id)
	}
	return fmt.Sprintf("%s_r%d", s.id(), id)
}

// url is the address of one of its comments.
func (s spot) url(id int64) string {
	at := fmt.Sprintf("%d_%d", s.owner, s.item)
	switch s.kind {
	case "board":
		return fmt.Sprintf("https://vk.com/topic%s?post=%d", at, id)
	case "market":
		return "https://vk.com/product" + at
	case "":
		return fmt.Sprintf("https://vk.com/wall%s?reply=%d", at, id)
	}
	return fmt.Sprintf("https://vk.com/%s%s?reply=%d", s.kind, at, id)
}

// mention is what the post says; false when it says nothing, or not yet to everybody.
func (p post) mention(who people) (ingest.Mention, bool) {
	if p.Type == "reply" && p.Post != 0 {
		c := comment{ID: p.ID, From: p.From, Date: p.Date, Text: p.Text, Likes: p.Likes, Parents: p.Parents}
		return c.mention(spot{owner: p.owner(), item: p.Post}, who)
	}
	m := ingest.Mention{
		ID: p.id(), Network: Network, URL: "https://vk.com/wall" + p.id(), Text: plain(p.Text), Title: p.title(),
		Author: who.author(p.From), Published: moment(p.Date), Kind: ingest.Post,
		Engagement: ingest.Engagement{Views: ingest.Count(p.Views.Count), Likes: ingest.Count(p.Likes.Count),
			Replies: ingest.Count(p.Comments.Count), Shares: ingest.Count(p.Reposts.Count)},
		Edited: moment(p.Edited),
	}
	if len(p.Copied) > 0 {
		m.Context = plain(p.Copied[0].Text)
	}
	if p.Ads == 1 {
		m.Extra = map[string]any{"ads": true}
	}
	if m.Text == "" && len(p.Copied) == 0 {
		m.Text, m.Title = m.Title, "" // a link or video without a word beside it
	}
	return m, m.Text != "" && !p.Deleted && p.Type != "postpone" && p.Type != "suggest"
}

// title is that of the first link or video.
func (p post) title() string {
	for _, a := range p.Attachments {
		if title := cmp.Or(a.Link.Title, a.Video.Title); title != "" {
			return title
		}
	}
	return ""
}

// mention is what the comment says; false when it is deleted or has no words. What it answers is the caller's to add.
func (c comment) mention(at spot, who people) (ingest.Mention, bool) {
	m := ingest.Mention{
		ID: at.comment(c.ID), Network: Network, URL: at.url(c.ID), Text: plain(c.Text), Author: who.author(c.From),
		Published: moment(c.Date), Kind: ingest.Comment, Thread: at.id(), Parent: at.id(),
		Engagement: ingest.Engagement{Likes: ingest.Count(c.Likes.Count)},
	}
	if parent := c.parent(at); parent != 0 {
		m.Parent = at.comment(parent)
	}
	return m, m.Text != "" && !c.Deleted
}

// answered is how a comment of a board begins that answers another one: [id1:bp-123_6|Anna].
var answered = regexp.MustCompile(`^\[(?:id|club)[0-9]+:bp-?[0-9]+_([0-9]+)\|`)

// parent is the number of the comment that it answers; 0 when it answers what all of them stand under.
func (c comment) parent(at spot) int64 {
	if found := answered.FindStringSubmatch(c.Text); at.kind == "board" && found != nil {
		n, _ := strconv.ParseInt(found[1], 10, 64)
		return n
	}
	if c.Answers == 0 && len(c.Parents) > 0 {
		return c.Parents[len(c.Parents)-1]
	}
	return c.Answers
}

// markup is how VK writes a name that leads to a page: [id1|Anna], [club1:bp-1_2|Kestrel], [https://vk.com/kestrel|Kestrel].
var markup = regexp.MustCompile(`\[(?:(?:id|club|public|event|app)[0-9]+(?::bp-?[0-9]+_[0-9]+)?|https?://[^\s|\[\]]+)\|([^|\[\]]*)\]`)

// plain is the text as readers see it.
func plain(text string) string { return strings.TrimSpace(markup.ReplaceAllString(text, "$1")) }

// moment reads a time of VK. Zero is none.
func moment(unix int64) time.Time {
	if unix == 0 {
		return time.Time{}
	}
	return time.Unix(unix, 0).UTC()
}
