package slack

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/slack-go/slack"

	"molva/alerts"
	"molva/ingest"
)

// channel posts with a bot token.
type channel struct {
	name   string
	api    *slack.Client
	reader *slack.Client // the same with room for pages of history
	now    func() time.Time

	mu sync.Mutex
	id string // as Slack calls the channel, once known: only posting takes names
}

// New makes a notifier from checked options; it dials nothing. Base replaces the transport in tests, nil is the real one.
func New(o Options, base http.RoundTripper, now func() time.Time) (alerts.Notifier, error) {
	if err := o.Validate(); err != nil {
		return nil, fmt.Errorf("slack options: %w", err)
	}
	switch {
	case !o.Token.Empty():
		return &channel{name: o.Channel, now: now,
			api: caller(o, client(base, answerSize, now)), reader: caller(o, client(base, historical, now))}, nil
	case !o.WebhookURL.Empty():
		return &webhook{url: o.WebhookURL, client: client(base, answerSize, now)}, nil
	}
	return nil, errors.New("slack options: neither token nor webhook_url is set")
}

func caller(o Options, c *http.Client) *slack.Client {
	options := []slack.Option{slack.OptionHTTPClient(c)}
	if o.BaseURL != "" {
		options = append(options, slack.OptionAPIURL(strings.TrimSuffix(o.BaseURL, "/")+"/"))
	}
	return slack.New(o.Token.Reveal(), options...)
}

// Notify posts the digest. The id is the message's timestamp.
func (c *channel) Notify(ctx context.Context, m alerts.Message) (alerts.Place, error) {
	p := Render(m, c.name)
	id, ts, err := c.api.PostMessageContext(ctx, c.name,
		slack.MsgOptionText(p.Text, false), slack.MsgOptionBlocks(p.Blocks...), slack.MsgOptionMetadata(p.Metadata),
		slack.MsgOptionDisableLinkUnfurl(), slack.MsgOptionDisableMediaUnfurl())
	if err != nil {
		return alerts.Place{}, fmt.Errorf("post to slack: %w", c.understand(err))
	}
	c.remember(id)
	return alerts.Place{Channel: id, ID: ts}, nil
}

// Able says that nothing but posting is done.
func (c *channel) Able() alerts.Abilities { return alerts.Abilities{} }

// understand reads Slack's own errors, which come with status 200.
func (c *channel) understand(err error) error {
	var answer slack.SlackErrorResponse
	if !errors.As(err, &answer) {
		return known(err)
	}
	word := answer.Err
	if !code.MatchString(word) {
		word = "an unknown error"
	}
	switch word {
	case "ratelimited", "rate_limited":
		return &ingest.Throttled{Until: c.now().Add(someWait), Why: "slack asks to slow down"}
	case "internal_error", "fatal_error": // Slack says of these that something may have been done
		return fmt.Errorf("%w: %s", alerts.ErrUnclear, word)
	case "service_unavailable", "request_timeout", "team_added_to_org", "accesslimited":
		return errors.New(word)
	}
	return fmt.Errorf("%w: %s", alerts.ErrRefused, word)
}

const (
	historyPage  = 20
	historyPages = 25
	clocksApart  = 48 * time.Hour // how far our clock and Slack's may differ
)

// Find looks through the channel's latest messages.
func (c *channel) Find(ctx context.Context, key string, since time.Time, _ alerts.Place) (alerts.Place, error) {
	query := slack.GetConversationHistoryParameters{ChannelID: c.where(ctx), Limit: historyPage, IncludeAllMetadata: true}
	for range historyPages {
		page, err := c.reader.GetConversationHistoryContext(ctx, &query)
		if err != nil {
			return alerts.Place{}, fmt.Errorf("read slack history: %w", blind(c.understand(err)))
		}
		for _, m := range page.Messages {
			if m.Metadata.EventType == EventType && m.Metadata.EventPayload[keyField] == key {
				return alerts.Place{Channel: query.ChannelID, ID: m.Timestamp}, nil
			}
		}
		query.Cursor = page.ResponseMetaData.NextCursor
		if query.Cursor == "" || !page.HasMore || oldest(page.Messages).Before(since.Add(-clocksApart)) {
			return alerts.Place{}, nil
		}
	}
	return alerts.Place{}, nil
}

// blind turns a refusal to show the history into the news that nobody can look.
func blind(err error) error {
	if errors.Is(err, alerts.ErrRefused) {
		return fmt.Errorf("%w: %w", alerts.ErrCannotLook, err)
	}
	return err
}

// oldest is when the last message of a page was posted.
func oldest(page []slack.Message) time.Time {
	if len(page) == 0 {
		return time.Time{}
	}
	seconds, err := strconv.ParseFloat(page[len(page)-1].Timestamp, 64)
	if err != nil {
		return time.Time{}
	}
	return time.Unix(int64(seconds), 0)
}

// where is the channel as the history wants it: by id. A name is looked up, which needs a scope that the token may not
// have; then the name must do.
func (c *channel) where(ctx context.Context) string {
	c.mu.Lock()
	id := c.id
	c.mu.Unlock()
	if id != "" {
		return id
	}
	name, ok := strings.CutPrefix(c.name, "#")
	if !ok {
		return c.name
	}
	query := slack.GetConversationsParameters{Limit: 200, ExcludeArchived: true}
	for range historyPages {
		list, cursor, err := c.reader.GetConversationsContext(ctx, &query)
		if err != nil {
			return c.name
		}
		for _, found := range list {
			if found.Name == name {
				c.remember(found.ID)
				return found.ID
			}
		}
		if query.Cursor = cursor; cursor == "" {
			break
		}
	}
	return c.name
}

func (c *channel) remember(id string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.id = id
}
