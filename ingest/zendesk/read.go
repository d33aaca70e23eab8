package zendesk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"molva/ingest"
)

const (
	latest  = time.Minute + time.Second // the export refuses to begin later than this before now
	atFirst = time.Hour                 // how far back the first read begins
	perCall = 100                       // tickets or users that are looked up at once
)

// export is one page of what changed. It begins with what changed in the second in which the last page ended.
type export struct {
	Events []json.RawMessage `json:"ticket_events"`
	End    *int64            `json:"end_time"` // seconds since 1970
	Last   bool              `json:"end_of_stream"`
}

// Read brings what changed since the cursor, page by page, to the end.
func (s *Source) Read(ctx context.Context, after ingest.Cursor, emit func(ingest.Page) error) error {
	from := s.env.Now().Add(-atFirst)
	return s.read(ctx, ingest.Span{From: from}, after, emit)
}

// Backfill brings what was said in the span.
func (s *Source) Backfill(ctx context.Context, span ingest.Span, after ingest.Cursor, emit func(ingest.Page) error) error {
	return s.read(ctx, span, after, emit)
}

func (s *Source) read(ctx context.Context, span ingest.Span, after ingest.Cursor, emit func(ingest.Page) error) error {
	start := span.From.Unix()
	if after != "" {
		var err error
		if start, err = strconv.ParseInt(string(after), 10, 64); err != nil {
			return errors.New("read cursor: want seconds since 1970")
		}
	}
	for span.To.IsZero() || start < span.To.Unix() {
		got, err := s.export(ctx, start)
		if err != nil {
			return err
		}
		p, err := s.page(ctx, got.Events, span.To)
		if err != nil {
			return err
		}
		end := start
		if got.End != nil {
			end = max(start, min(*got.End, s.env.Now().Unix()))
		}
		p.Next = ingest.Cursor(digits(end))
		if err := emit(p); err != nil {
			return err
		}
		if got.Last || end == start && len(got.Events) == 0 {
			return nil
		}
		if end == start {
			return errors.New("the export does not move on, though it says that there is more")
		}
		start = end
	}
	return nil
}

func (s *Source) export(ctx context.Context, start int64) (got export, err error) {
	if err := s.env.Governor.Take(ctx, exports, 1); err != nil {
		return got, err
	}
	q := url.Values{"start_time": {digits(min(start, s.env.Now().Add(-latest).Unix()))}, "include": {"comment_events"}}
	if err := s.api.Get(ctx, "/api/v2/incremental/ticket_events.json", q, &got); err != nil {
		return got, fmt.Errorf("read ticket events: %w", err)
	}
	if got.Events == nil {
		return got, errors.New("read ticket events: the answer lacks them")
	}
	return got, nil
}

// page makes mentions of events, those before the end of a span that has one.
func (s *Source) page(ctx context.Context, events []json.RawMessage, to time.Time) (p ingest.Page, err error) {
	var changes []change
	for _, data := range events {
		c, err := parseEvent(data)
		switch {
		case err != nil:
			p.Rejected = append(p.Rejected, ingest.Rejection{Reason: err.Error()})
		case to.IsZero() || c.at.Before(to):
			changes = append(changes, c)
		}
	}
	about, err := s.lookUp(ctx, changes)
	if err != nil {
		return p, err
	}
	answers := map[int64]string{} // by ticket: what an agent said last
	for _, c := range changes {
		for range c.broken {
			p.Rejected = append(p.Rejected, ingest.Rejection{Item: s.id(c.ticket, 0), Reason: "comment is no readable JSON"})
		}
		if c.deleted {
			p.Mentions = append(p.Mentions, s.gone(s.id(c.ticket, 0), c.at))
		}
		for _, id := range c.private {
			p.Mentions = append(p.Mentions, s.gone(s.id(c.ticket, id), c.at))
		}
		for i, said := range c.comments {
			switch first := c.first && i == 0; {
			case !said.Public || strings.TrimSpace(said.Body) == "": // an empty one has an attachment
			case about.agent(c.ticket, said.Author):
				answers[c.ticket] = said.Body
			default:
				p.Mentions = append(p.Mentions, s.mention(about, c.ticket, said, first, answers[c.ticket]))
			}
		}
	}
	return p, nil
}

// known is what was looked up.
type known struct {
	tickets map[int64]ticket
	users   map[int64]user
}

// agent reports whether somebody who wrote in a ticket works here. An account that is gone was the customer's if the ticket
// is theirs.
func (k known) agent(t, author int64) bool {
	u, ok := k.users[author]
	if !ok {
		return k.tickets[t].Requester != author
	}
	return u.Role != "end-user"
}

// lookUp asks for the tickets that were written in, and who wrote.
func (s *Source) lookUp(ctx context.Context, changes []change) (known, error) {
	var tickets, users []int64
	for _, c := range changes {
		for _, said := range c.comments {
			if said.Public {
				tickets, users = append(tickets, c.ticket), append(users, said.Author)
			}
		}
	}
	about := known{map[int64]ticket{}, map[int64]user{}}
	for _, of := range []struct {
		kind string
		ids  []int64
	}{{"tickets", tickets}, {"users", users}} {
		for _, q := range batches(of.ids) {
			var got struct {
				Tickets []ticket `json:"tickets"`
				Users   []user   `json:"users"`
			}
			if err := s.api.Get(ctx, "/api/v2/"+of.kind+"/show_many.json", q, &got); err != nil {
				return about, fmt.Errorf("look up %s: %w", of.kind, err)
			}
			for _, t := range got.Tickets {
				about.tickets[t.ID] = t
			}
			for _, u := range got.Users {
				about.users[u.ID] = u
			}
		}
	}
	return about, nil
}

// batches are the queries that ask for all of some numbers, each once. -1 writes what the help desk says itself.
func batches(ids []int64) (all []url.Values) {
	ids = slices.DeleteFunc(ids, func(id int64) bool { return id <= 0 })
	slices.Sort(ids)
	for some := range slices.Chunk(slices.Compact(ids), perCall) {
		var words []string
		for _, id := range some {
			words = append(words, digits(id))
		}
		all = append(all, url.Values{"ids": {strings.Join(words, ",")}})
	}
	return all
}
