package reddit

import (
	"cmp"
	"encoding/json"
	"errors"
	"regexp"
	"slices"
	"strings"
	"time"

	"molva/ingest"
)

// thing is a post (t3) or a comment (t1): https://github.com/reddit-archive/reddit/wiki/JSON, and what praw-dev/praw has
// recorded of them in tests/integration/cassettes.
type thing struct {
	Name      string  `json:"name"` // its kind and id
	Subreddit string  `json:"subreddit"`
	Author    string  `json:"author"`
	Created   float64 `json:"created_utc"`
	Edited    moment  `json:"edited"`
	Link      string  `json:"permalink"` // without the site
	Score     *int64  `json:"score"`
	Mark      string  `json:"distinguished"` // moderator or admin, where they speak as such

	// Of a post.
	Title    string   `json:"title"`
	Text     string   `json:"selftext"`      // Markdown
	HTML     string   `json:"selftext_html"` // the same
	URL      string   `json:"url"`           // that it is about; its own if it is text
	Self     bool     `json:"is_self"`
	Hint     string   `json:"post_hint"`
	Gallery  bool     `json:"is_gallery"`
	Video    bool     `json:"is_video"`
	Poll     *poll    `json:"poll_data"`
	Comments *int64   `json:"num_comments"`
	Reposts  *int64   `json:"num_crossposts"`
	Ratio    *float64 `json:"upvote_ratio"`
	Adult    bool     `json:"over_18"`
	Original string   `json:"crosspost_parent"`    // what it is a repost of
	Removed  string   `json:"removed_by_category"` // by whom: author, moderator, reddit and others; "" if it is there

	// Of a comment.
	Body     string `json:"body"`      // Markdown
	BodyHTML string `json:"body_html"` // the same
	Thread   string `json:"link_id"`
	Parent   string `json:"parent_id"`
	Subject  string `json:"link_title"` // left out by /api/info
	Secret   bool   `json:"score_hidden"`

	bad error // why it cannot be taken
}

type poll struct {
	Votes *int64 `json:"total_vote_count"`
}

// moment is Unix time, or false where nothing happened; of very old things true.
type moment float64

func (m *moment) UnmarshalJSON(data []byte) error {
	if s := string(data); s == "true" || s == "false" || s == "null" {
		return nil
	}
	return json.Unmarshal(data, (*float64)(m))
}

// nameForm is that of the names of posts and comments.
var nameForm = regexp.MustCompile(`^t[13]_[0-9a-z]{1,16}$`)

// parseThing reads a thing. One that cannot be read is known by what of it can.
func parseThing(data []byte) (t thing) {
	err := json.Unmarshal(data, &t)
	if !nameForm.MatchString(t.Name) {
		t.Name = ""
	}
	if t.Created <= 0 || t.Created > latest {
		t.Created = 0
	}
	switch {
	case err != nil:
		t.bad = errors.New("post or comment is no readable JSON")
	case t.Name == "" || t.Created == 0 || cmp.Or(t.Title, t.Body) == "":
		t.bad = errors.New("post or comment lacks its name, created_utc, title or body")
	}
	return t
}

// gone reports whether nobody is shown the thing any more: its author deleted it, or somebody removed it.
func (t thing) gone() bool {
	marks := []string{"[deleted]", "[removed]", "[ Removed by Reddit ]"}
	return t.Removed != "" || slices.Contains(marks, t.Text) || slices.Contains(marks, t.Body)
}

// words is the text without its Markdown.
func (t thing) words() string {
	return cmp.Or(ingest.PlainText(t.HTML), t.Text, ingest.PlainText(t.BodyHTML), t.Body)
}

// mention is the thing as ingest has it.
func (t thing) mention() ingest.Mention {
	m := ingest.Mention{
		ID: t.Name, Network: Network, Title: t.Title, Text: t.words(), Published: unix(t.Created), Edited: unix(float64(t.Edited)), Kind: ingest.Post,
		Engagement: ingest.Engagement{Likes: t.likes(), Replies: ingest.Count(t.Comments), Shares: ingest.Count(t.Reposts)},
		Extra:      map[string]any{"subreddit": t.Subreddit},
	}
	if t.Thread != "" {
		m.Kind, m.Title, m.Thread, m.Parent = ingest.Comment, t.Subject, t.Thread, t.Parent
	} else if m.Text == "" {
		m.Text, m.Title = m.Title, "" // a post is often a link and its title
	}
	if strings.HasPrefix(t.Link, "/") {
		m.URL = site + t.Link
	}
	if t.Author != "" && t.Author != "[deleted]" {
		m.Author = ingest.Author{ID: t.Author, Name: t.Author, URL: site + "/user/" + t.Author}
	}
	t.extra(m.Extra)
	return m
}

// extra adds what only Reddit tells.
func (t thing) extra(to map[string]any) {
	if t.Ratio != nil {
		to["upvote_ratio"] = *t.Ratio
	}
	if t.Adult {
		to["over_18"] = true
	}
	if t.Original != "" {
		to["crosspost_of"] = t.Original
	}
	if !t.Self && t.URL != "" {
		to["link"] = t.URL
	}
}

// likes are the votes for a thing less those against it.
func (t thing) likes() *int64 {
	if t.Score == nil || t.Secret {
		return nil
	}
	n := max(*t.Score, 0)
	return &n
}

// form is what a post is, of ingest.Forms.
func (t thing) form() string {
	switch {
	case t.Poll != nil:
		return "poll"
	case t.Self:
		return "text"
	case t.Video || t.Hint == "hosted:video" || t.Hint == "rich:video":
		return "video"
	case t.Gallery || t.Hint == "image":
		return "photo"
	}
	return "link"
}

const latest = 1 << 37 // seconds since 1970 that a time may have: some four thousand years

// unix is zero for zero, which means that nothing was told, and for what is no time.
func unix(seconds float64) time.Time {
	if seconds <= 0 || seconds > latest {
		return time.Time{}
	}
	return time.Unix(int64(seconds), 0).UTC()
}
