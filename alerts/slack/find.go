package slack

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"molva/alerts"
)

const (
	historyPage  = 20
	historyPages = 25
	clocksApart  = 48 * time.Hour // how far our clock and Slack's may differ
)

// pages reads messages page by page. Next is "" after the last one that is worth reading.
type pages func(ctx context.Context, channel, cursor string, since time.Time) (page []slack.Message, next string, err error)

// Find looks through the channel's latest messages, or through the thread under a message.
func (c *channel) Find(ctx context.Context, key string, since time.Time, under alerts.Place) (alerts.Place, error) {
	read, id := pages(c.latest), under.Channel
	if under.ID != "" {
		read = c.thread(under.ID)
	}
	if id == "" {
		id = c.where(ctx)
	}
	cursor := ""
	for range historyPages {
		page, next, err := read(ctx, id, cursor, since.Add(-clocksApart))
		if err != nil {
			return alerts.Place{}, err
		}
		ours := slices.IndexFunc(page, func(m slack.Message) bool {
			return m.Metadata.EventType == EventType && m.Metadata.EventPayload[keyField] == key
		})
		if ours >= 0 {
			return alerts.Place{Channel: id, ID: page[ours].Timestamp}, nil
		}
		if cursor = next; cursor == "" {
			break
		}
	}
	return alerts.Place{}, nil
}

// latest are the pages of the channel's history, the newest first, as far back as since.
func (c *channel) latest(ctx context.Context, id, cursor string, since time.Time) (page []slack.Message, next string, err error) {
	answer, err := c.reader.GetConversationHistoryContext(ctx, &slack.GetConversationHistoryParameters{
		ChannelID: id, Cursor: cursor, Limit: historyPage, IncludeAllMetadata: true})
	if err != nil {
		return nil, "", fmt.Errorf("read slack history: %w", blind(Understand(err, c.now())))
	}
	if !answer.HasMore || oldest(answer.Messages).Before(since) {
		return answer.Messages, "", nil
	}
	return answer.Messages, answer.ResponseMetaData.NextCursor, nil
}

// thread are the pages of the answers to a message. Where there is no such message any more there are no answers.
func (c *channel) thread(ts string) pages {
	return func(ctx context.Context, id, cursor string, _ time.Time) ([]slack.Message, string, error) {
		page, _, next, err := c.reader.GetConversationRepliesContext(ctx, &slack.GetConversationRepliesParameters{
			ChannelID: id, Timestamp: ts, Cursor: cursor, Limit: historyPage, IncludeAllMetadata: true})
		if Refusal(err) == "thread_not_found" {
			return nil, "", nil
		}
		if err != nil {
			return nil, "", fmt.Errorf("read slack thread: %w", blind(Understand(err, c.now())))
		}
		return page, next, nil
	}
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

// where is the channel as all but posting wants it: by id. A name is looked up, which needs a scope that the token may not
// have; then the name must do.
func (c *channel) where(ctx context.Context) string {
	c.mu.Lock()
	id := c.id
	c.mu.Unlock()
	name, named := strings.CutPrefix(c.options.Channel, "#")
	switch {
	case id != "":
		return id
	case !named:
		return c.options.Channel
	}
	found, err := lookUp(ctx, c.reader, name)
	if err != nil || found.ID == "" || found.IsArchived {
		return c.options.Channel
	}
	c.remember(found.ID)
	return found.ID
}

// lookUp finds a channel by its name; zero when it is none of those that the token can see. Of two with one name the
// archived one is the older.
func lookUp(ctx context.Context, api *slack.Client, name string) (found slack.Channel, err error) {
	query := slack.GetConversationsParameters{Limit: 200}
	for range historyPages {
		all, cursor, err := api.GetConversationsContext(ctx, &query)
		if err != nil {
			return slack.Channel{}, err
		}
		for _, c := range all {
			if c.Name == name {
				found = c
			}
			if c.Name == name && !c.IsArchived {
				return c, nil
			}
		}
		if query.Cursor = cursor; cursor == "" {
			break
		}
	}
	return found, nil
}
