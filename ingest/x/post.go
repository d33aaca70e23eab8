package x

import (
	"cmp"
	"encoding/json"
	"errors"
	"html"
	"slices"
	"strings"

	"molva/ingest"
)

// site is where links lead.
const site = "https://x.com"

// post is a post as X has it, in the dialect of tweet.fields.
type post struct {
	ID           string   `json:"id"`
	Versions     []string `json:"edit_history_tweet_ids"` // oldest first
	Text         string   `json:"text"`                   // the first 280 characters
	Entities     entities `json:"entities"`
	Note         *note    `json:"note_tweet"` // all of a long one
	Author       string   `json:"author_id"`
	Lang         string   `json:"lang"`
	Conversation string   `json:"conversation_id"`
	Refers       []struct {
		Type string `json:"type"` // retweeted, quoted, replied_to
		ID   string `json:"id"`
	} `json:"referenced_tweets"`
	Counts struct {
		Likes    *int64 `json:"like_count"`
		Replies  *int64 `json:"reply_count"`
		Reposts  *int64 `json:"retweet_count"`
		Quotes   *int64 `json:"quote_count"`
		Saves    *int64 `json:"bookmark_count"`
		Displays *int64 `json:"impression_count"`
	} `json:"public_metrics"`
	Attached struct {
		Media []string `json:"media_keys"`
		Polls []string `json:"poll_ids"`
	} `json:"attachments"`
}

type note struct {
	Text     string   `json:"text"`
	Entities entities `json:"entities"`
}

type entities struct {
	Links []link `json:"urls"`
}

// link is a shortened link in a text, and where it leads.
type link struct {
	Short string `json:"url"`
	Long  string `json:"expanded_url"`
	End   string `json:"unwound_url"` // behind redirects
	Media string `json:"media_key"`   // it stands for a picture or film
}

// user is who writes.
type user struct {
	ID     string `json:"id"`
	Handle string `json:"username"`
	Name   string `json:"name"`
	Counts struct {
		Followers *int64 `json:"followers_count"`
		Posts     *int64 `json:"tweet_count"`
	} `json:"public_metrics"`
}

func parsePost(data []byte) (p post, err error) {
	if json.Unmarshal(data, &p) != nil {
		err = errors.New("post is no readable JSON")
	}
	if err == nil && number(p.ID) == 0 {
		err = errors.New("post has no readable id")
	}
	return p, err
}

// first is the id of a post's first version.
func (p post) first() string {
	if len(p.Versions) > 0 && number(p.Versions[0]) != 0 {
		return p.Versions[0]
	}
	return p.ID
}

// last is the id of a post's newest version.
func (p post) last() string {
	if n := len(p.Versions); n > 0 {
		return p.Versions[n-1]
	}
	return p.ID
}

// refersTo is the post that this one refers to in such a way; "" for none.
func (p post) refersTo(how string) string {
	for _, r := range p.Refers {
		if r.Type == how {
			return r.ID
		}
	}
	return ""
}

// repost reports whether somebody else wrote it.
func (p post) repost() bool { return p.refersTo("retweeted") != "" }

// mention is the post as ingest has it. The author is known by number alone where nobody bought more.
func (p post) mention(authors map[string]user) ingest.Mention {
	m := ingest.Mention{
		ID:        p.first(),
		Network:   Network,
		URL:       site + "/i/web/status/" + p.ID,
		Text:      p.text(),
		Lang:      language(p.Lang),
		Published: born(number(p.first())),
		Kind:      ingest.Post,
		Parent:    p.refersTo("replied_to"),
		Engagement: ingest.Engagement{Views: ingest.Count(p.Counts.Displays), Likes: ingest.Count(p.Counts.Likes),
			Replies: ingest.Count(p.Counts.Replies), Shares: ingest.CountSum(p.Counts.Reposts, p.Counts.Quotes)},
	}
	if p.Author != "" {
		m.Author = authors[p.Author].author(p.Author)
	}
	if p.Conversation != m.ID && p.Conversation != p.ID {
		m.Thread = p.Conversation
	}
	if m.Parent != "" {
		m.Kind = ingest.Comment
	}
	if p.ID != m.ID {
		m.Edited = born(number(p.ID))
	}
	if quoted := p.refersTo("quoted"); quoted != "" {
		m.Extra = map[string]any{"quoted": quoted}
	}
	return m
}

// author is the user; one that is not known but for the number is the zero user.
func (u user) author(id string) ingest.Author {
	a := ingest.Author{ID: id, Name: u.Name, URL: site + "/i/user/" + id, Followers: ingest.Count(u.Counts.Followers)}
	if u.Handle != "" {
		a.URL = site + "/" + u.Handle
	}
	return a
}

// text is what was written, with its links in full and without those that stand for a picture.
func (p post) text() string {
	text, links := p.Text, p.Entities.Links
	if p.Note != nil && p.Note.Text != "" {
		text, links = p.Note.Text, slices.Concat(p.Note.Entities.Links, links)
	}
	text = html.UnescapeString(text)
	for _, l := range links {
		if l.Short == "" {
			continue
		}
		long := cmp.Or(l.End, l.Long, l.Short)
		if l.Media != "" {
			long = ""
		}
		text = strings.ReplaceAll(text, l.Short, long)
	}
	return strings.TrimSpace(text)
}

// language is BCP 47; X has codes of its own for texts that have none, such as zxx, qme and qht.
func language(code string) string {
	switch {
	case code == "und" || code == "zxx" || code == "art" || len(code) == 3 && code[0] == 'q':
		return ""
	case code == "in": // as Java once called it
		return "id"
	case code == "iw":
		return "he"
	}
	return code
}

// form is one of ingest.Forms. The number before a media key names the kind: 3 is a picture, others move.
func (p post) form() string {
	photo := func(key string) bool { return strings.HasPrefix(key, "3_") }
	plain := func(l link) bool { return l.Media == "" }
	switch {
	case len(p.Attached.Polls) > 0:
		return "poll"
	case slices.ContainsFunc(p.Attached.Media, photo):
		return "photo"
	case len(p.Attached.Media) > 0:
		return "video"
	case slices.ContainsFunc(p.Entities.Links, plain):
		return "link"
	}
	return "text"
}
