package file

import (
	"fmt"

	"molva/ingest"
)

// A page is full at this many mentions and rejections, or bytes of them, whichever comes first.
const (
	pageItems = 1000
	pageBytes = 4 << 20
)

// pager gathers records into pages.
type pager struct {
	emit  func(ingest.Page) error
	place func(off int64, line int) ingest.Cursor // nil: the pages carry no cursor
	page  ingest.Page
	bytes int
}

// add puts a record into the page and emits the page when it is full.
func (p *pager) add(rec cut, c *cutter, o Options) error {
	m, unknown, err := rec.mention(c.shape, o)
	switch {
	case err != nil:
		p.page.Rejected = append(p.page.Rejected, ingest.Rejection{Item: fmt.Sprintf("line %d", rec.line), Reason: err.Error()})
	case m != nil:
		p.page.Mentions = append(p.page.Mentions, *m)
		p.bytes += len(rec.bytes)
		p.count(unknown)
	}
	if p.size() < pageItems && p.bytes < pageBytes {
		return nil
	}
	return p.flush(c)
}

func (p *pager) count(unknown []string) {
	for _, name := range unknown {
		if p.page.Unknown == nil {
			p.page.Unknown = map[string]int{}
		}
		p.page.Unknown[name]++
	}
}

func (p *pager) size() int { return len(p.page.Mentions) + len(p.page.Rejected) }

// flush emits what was gathered; the cutter stands behind the last record of it.
func (p *pager) flush(c *cutter) error {
	if p.size() == 0 && p.page.Gap == "" {
		return nil
	}
	page := p.page
	if p.place != nil {
		page.Next = p.place(c.off, c.line)
	}
	p.page, p.bytes = ingest.Page{}, 0
	return p.emit(page)
}
