package zendesk

import (
	"strings"
	"time"

	"molva/ingest"
)

// redacted stands for each letter that was taken out of a message
// (developer.zendesk.com/api-reference/ticketing/tickets/ticket_comments, Redact String in Comment).
const redacted = "▇"

// id is a message's; comment 0 is the one that opened the ticket.
func (s *Source) id(ticket, comment int64) string {
	id := s.api.Base.Host + "/" + digits(ticket)
	if comment != 0 {
		id += "/" + digits(comment)
	}
	return id
}

func (s *Source) gone(id string, at time.Time) ingest.Mention {
	return ingest.Mention{ID: id, Network: Network, Deleted: true, Edited: at}
}

// mention is what a customer said; answered is what an agent had said before, "" if that is not known.
func (s *Source) mention(about known, number int64, said comment, first bool, answered string) ingest.Mention {
	t := about.tickets[number]
	m := ingest.Mention{
		ID:      s.id(number, said.ID),
		Network: Network,
		URL:     s.api.Base.JoinPath("agent/tickets", strings.TrimPrefix(s.id(number, 0), s.api.Base.Host)).String(),
		Text:    said.Body,
		Title:   t.Subject,
		Kind:    ingest.Message,
		Extra:   map[string]any{},
	}
	if said.Author > 0 {
		m.Author = ingest.Author{ID: s.id(said.Author, 0), Name: about.users[said.Author].Name}
	}
	m.Published, _ = ingest.ParseTime(said.Created)
	if first {
		m.ID = s.id(number, 0)
	} else {
		m.Thread, m.Parent, m.Context = s.id(number, 0), s.id(number, 0), answered
		if answered == "" {
			m.Context = t.Description
		}
	}
	if said.Via.Channel != "" {
		m.Extra["channel"] = said.Via.Channel
	}
	if t.Rating != nil && (t.Rating.Score == "good" || t.Rating.Score == "bad") {
		m.Extra["satisfaction"] = t.Rating.Score
	}
	return m
}
