package zendesk

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"molva/ingest"
)

// Refresh asks for the messages of the tickets around the mentions, a call a ticket and two more for who wrote there.
func (s *Source) Refresh(ctx context.Context, known []ingest.Known, emit func(ingest.Page) error) error {
	tickets := map[int64][]ingest.Known{}
	for _, k := range known {
		if number, _ := s.parse(k.ID); number != 0 {
			tickets[number] = append(tickets[number], k)
		}
	}
	for _, number := range slices.Sorted(maps.Keys(tickets)) {
		p, err := s.again(ctx, number, tickets[number])
		if err != nil {
			return fmt.Errorf("look again at ticket %d: %w", number, err)
		}
		if err := emit(p); err != nil {
			return err
		}
	}
	return nil
}

// parse takes an id of this help desk apart; ticket 0 is one of another.
func (s *Source) parse(id string) (ticket, comment int64) {
	rest, ours := strings.CutPrefix(id, s.api.Base.Host+"/")
	if !ours {
		return 0, 0
	}
	_, _ = fmt.Sscanf(rest, "%d/%d", &ticket, &comment) // the second may be missing
	return ticket, comment
}

// again is what a ticket's messages have become.
func (s *Source) again(ctx context.Context, number int64, those []ingest.Known) (p ingest.Page, err error) {
	var got struct {
		Comments []comment `json:"comments"`
	}
	err = s.api.Get(ctx, fmt.Sprintf("/api/v2/tickets/%d/comments.json", number), nil, &got)
	if errors.Is(err, ingest.ErrGone) {
		for _, k := range those {
			p.Mentions = append(p.Mentions, s.gone(k.ID, s.env.Now().UTC()))
		}
		return p, nil
	}
	if err != nil {
		return p, err
	}
	about, err := s.lookUp(ctx, []change{{ticket: number, comments: got.Comments}})
	if err != nil {
		return p, err
	}
	for _, k := range those {
		p.Mentions = append(p.Mentions, s.become(about, number, k, got.Comments)...)
	}
	return p, nil
}

// become is what one message has become; nothing if the list of messages does not reach it.
func (s *Source) become(about known, number int64, k ingest.Known, all []comment) []ingest.Mention {
	_, id := s.parse(k.ID)
	answered := ""
	for i, said := range all {
		if said.ID != id && (id != 0 || i > 0) {
			if said.Public && about.agent(number, said.Author) {
				answered = said.Body
			}
			continue
		}
		if !said.Public {
			return []ingest.Mention{s.gone(k.ID, s.env.Now().UTC())}
		}
		m := s.mention(about, number, said, id == 0, answered)
		if strings.Contains(m.Text, redacted) {
			m.Edited, _ = ingest.ParseTime(about.tickets[number].Updated) // nobody says when the words went
		}
		return []ingest.Mention{m}
	}
	return nil
}
