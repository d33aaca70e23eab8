package hackernews

import (
	"context"
	"time"

	"molva/ingest"
)

// How much is done to learn what the comments of one page answer.
const (
	maxParents = 20
	patience   = 20 * time.Second // for all of them; a page is not to wait for minutes
)

// explain gives comments on comments the words that they answer: those of said, by id, or else the site's. Context is worth
// less than the page, so whatever goes wrong, and whatever is beyond the bounds, leaves it out.
func (s *Source) explain(ctx context.Context, mentions []ingest.Mention, said map[string]string) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	left := maxParents
	for i := range mentions {
		m := &mentions[i]
		if m.Parent == "" || m.Parent == m.Thread {
			continue
		}
		words, known := said[m.Parent]
		if !known && left > 0 {
			left--
			parent, err := s.item(ctx, m.Parent)
			if err != nil {
				left = 0
			} else if !parent.Deleted && !parent.Dead {
				words = parent.Text
			}
			said[m.Parent] = words
		}
		m.Context = ingest.PlainText(words)
	}
}
