package mattermost

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"molva/alerts"
	"molva/alerts/post"
)

const (
	pageSize   = 60
	pages      = 10
	echo       = 1 << 20 // room for an answer, which repeats the post
	historical = 8 << 20 // the same for a page of posts
	// clocksApart is how far our clock and the server's may differ.
	clocksApart = 48 * time.Hour
)

// keyProp is the prop of a post that holds the key of its message.
const keyProp = "molva_key"

// channel posts with a bot's token.
type channel struct {
	options Options
	client  *http.Client
	reader  *http.Client // the same with room for pages of posts
}

// New makes a notifier from checked options; it dials nothing. Base replaces the transport in tests, nil is the real one.
func New(o Options, base http.RoundTripper, now func() time.Time) (alerts.Notifier, error) {
	if err := o.Validate(); err != nil {
		return nil, fmt.Errorf("mattermost options: %w", err)
	}
	if o.Token.Empty() {
		return &webhook{url: o.WebhookURL, client: client(base, echo, now)}, nil
	}
	return &channel{options: o, client: client(base, echo, now), reader: client(base, historical, now)}, nil
}

func client(base http.RoundTripper, limit int64, now func() time.Time) *http.Client {
	return post.Manners{Service: "mattermost", Base: base, Limit: limit, Now: now, Dialect: dialect}.Client()
}

// Able says that details go into a thread and that posts can be edited.
func (*channel) Able() alerts.Abilities { return alerts.Abilities{Threads: true, Edits: true} }

// draft is what a post is made or changed with.
type draft struct {
	Channel string            `json:"channel_id,omitempty"`
	Root    string            `json:"root_id,omitempty"`
	Message string            `json:"message"`
	Props   map[string]string `json:"props"`
}

// posted is a post as the server has it.
type posted struct {
	ID      string         `json:"id"`
	Channel string         `json:"channel_id"`
	Created int64          `json:"create_at"` // milliseconds since 1970
	Deleted int64          `json:"delete_at"` // 0: it is not
	Props   map[string]any `json:"props"`
}

// Notify posts the message, or changes the post that it replaces.
func (c *channel) Notify(ctx context.Context, m alerts.Message) (alerts.Place, error) {
	d := draft{Channel: c.options.Channel, Root: m.Under.ID, Message: Render(m), Props: map[string]string{keyProp: m.Key}}
	call := c.call(http.MethodPost, "/posts", d)
	if m.Over != (alerts.Place{}) {
		if !idForm.MatchString(m.Over.ID) {
			return alerts.Place{}, fmt.Errorf("edit in mattermost: %w", alerts.ErrGone)
		}
		call = c.call(http.MethodPut, "/posts/"+m.Over.ID+"/patch", draft{Message: d.Message, Props: d.Props})
	}
	var p posted
	err := call.Do(ctx, c.client, post.Into(&p))
	switch {
	case err != nil:
		return alerts.Place{}, fmt.Errorf("post to mattermost: %w", understand(err))
	case !idForm.MatchString(p.ID):
		return alerts.Place{}, fmt.Errorf("post to mattermost: %w: answer is not understood", alerts.ErrUnclear)
	}
	return alerts.Place{Channel: c.options.Channel, ID: p.ID}, nil
}

func (c *channel) call(method, path string, body any) post.Call {
	return post.Call{Method: method, URL: c.options.address(path), Body: body,
		Header: http.Header{"Authorization": {"Bearer " + c.options.Token.Reveal()}}}
}

// Find looks through the channel's latest posts, answers included.
func (c *channel) Find(ctx context.Context, key string, since time.Time, _ alerts.Place) (alerts.Place, error) {
	for page := range pages {
		found, err := c.page(ctx, page)
		if err != nil {
			return alerts.Place{}, fmt.Errorf("read the posts of mattermost: %w", hidden(post.Known(err)))
		}
		for _, p := range found {
			if p.Deleted == 0 && p.Props[keyProp] == key {
				return alerts.Place{Channel: c.options.Channel, ID: p.ID}, nil
			}
		}
		if len(found) < pageSize || time.UnixMilli(found[len(found)-1].Created).Before(since.Add(-clocksApart)) {
			break
		}
	}
	return alerts.Place{}, nil
}

// page is one page of the channel's posts, the newest first.
func (c *channel) page(ctx context.Context, n int) ([]posted, error) {
	var list struct {
		Order []string          `json:"order"`
		Posts map[string]posted `json:"posts"`
	}
	path := "/channels/" + c.options.Channel + "/posts?per_page=" + strconv.Itoa(pageSize) + "&page=" + strconv.Itoa(n)
	if err := c.call(http.MethodGet, path, nil).Do(ctx, c.reader, post.Into(&list)); err != nil {
		return nil, err
	}
	all := make([]posted, 0, len(list.Order))
	for _, id := range list.Order {
		all = append(all, list.Posts[id])
	}
	return all, nil
}
