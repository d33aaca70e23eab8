package telegram

import (
	"context"
	"errors"
	"maps"
	"net/url"
	"slices"
	"time"

	"molva/ingest"
)

// Supplies are the inputs of community metrics that come from here.
var Supplies = []string{"followers", "form", "joins", "leaves", "post.comments", "post.reactions", "published", "text"}

// late is how long an update may take to come.
const late = 10 * time.Minute

// round counts the members of the chats when that is due, and ends the day. See getChatMemberCount of the Bot API.
func (s *Source) round(ctx context.Context, at place, emit func(ingest.Page) error) (place, error) {
	now := s.env.Now().UTC()
	if len(s.options.Chats) == 0 || now.Sub(at.Counted) < s.options.Figures {
		return at, nil
	}
	var p ingest.Page
	for _, entry := range s.options.Chats {
		var count *int64
		err := s.call(ctx, "getChatMemberCount", url.Values{"chat_id": {entry}}, &count)
		switch {
		case err == nil:
			p.Level(ingest.Figure{Account: entry, Network: Network, Metric: "followers", At: now}, count)
		case errors.Is(err, errRefused):
			reject(&p, entry, err.Error())
		default:
			return at, err
		}
	}
	at = at.until(&p, now.Add(-late))
	at.Counted = now
	p.Next = ingest.CursorOf(at)
	return at, emit(p)
}

// reacted adds the reactions that a channel's post has had, in all and of each kind; those of Premium's own emoji are one
// kind. A post that is remembered comes once more, with them as its likes.
func (s *Source) reacted(p *ingest.Page, r *reactions) {
	parts, total := map[string]int64{}, int64(0)
	for _, c := range r.Counts {
		kind := c.Type.Emoji
		if c.Type.Type != "emoji" {
			kind = c.Type.Type
		}
		parts["reactions/"+kind] += c.Total
		total += c.Total
	}
	parts["reactions"] = total // also when all of them were taken back
	for _, metric := range slices.Sorted(maps.Keys(parts)) {
		f := ingest.Figure{Account: s.listed(r.Chat), Network: Network, Post: id(r.Chat, r.ID), At: s.past(r.Date)}
		f.Metric, f.Value = metric, float64(parts[metric])
		if f.Check() == nil { // not of a chat whose figures are not kept
			p.Figures = append(p.Figures, f)
		}
	}
	for _, m := range s.posts {
		if m.ID == id(r.Chat, r.ID) {
			m.Engagement.Likes = &total
			p.Mentions = append(p.Mentions, m)
		}
	}
}

// talked adds how many comments were made under the channels' posts on which there is news: they come with the messages, to a bot
// that hears all of the discussion group.
func (s *Source) talked(p *ingest.Page, before, after []root) {
	for _, r := range after {
		if r.Account == "" || !s.hears || slices.Contains(before, r) {
			continue
		}
		p.Figures = append(p.Figures, ingest.Figure{Account: r.Account, Network: Network, Post: r.Post, Metric: "comments",
			At: s.env.Now().UTC(), Value: float64(r.Comments)})
	}
}

// past is a moment that Telegram names, or now where that lies ahead.
func (s *Source) past(seconds int64) time.Time {
	if now := s.env.Now().UTC(); unix(seconds).After(now) {
		return now
	}
	return unix(seconds)
}

// day counts who came and went on one day of UTC.
type day struct {
	Start  time.Time      `json:"start,omitzero"`
	Since  time.Time      `json:"since,omitzero"`  // when the counting began; after Start the day is not whole
	Joins  map[string]int `json:"joins,omitempty"` // by account
	Leaves map[string]int `json:"leaves,omitempty"`
}

// moved counts one who joined or left.
func (s *Source) moved(p *ingest.Page, at place, m *membership) place {
	at = at.until(p, s.past(m.Date))
	account := s.listed(m.Chat)
	at.Day.Joins, at.Day.Leaves = maps.Clone(at.Day.Joins), maps.Clone(at.Day.Leaves)
	if at.Day.Joins == nil {
		at.Day.Joins, at.Day.Leaves = map[string]int{}, map[string]int{}
	}
	at.Day.Joins[account] += step(!m.Old.inside() && m.New.inside())
	at.Day.Leaves[account] += step(m.Old.inside() && !m.New.inside())
	return at
}

func step(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// unbroken is p without the day that is counted, if we were away for longer than Telegram waits for us: it lacks something.
// The same goes for what a clock has left that was ahead.
func (p place) unbroken(now time.Time) place {
	if away := now.Sub(p.Counted); away > kept || away < -late {
		p.Day, p.Counted = day{}, time.Time{}
	}
	return p
}

// until ends the day that is counted, if now is after it: a whole one gives its figures, of the chats where anything was told.
func (p place) until(page *ingest.Page, now time.Time) place {
	start := now.Truncate(24 * time.Hour)
	if !start.After(p.Day.Start) {
		return p
	}
	if !p.Day.Since.After(p.Day.Start) {
		page.Figures = append(page.Figures, p.Day.figures()...)
	}
	since := start
	if p.Day.Start.IsZero() {
		since = now
	}
	p.Day = day{Start: start, Since: since}
	return p
}

func (d day) figures() []ingest.Figure {
	var all []ingest.Figure
	for _, account := range slices.Sorted(maps.Keys(d.Joins)) {
		joins := ingest.Figure{Account: account, Network: Network, At: d.Start, Span: 24 * time.Hour}
		joins.Metric, joins.Value = "joins", float64(d.Joins[account])
		leaves := joins
		leaves.Metric, leaves.Value = "leaves", float64(d.Leaves[account])
		all = append(all, joins, leaves)
	}
	return all
}
