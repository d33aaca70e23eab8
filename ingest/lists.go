package ingest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"
)

// Lists reads what a network gives as lists that begin with what changed last, such as the reviews of each of some apps. It
// has the methods of a Source and a Backfiller.
type Lists struct {
	Names []string // of the lists, in the order in which they are read
	// Page asks for a part of a list: token "" for its newest, and then what the part before gave as next, where "" says that
	// there is no more.
	Page func(ctx context.Context, name, token string) (items []Dated, next string, err error)
	Most int           // items of a list, beyond which the network gives none; 0: it gives all
	Late time.Duration // by which something may come into a list after its time
	Now  func() time.Time
}

// Dated is an item of a list.
type Dated struct {
	Mention Mention // published when it was last changed, which is what the list is sorted by
	Bad     error   // why it cannot be taken; Mention has its id and time as far as they are known
}

const (
	listPage = 200 // mentions of one page
	maxParts = 100 // of a list that are read at once
)

// Read emits, list by list and oldest first, what changed since the cursor; without one, the newest part of each list. An
// item that was seen before, with an earlier time, is marked as edited. Where something is wrong with one list, the others are
// read all the same, and the error is of the first such.
func (l Lists) Read(ctx context.Context, after Cursor, emit func(Page) error) error {
	trails := map[string]Trail{}
	if err := after.Into(&trails); err != nil {
		return err
	}
	maps.DeleteFunc(trails, func(name string, _ Trail) bool { return !slices.Contains(l.Names, name) })
	var first, refused error
	for _, name := range l.Names {
		err := l.news(ctx, name, trails[name], func(p Page, at Trail) error {
			trails[name] = at
			p.Next = CursorOf(trails)
			refused = emit(p)
			return refused
		})
		if refused != nil || ctx.Err() != nil || errors.As(err, new(*Throttled)) {
			return err
		}
		first = cmp.Or(first, err)
	}
	return first
}

// news emits what is new in one list, with the trail after it.
func (l Lists) news(ctx context.Context, name string, at Trail, emit func(Page, Trail) error) error {
	items, more, err := l.since(ctx, name, l.bound(at))
	if err != nil {
		return err
	}
	for some := range slices.Chunk(at.unseen(items, l.bound(at)), listPage) {
		p, seen := Page{}, map[string]int64{}
		if more {
			p.Gap = fmt.Sprintf("more changed in the list of %s than the newest %d, which were read", name, len(items))
			p.GapFrom, more = time.Unix(at.Until, 0).UTC(), false
		}
		for _, d := range some {
			if then, known := at.Seen[d.key()]; known && then < d.at() {
				d.Mention.Edited = d.Mention.Published
			}
			seen[d.key()] = d.at()
			p.Take(d)
		}
		at = at.Passed(seen, l.Now().Unix(), l.late())
		if err := emit(p, at); err != nil {
			return err
		}
	}
	return nil
}

func (l Lists) late() int64 { return int64(l.Late / time.Second) }

// bound is the second before which a list is known; 0: nothing is.
func (l Lists) bound(at Trail) int64 { return max(0, at.Until-l.late()) }

// since gives what of a list is not older than the bound, and perhaps some that is; without a bound, its newest part. more: not
// all of that could be read.
func (l Lists) since(ctx context.Context, name string, bound int64) (items []Dated, more bool, err error) {
	token := ""
	for range maxParts {
		part, next, err := l.Page(ctx, name, token)
		if err != nil {
			return nil, false, err
		}
		items = append(items, part...)
		if bound == 0 || oldest(items) < bound {
			return items, false, nil
		}
		if next == "" || next == token {
			return items, l.Most > 0 && len(items) >= l.Most, nil
		}
		token = next
	}
	return items, true, nil
}

// Backfill emits what was last changed within the span, list by list and newest first. Where it was stopped it goes through
// the list again from the top, as a network does not keep its place for long. A list that is gone is left out.
func (l Lists) Backfill(ctx context.Context, span Span, after Cursor, emit func(Page) error) error {
	at := reached{Before: span.To}
	if err := after.Into(&at); err != nil {
		return err
	}
	for _, name := range l.Names[max(0, slices.Index(l.Names, at.List)):] {
		if name != at.List {
			at = reached{List: name, Before: span.To}
		}
		if err := l.older(ctx, span, at, emit); err != nil {
			return err
		}
	}
	return nil
}

// reached is how far back one list was read.
type reached struct {
	List   string    `json:"list"`
	Before time.Time `json:"before"`
}

func (l Lists) older(ctx context.Context, span Span, at reached, emit func(Page) error) error {
	rest := Span{From: span.From, To: at.Before.Add(time.Second)} // others may have changed within the same second
	for token := ""; at.Before.After(span.From); {
		var p Page
		items, next, err := l.Page(ctx, at.List, token)
		if errors.Is(err, ErrGone) {
			p.Rejected, err = []Rejection{{Item: at.List, Reason: err.Error()}}, nil
		}
		if err != nil {
			return err
		}
		for _, d := range items {
			if said := d.Mention.Published; d.Bad != nil || span.Has(said) && rest.Has(said) {
				p.Take(d)
			}
		}
		if last := time.Unix(oldest(items), 0).UTC(); len(items) > 0 && last.Before(at.Before) {
			at.Before = last
		}
		if next == "" || next == token {
			at.Before = span.From
		}
		p.Next, token = CursorOf(at), next
		if err := emit(p); err != nil {
			return err
		}
	}
	return nil
}

// Take adds an item to the page.
func (p *Page) Take(d Dated) {
	if d.Bad != nil {
		p.Rejected = append(p.Rejected, Rejection{Item: d.Mention.ID, Reason: d.Bad.Error()})
		return
	}
	p.Mentions = append(p.Mentions, d.Mention)
}

func (d Dated) at() int64 { return d.Mention.Published.Unix() }

// key tells an item from others; one without an id is known by its time.
func (d Dated) key() string { return cmp.Or(d.Mention.ID, strconv.FormatInt(d.at(), 10)) }

// oldest is the time of the last item that has one; that of a list without any is now or later.
func oldest(items []Dated) int64 {
	for _, d := range slices.Backward(items) {
		if !d.Mention.Published.IsZero() {
			return d.at()
		}
	}
	return 1 << 62
}

// unseen are the items, not older than the bound, that the trail does not have, oldest first and each once. One without a
// time is as old as what stands below it.
func (t Trail) unseen(items []Dated, bound int64) (all []Dated) {
	below := time.Unix(0, 0).UTC() // the last of a list that says nothing of its time comes once, at the first read
	taken := map[string]bool{}
	for _, d := range slices.Backward(items) {
		if d.Mention.Published.IsZero() {
			d.Mention.Published = below
		}
		below = d.Mention.Published
		if d.at() >= bound && !t.Has(d.key(), d.at()) && !taken[d.key()] {
			taken[d.key()] = true
			all = append(all, d)
		}
	}
	slices.SortStableFunc(all, func(a, b Dated) int { return cmp.Compare(a.at(), b.at()) })
	return all
}
