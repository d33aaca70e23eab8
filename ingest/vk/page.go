package vk

import (
	"encoding/json"
	"slices"

	"molva/ingest"
)

// reader is a read under way.
type reader struct {
	at      place
	emit    func(ingest.Page) error
	refused error // what emit said
}

// list brings what came of a list, whose bad items may come again with every read.
func (r *reader) list(t task, p ingest.Page, l line) error {
	l, p.Rejected = l.news(p.Rejected)
	return r.bring(t, p, l)
}

// bring emits a page and moves on, unless there is nothing to say. Where a page is long, the last part of it has the cursor.
func (r *reader) bring(t task, p ingest.Page, l line) error {
	next := r.at.with(t.name(), l)
	if p.Next = ingest.CursorOf(next); p.Next == ingest.CursorOf(r.at) && len(p.Mentions)+len(p.Rejected) == 0 && p.Gap == "" {
		return nil
	}
	if r.refused = inParts(p, r.emit); r.refused == nil {
		r.at = next
	}
	return r.refused
}

// inParts emits a page oldest first, a long one in several.
func inParts(p ingest.Page, emit func(ingest.Page) error) error {
	slices.SortStableFunc(p.Mentions, func(a, b ingest.Mention) int { return a.Published.Compare(b.Published) })
	for len(p.Mentions) > maxPage {
		if err := emit(ingest.Page{Mentions: p.Mentions[:maxPage]}); err != nil {
			return err
		}
		p.Mentions = p.Mentions[maxPage:]
	}
	return emit(p)
}

// sifting takes the new posts out of what came.
type sifting struct {
	page   ingest.Page
	line   line
	since  int64                     // from when on a post may be new
	seen   map[string]int64          // those that are new, by their last change
	wanted func(ingest.Mention) bool // nil: all of them
	posts  []post                    // all that came, in their order
}

func sift(l line, wanted func(ingest.Mention) bool) *sifting {
	return &sifting{line: l, since: l.since(), seen: map[string]int64{}, wanted: wanted}
}

// take takes a list and reports whether its last post was new.
func (f *sifting) take(found list) (fresh bool) {
	who := found.people()
	for _, data := range found.Items {
		p, ok := decode(&f.page, data, post.usable)
		if !ok {
			continue
		}
		f.posts = append(f.posts, p)
		if fresh = f.isNew(p); !fresh {
			continue
		}
		f.seen[p.id()] = p.changed()
		if m, speaks := p.mention(who); speaks && (f.wanted == nil || f.wanted(m)) {
			f.page.Mentions = append(f.page.Mentions, m)
		}
	}
	return fresh
}

func (f *sifting) isNew(p post) bool {
	_, twice := f.seen[p.id()]
	return !twice && p.changed() >= f.since && !f.line.Has(p.id(), p.changed())
}

// changed is when the post was edited, or else written.
func (p post) changed() int64 { return max(p.Edited, p.Date) }

// lost says that a list was not read to where the last read ended.
func (f *sifting) lost(why string) {
	f.page.Gap, f.page.GapFrom = why, moment(f.line.Until)
}

// items are those of a list that can be read.
func items[T any](p *ingest.Page, all []json.RawMessage, usable func(T) error) (good []T) {
	for _, data := range all {
		if item, ok := decode(p, data, usable); ok {
			good = append(good, item)
		}
	}
	return good
}
