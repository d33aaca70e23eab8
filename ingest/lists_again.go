package ingest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Look looks again at mentions whose id is that of their list, a slash and their own: it emits what each is now, one by one. Left out
// are those of other lists, and those that are gone for all that look says. Where something else is wrong with one, the others are
// looked at all the same, and the error is of the first such.
func (l Lists) Look(ctx context.Context, known []Known, look func(ctx context.Context, list, id string) (Dated, error), emit func(Page) error) error {
	var first error
	for _, k := range known {
		list, id, _ := strings.Cut(k.ID, "/")
		if !slices.Contains(l.Names, list) {
			continue
		}
		d, err := look(ctx, list, id)
		switch {
		case errors.Is(err, ErrGone):
			continue
		case err != nil && (ctx.Err() != nil || waits(err)):
			return fmt.Errorf("look again at %s: %w", k.ID, err)
		case err != nil:
			first = cmp.Or(first, fmt.Errorf("look again at %s: %w", k.ID, err))
			continue
		}
		if d.Mention.Published.After(k.Seen) { // when we saw it first
			d.Mention.Edited = d.Mention.Published
		}
		var p Page
		p.Take(d)
		if err := emit(p); err != nil {
			return err
		}
	}
	return first
}
