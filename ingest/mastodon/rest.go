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
	"molva/ingest/fetch"
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
	return head.Number, data, nil
}

func mentionItem(data json.RawMessage) (string, json.RawMessage, error) {
	var n notification
	if err := json.Unmarshal(data, &n); err != nil {
		return "", nil, errors.New("notification is no readable JSON")
	}
	if n.Type != "mention" {
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
			page, next := s.page(l, at, items)
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
	q := url.Values{"limit": {perPage}}
	for name, values := range l.query {
		q[name] = values
	}
	if after != "" {
		q.Set("min_id", after)
	}
	var items []json.RawMessage
	return items, s.get(ctx, l.path, q, &items)
}

// page turns items, newest first, into a page, oldest first.
func (s *Source) page(l line, at place, items []json.RawMessage) (ingest.Page, place) {
	var p ingest.Page
	for _, data := range slices.Backward(items) {
		number, st, err := l.item(data)
		if err != nil {
			p.Rejected = append(p.Rejected, ingest.Rejection{Item: number, Reason: err.Error()})
			continue
		}
		at = at.reached(l.key, number)
		if st != nil {
			at = s.add(&p, at, st)
		}
	}
	p.Next = at.cursor()
	return p, at
}

// add puts one status into the page, if it is for everybody to read.
func (s *Source) add(p *ingest.Page, at place, data json.RawMessage) place {
	st, err := parseStatus(data)
	if err != nil {
		p.Rejected = append(p.Rejected, ingest.Rejection{Item: st.Number, Reason: err.Error()})
		return at
	}
	if !st.open() {
		return at
	}
	p.Mentions = append(p.Mentions, st.mention(s.base.Host))
	return at.keeping(post{st.Number, st.URI})
}

// get asks the instance and decodes its JSON.
func (s *Source) get(ctx context.Context, path string, q url.Values, into any) error {
	u := *s.base
	u.Path, u.RawQuery = path, q.Encode()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return err
	}
	req.Header = s.header()
	req.Header.Set("Accept", "application/json")
	body, _, _, err := fetch.Get(ctx, s.env.HTTP, req)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(body, into); err != nil {
		return fmt.Errorf("%s answers something else than the JSON that was expected", s.base.Host)
	}
	return nil
}

func (s *Source) header() http.Header {
	h := http.Header{}
	if !s.options.Token.Empty() {
		h.Set("Authorization", "Bearer "+s.options.Token.Reveal())
	}
	return h
}
