package slackfake

import (
	"encoding/json"
	"fmt"
	"time"
)

// Message is what stands in a channel, or was sent to a person or through an address.
type Message struct {
	At              time.Time
	Method          string // through which it came: chat.postMessage, chat.update, webhook, response …
	Channel, TS     string
	Thread          string // the TS of the message that it answers
	User            string // who alone sees it
	Text            string
	Blocks          json.RawMessage
	Metadata        json.RawMessage
	Edits           int
	Reactions       []string
	ReplaceOriginal bool // of a response
}

// Posts lists everything that was taken, in the order of its coming, each edit as one of its own.
func (s *Server) Posts() []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Message(nil), s.posts...)
}

// Messages are what stands in a channel now, oldest first, without the answers in threads.
func (s *Server) Messages(channel string) []Message {
	return s.standing(channel, func(m *Message) bool { return m.Thread == "" })
}

// Thread lists the answers to a message, oldest first.
func (s *Server) Thread(channel, ts string) []Message {
	return s.standing(channel, func(m *Message) bool { return m.Thread == ts })
}

func (s *Server) standing(channel string, wanted func(*Message) bool) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.channel(channel)
	if c == nil {
		return nil
	}
	var all []Message
	for _, m := range c.messages {
		if wanted(m) {
			all = append(all, *m)
		}
	}
	return all
}

// Say puts a message of somebody else into a channel, and returns its timestamp.
func (s *Server) Say(channel, user, text string) (ts string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	m := Message{At: s.now(), Channel: channel, TS: s.stamp(), User: user, Text: text}
	c := s.channel(channel)
	c.messages = append(c.messages, &m)
	return m.TS
}

// stamp makes the timestamp of a new message, by which it is known within its channel. It is unique within a second too.
func (s *Server) stamp() string {
	at := s.now().Truncate(time.Microsecond)
	if !at.After(s.last) {
		at = s.last.Add(time.Microsecond)
	}
	s.last = at
	return fmt.Sprintf("%d.%06d", at.Unix(), at.Nanosecond()/1000)
}

// channel finds by id or by name, as posting does; nil when there is none.
func (s *Server) channel(idOrName string) *Channel {
	for _, c := range s.channels {
		if idOrName == c.ID || idOrName == c.Name || idOrName == "#"+c.Name {
			return c
		}
	}
	return nil
}

// byID finds as everything but posting does.
func (s *Server) byID(id string) *Channel {
	if c := s.channel(id); c != nil && c.ID == id {
		return c
	}
	return nil
}

func (c *Channel) message(ts string) *Message {
	for _, m := range c.messages {
		if m.TS == ts {
			return m
		}
	}
	return nil
}
