package file

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"molva/ingest"
)

// batchItems is how many figures, posts and rejections are gathered before their steps are looked for and they go on. They
// are small, and a year of some accounts is one batch.
const batchItems = 10_000

// batch is what was read and not yet emitted.
type batch struct {
	drafts  []draft
	posts   []ingest.AccountPost
	refused []refusal
	strange map[string]int
}

// draft is a figure that was read.
type draft struct {
	ingest.Figure
	line int
	open bool // its span is still to be found out
}

// refusal is what was not taken of a line.
type refusal struct {
	line   int
	field  string // "": all of it
	reason string
}

func (b *batch) size() int { return len(b.drafts) + len(b.posts) + len(b.refused) }

func (b *batch) refuse(line int, field string, err error) {
	b.refused = append(b.refused, refusal{line, field, err.Error()})
}

// unknown counts a field that we do not know.
func (b *batch) unknown(name string) { b.strange = oneMore(b.strange, name) }

// page is the batch with all spans found out. Figures that cannot be kept become rejections.
func (b *batch) page(s steps, zone *time.Location) ingest.Page {
	s.learn(b.drafts)
	page := ingest.Page{Posts: b.posts, Unknown: b.strange}
	for _, d := range b.drafts {
		if d.open {
			d.Span = s.span(d.Metric, d.At, zone)
		}
		if err := d.Check(); err != nil {
			b.refuse(d.line, d.Metric, err)
			continue
		}
		page.Figures = append(page.Figures, d.Figure)
	}
	slices.SortStableFunc(b.refused, func(x, y refusal) int { return cmp.Compare(x.line, y.line) })
	for _, r := range b.refused {
		page.Rejected = append(page.Rejected, r.rejection())
	}
	return page
}

func (r refusal) rejection() ingest.Rejection {
	item := fmt.Sprintf("line %d", r.line)
	if r.field != "" {
		item += ", " + r.field
	}
	return ingest.Rejection{Item: item, Reason: r.reason}
}
