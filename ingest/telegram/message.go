package telegram

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"

	"molva/ingest"
)

// id names a message in all of Telegram.
func id(c chat, message int64) string { return fmt.Sprintf("%d/%d", c.ID, message) }

// link is the message's address, "" in basic groups, which have none.
func link(c chat, message int64) string {
	if c.Username != "" {
		return fmt.Sprintf("https://t.me/%s/%d", c.Username, message)
	}
	if short, ok := strings.CutPrefix(strconv.FormatInt(c.ID, 10), "-100"); ok {
		return fmt.Sprintf("https://t.me/c/%s/%d", short, message)
	}
	return ""
}

// source is where a message was first: what Telegram forwards into a discussion group was first in the channel.
func (m *message) source() (chat, int64) {
	if m.Automatic && m.Origin != nil && m.Origin.Type == "channel" {
		return m.Origin.Chat, m.Origin.ID
	}
	return m.Chat, m.ID
}

// mention is the message as ingest has it. One without any text says nothing that can be read: ok is false.
func (m *message) mention(at place) (_ ingest.Mention, ok bool) {
	where, number := m.source()
	out := ingest.Mention{
		ID:        id(where, number),
		Network:   Network,
		URL:       link(where, number),
		Text:      m.text(),
		Author:    m.author(),
		Published: unix(m.Date),
		Edited:    unix(m.Edited),
		Kind:      ingest.Message,
	}
	if where.Type == "channel" {
		out.Kind = ingest.Post
	}
	if m.Automatic && m.Origin != nil {
		out.Published = unix(m.Origin.Date)
	}
	m.answers(at, &out)
	return out, out.Text != ""
}

// answers fills in what the message answers. In a forum the first message of a topic is a notice, and no parent.
func (m *message) answers(at place, out *ingest.Mention) {
	to := m.ReplyTo
	if m.Quote != nil {
		out.Context = m.Quote.Text
	}
	if to == nil || to.Topic != nil {
		return
	}
	where, number := to.source()
	out.Parent = id(where, number)
	out.Context = cmp.Or(out.Context, to.text())
	if post := cmp.Or(at.root(id(m.Chat, m.Thread)), at.root(id(m.Chat, to.ID))); post != "" || to.Automatic {
		out.Kind, out.Thread = ingest.Comment, cmp.Or(post, out.Parent)
		if to.Automatic {
			out.Parent = out.Thread
		}
		return
	}
	out.Thread = out.Parent
	if m.Thread != 0 && !m.InTopic {
		out.Thread = id(m.Chat, m.Thread)
	}
}

func (m *message) text() string {
	if m.Poll == nil {
		return cmp.Or(m.Text, m.Caption)
	}
	lines := []string{m.Poll.Question}
	for _, option := range m.Poll.Options {
		lines = append(lines, "- "+option.Text)
	}
	return strings.Join(lines, "\n")
}

// author is the chat in whose name something was said, or the person. A deleted account has no name.
func (m *message) author() ingest.Author {
	switch {
	case m.Sender != nil:
		return ingest.Author{ID: strconv.FormatInt(m.Sender.ID, 10), Name: m.Sender.Title, URL: profile(m.Sender.Username)}
	case m.From != nil:
		name := strings.TrimSpace(m.From.First + " " + m.From.Last)
		return ingest.Author{ID: strconv.FormatInt(m.From.ID, 10), Name: name, URL: profile(m.From.Username)}
	}
	return ingest.Author{}
}

func profile(username string) string {
	if username == "" {
		return ""
	}
	return "https://t.me/" + username
}

// unix is zero for zero, which means that nothing was told.
func unix(seconds int64) time.Time {
	if seconds == 0 {
		return time.Time{}
	}
	return time.Unix(seconds, 0).UTC()
}

// form is what kind of post it is.
func (m *message) form() string {
	switch {
	case m.Poll != nil:
		return "poll"
	case m.Video != nil:
		return "video"
	case m.Photo != nil:
		return "photo"
	case m.Text != "":
		return "text"
	}
	return "other"
}
