package mastodon

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"molva/ingest"
)

const (
	perPage  = "40"
	maxPages = 500 // of a line in one read; what is left comes with the next
)

// line is one list that is read and remembered on its own: a tag's posts, or the notifications.
type line struct {
	key   string // in the place
	path  string
	query url.Values
	item  func(json.RawMessage) (number string, status json.RawMessage, err error)
	topic subscription
}

// subscription is how the websocket is asked for the line.
type subscription struct {
	Type   string `json:"type"`
	Stream string `json:"stream"`
	Tag    string `json:"tag,omitempty"`
}

const mentionsKey = "mentions"

func linesOf(o Options) []line {
	var all []line
	for _, tag := range o.Tags {
		all = append(all, line{
			key:   tagKey(tag),
			path:  "/api/v1/timelines/tag/" + tag,
			item:  tagItem,
			topic: subscription{"subscribe", "hashtag", tag},
		})
	}
	if o.Mentions {
		all = append(all, line{
			key:   mentionsKey,
			path:  "/api/v1/notifications",
			query: url.Values{"types[]": {"mention"}},
			item:  mentionItem,
			topic: subscription{Type: "subscribe", Stream: "user:notification"},
		})
	}
	return all
}

func tagKey(tag string) string { return "#" + strings.ToLower(tag) }

func tagItem(data json.RawMessage) (string, json.RawMessage, error) {
	var head struct {
		Number string `json:"id"`
	}
	if err := json.Unmarshal(data, &head); err != nil {
		return "", nil, errors.New("status is no readable JSON")
	}
	if !validNumber(head.Number) {
		return "", nil, errors.New("status lacks its id")
	}
	return head.Number, data, nil
}

func mentionItem(data json.RawMessage) (string, json.RawMessage, error) {
	var n notification
	if err := json.Unmarshal(data, &n); err != nil {
		return "", nil, errors.New("notification is no readable JSON")
	}
	if !validNumber(n.Number) {
		return "", nil, errors.New("notification lacks its id")
	}
	if n.Type != "mention" || string(n.Status) == "null" {
		return n.Number, nil, nil
	}
	return n.Number, n.Status, nil
}

// catchUp reads every line to its end.
func (s *Source) catchUp(ctx context.Context, at place, emit func(ingest.Page) error) (place, error) {
	for _, l := range s.lines {
		for range maxPages {
			items, err := s.list(ctx, l, at.Last[l.key])
			if err != nil {
				return at, fmt.Errorf("read %s: %w", l.key, err)
			}
			page, next := s.page(ctx, l, at, items)
			if next.Last[l.key] == at.Last[l.key] {
				break
			}
			if err := emit(page); err != nil {
				return at, err
			}
			at = next
		}
	}
	return at, nil
}

// list asks for what comes right after a post, newest first; after "" it is the newest there is.
func (s *Source) list(ctx context.Context, l line, after string) ([]json.RawMessage, error) {
	return s.items(ctx, l, "min_id", after)
}

// items asks for a part of a line, newest first; bound is min_id or max_id, and without a number there is none.
func (s *Source) items(ctx context.Context, l line, bound, number string) (items []json.RawMessage, err error) {
	q := url.Values{"limit": {perPage}}
	for name, values := range l.query {
		q[name] = values
	}
	if number != "" {
		q.Set(bound, number)
	}
	err = s.api.Get(ctx, l.path, q, &items)
	return items, err
}

// page turns items, newest first, into a page, oldest first.
func (s *Source) page(ctx context.Context, l line, at place, items []json.RawMessage) (ingest.Page, place) {
	var d draft
	for _, data := range slices.Backward(items) {
		number, st, err := l.item(data)
		if err != nil {
			d.reject(number, err)
			continue
		}
		at = at.reached(l.key, number)
		if st != nil {
			at = s.add(&d, at, st)
		}
	}
	return s.finished(ctx, d, at), at
}

// finished is the page of a draft, with what its replies answer.
func (s *Source) finished(ctx context.Context, d draft, at place) ingest.Page {
	s.threaded(ctx, d.page.Mentions, d.answers)
	d.page.Next = ingest.CursorOf(at)
	return d.page
}

// draft is a page before anybody has asked what its replies answer.
type draft struct {
	page    ingest.Page
	answers []string                  // the number of what each mention answers; "" is none
	only    func(ingest.Mention) bool // others are left out; nil: none are
}

func (d *draft) reject(number string, err error) {
	d.page.Rejected = append(d.page.Rejected, ingest.Rejection{Item: number, Reason: err.Error()})
}

// add puts one status into the draft, if it is for everybody to read, and remembers it.
func (s *Source) add(d *draft, at place, data json.RawMessage) place {
	st, err := parseStatus(data)
	if err != nil {
		d.reject(st.Number, err)
		return at
	}
	s.book.learn(st)
	m := st.mention(s.base.Host)
	if !st.open() || d.only != nil && !d.only(m) {
		return at
	}
	d.page.Mentions, d.answers = append(d.page.Mentions, m), append(d.answers, st.ReplyTo)
	return at.keeping(post{st.Number, st.URI})
}

func (s *Source) authorize(h http.Header) {
	if !s.options.Token.Empty() {
		h.Set("Authorization", "Bearer "+s.options.Token.Reveal())
	}
}
