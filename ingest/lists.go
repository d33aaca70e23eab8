package ingest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
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

const (
	listPage = 200 // mentions of one page
	maxParts = 100 // of a list that are read at once, or that are no older than those before
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
			trails = short(trails)
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
	items, full, err := l.since(ctx, name, l.bound(at))
	if err != nil {
		return err
	}
	lost, before := full && oldest(items) > at.Until, at.Seen
	for some := range slices.Chunk(at.unseen(items, l.bound(at)), listPage) {
		p, seen := Page{}, map[string]int64{}
		if lost {
			p.Gap = fmt.Sprintf("more changed in the list of %s than the newest %d, which were read", name, len(items))
			p.GapFrom, lost = time.Unix(at.Until, 0).UTC(), false
		}
		for _, d := range some {
			if then, known := before[d.key()]; known && then < d.at() {
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

// since gives what of a list is not older than the bound, and perhaps some that is; without a bound, its newest part. full: there
// may be more than could be read.
func (l Lists) since(ctx context.Context, name string, bound int64) (items []Dated, full bool, err error) {
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
