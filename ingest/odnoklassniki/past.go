package odnoklassniki

import (
	"context"
	"slices"

	"molva/ingest"
)

// step is where looking back stands: in a page of a group's topics, how many of which are done.
type step struct {
	Group  string `json:"group"`
	Anchor string `json:"anchor,omitempty"` // of the page
	Done   int    `json:"done,omitempty"`
}

// Backfill brings the topics of the span, group by group and newest first, each with the comments that are of the span. A group
// that is refused is told and left out.
func (s *Source) Backfill(ctx context.Context, span ingest.Span, after ingest.Cursor, emit func(ingest.Page) error) error {
	var at step
	if err := after.Into(&at); err != nil {
		return err
	}
	for _, g := range s.options.Groups[max(slices.Index(s.options.Groups, at.Group), 0):] {
		if at.Group != g {
			at = step{Group: g}
		}
		for more := true; more; {
			page, err := s.stats(ctx, g, span, at.Anchor)
			if err != nil {
				var p ingest.Page
				if err := s.refused(ctx, g, err, &p); err != nil {
					return err
				}
				if err := emit(p); err != nil {
					return err
				}
				break
			}
			if err := s.older(ctx, span, page, &at, emit); err != nil {
				return err
			}
			at, more = step{Group: g, Anchor: page.Anchor}, page.More
		}
	}
	return nil
}

// older brings the topics of a page, with a cursor after each.
func (s *Source) older(ctx context.Context, span ingest.Span, page statPage, at *step, emit func(ingest.Page) error) error {
	ids := page.ids()
	got, err := s.topics(ctx, ids[min(at.Done, len(ids)):])
	if err != nil {
		return err
	}
	p := ingest.Page{Rejected: got.bad}
	for _, id := range ids[min(at.Done, len(ids)):] {
		if t := got.thread(topicType + "/" + id); t.Topic != nil {
			_, err := s.hear(ctx, t, heard{Count: -1}, &p)
			if err := s.refused(ctx, t.key(), err, &p); err != nil {
				return err
			}
		}
		p.Mentions = slices.DeleteFunc(p.Mentions, func(m ingest.Mention) bool { return !span.Has(m.Published) })
		at.Done++
		p.Next = ingest.CursorOf(*at)
		if err := emit(p); err != nil {
			return err
		}
		p = ingest.Page{}
	}
	return nil
}
