package file

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"time"

	"molva/ingest"
)

// Read reads all of r and emits it in pages of up to 1,000 mentions and rejections. An error means that r cannot be read
// on, by its own fault or because emit refused a page; what was emitted before it is whole. A record that is wrong is
// no error: it is in its page's Rejected as "line N".
//
// Of the options, Path only tells the format, and Follow has no meaning. A Read of r that blocks is not interrupted by
// ctx: close r. It reads r as it lies there, packed or not, so bytes counted on the way say how far it has come.
func Read(ctx context.Context, r io.Reader, o Options, emit func(ingest.Page) error) error {
	if err := o.check(); err != nil {
		return err
	}
	in, err := inspect(r, o)
	if err != nil {
		return err
	}
	c, err := in.cutter(o)
	if err != nil {
		return err
	}
	return c.pages(ctx, o, &pager{emit: emit})
}

// cutter sets out to cut the input into records, its header read.
func (in *input) cutter(o Options) (*cutter, error) {
	zone, err := time.LoadLocation(o.Zone)
	if err != nil {
		return nil, err
	}
	c := &cutter{r: in.r, off: in.off}
	if in.format == JSONL {
		c.shape = newLines(o.Map, values{zone})
		return c, nil
	}
	rows := &rows{comma: separator(in.head), cp1251: in.encoding == windows1251, values: values{zone}}
	c.shape = rows
	return c, rows.readHeader(c, o.Map)
}

// pages reads to the end.
func (c *cutter) pages(ctx context.Context, o Options, p *pager) error {
	for ctx.Err() == nil {
		rec, err := c.next()
		if err == io.EOF {
			return p.flush(c)
		}
		if err != nil {
			if lost := p.flush(c); lost != nil {
				return lost
			}
			return fmt.Errorf("read after line %d: %w", c.line, err)
		}
		if err := p.add(rec, c, o); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// mention reads a record; neither a mention nor an error is a blank one.
func (rec cut) mention(s shape, o Options) (m *ingest.Mention, unknown []string, err error) {
	if rec.bad != nil {
		return nil, nil, rec.bad
	}
	wire, err := s.wire(rec.bytes)
	if wire == nil || err != nil {
		return nil, nil, err
	}
	m = new(ingest.Mention)
	if *m, unknown, err = ingest.Decode(wire); err != nil {
		return nil, nil, err
	}
	if o.Network != "" {
		m.Network = o.Network
	}
	m.Kind = cmp.Or(m.Kind, o.Kind)
	if o.Topic != "" {
		m.Topics = []string{o.Topic}
	}
	return m, unknown, nil
}
