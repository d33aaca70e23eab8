package bluesky

import (
	"context"
	"errors"
	"time"

	"molva/ingest"
)

// builder gathers events into pages and emits them.
type builder struct {
	source  *Source
	at      place // after the last event that was read
	page    ingest.Page
	answers []string // what each mention of the page answers
	emit    func(ingest.Page) error
	moved   bool  // at has moved since the last page
	refused error // what emit said to a page that it did not take
}

// run takes frames, and rounds of figures, until the stream ends; what was gathered by then is emitted.
func (b *builder) run(ctx context.Context, frames <-chan []byte, rounds <-chan ingest.Page, ended <-chan error) error {
	soon, late := time.NewTicker(flush), time.NewTicker(move)
	defer soon.Stop()
	defer late.Stop()
	for b.refused == nil && ctx.Err() == nil {
		select {
		case data, open := <-frames:
			if !open {
				b.send(ctx)
				return <-ended
			}
			if err := b.take(data); err != nil {
				b.send(ctx)
				return err
			}
			if len(b.page.Mentions)+len(b.page.Rejected) >= batch {
				b.send(ctx)
			}
		case p := <-rounds:
			b.measured(p)
			b.send(ctx)
		case <-soon.C:
			if len(b.page.Mentions)+len(b.page.Rejected) > 0 || b.page.Gap != "" {
				b.send(ctx)
			}
		case <-late.C:
			b.send(ctx)
		case <-ctx.Done():
		}
	}
	return ctx.Err()
}

// send emits what was gathered, if anything was.
func (b *builder) send(ctx context.Context) {
	if !b.moved && b.page.Gap == "" && len(b.page.Rejected) == 0 {
		return
	}
	if b.moved {
		b.page.Next = ingest.CursorOf(b.at)
	}
	b.source.answered(ctx, b.page.Mentions, b.answers)
	if b.refused = b.emit(b.page); b.refused == nil {
		b.page, b.answers, b.moved = ingest.Page{}, nil, false
	}
}

// measured takes a round of figures, and remembers when it was made.
func (b *builder) measured(p ingest.Page) {
	b.page.Figures, b.page.Posts = p.Figures, p.Posts
	b.page.Rejected = append(b.page.Rejected, p.Rejected...)
	b.at.Figures, b.moved = b.source.env.Now().Unix(), true
}

// lose notes a gap behind the place. The first reason of a page is kept: what follows it is its consequence.
func (b *builder) lose(why string) {
	if why == "" || b.page.Gap != "" {
		return
	}
	if b.page.Gap = why; b.at.At > 0 {
		b.page.GapFrom = time.UnixMicro(b.at.At).UTC()
	}
}

// take reads one frame. A frame that cannot be read is rejected and the stream goes on; an error ends it.
func (b *builder) take(data []byte) error {
	e, err := decode(data)
	var ended streamError
	switch {
	case errors.As(err, &ended):
		return err
	case err != nil:
		b.reject("", err)
	case e.kind() == "info":
		b.notice(e.Name)
	case e.kind() == "commit" && e.Seq > b.at.Seq:
		b.commit(e)
	}
	return nil
}

// notice hears what the server says of the place that it was asked for.
func (b *builder) notice(name string) {
	switch name {
	case "OutdatedCursor":
		b.lose(tooOld)
	case "FutureCursor":
		b.at.Seq = 0
		b.lose("the server does not know the place where reading stopped and went on from its newest post")
	}
}

// commit moves on past a post, and keeps it when it names a topic or is one of those that were kept.
func (b *builder) commit(e event) {
	b.at.Seq, b.moved = e.Seq, true
	if t := e.witnessed(); !t.IsZero() {
		b.at.At = t.UnixMicro()
	}
	if e.Collection != collection {
		return
	}
	m, r, err := e.mention()
	if err != nil {
		b.reject(m.ID, err)
	} else if b.wanted(m) {
		b.at.Kept = b.at.Kept.with(m.ID)
		b.page.Mentions, b.answers = append(b.page.Mentions, m), append(b.answers, r.answers())
	}
}

// wanted tells the posts that name a topic, and whatever becomes of one that did.
func (b *builder) wanted(m ingest.Mention) bool {
	changed := !m.Edited.IsZero()
	return changed && b.at.Kept.has(m.ID) || !m.Deleted && b.source.env.Matches(m)
}

func (b *builder) reject(item string, err error) {
	b.page.Rejected = append(b.page.Rejected, ingest.Rejection{Item: item, Reason: err.Error()})
}
