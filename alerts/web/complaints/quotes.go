package complaints

import (
	"context"
	"slices"
	"time"

	"molva/store"
)

// quotes fills in three that show a complaint: the most typical text, the newest and the most seen, each once.
func (p *pages) quotes(ctx context.Context, c store.Complaint, a asked, o *one) error {
	zone, taken := zoneOf(a.Tree, ""), []string{}
	add := func(q store.ComplaintQuote, role string) {
		if !slices.Contains(taken, q.Mention) {
			taken, o.Quotes = append(taken, q.Mention), append(o.Quotes, p.quote(q, zone, role))
		}
	}
	for _, q := range c.Quotes[:min(len(c.Quotes), 1)] {
		add(q, p.Printer.Sprintf("The most typical"))
	}
	of := store.Filter{Complaint: int64(c.ID), Counted: new(true), Limit: 1}
	for row, err := range p.DB.Mentions(ctx, of) {
		if err != nil {
			return err
		}
		add(quoted(row), p.Printer.Sprintf("The newest"))
	}
	if c.Mentions > many {
		of.Period = lastDays(p.Now(), 28)
	}
	row, ok, err := p.DB.MostSeen(ctx, of)
	if ok {
		add(quoted(row), p.Printer.Sprintf("The most seen"))
	}
	for _, q := range c.Quotes[min(len(c.Quotes), 1):] {
		if len(o.Quotes) < 3 {
			add(q, p.Printer.Sprintf("One more"))
		}
	}
	return err
}

func quoted(row store.Row) store.ComplaintQuote {
	m := row.Mention
	q := store.ComplaintQuote{Mention: m.Key(), Text: m.Text, URL: m.URL, Network: m.Network, Lang: row.Lang, Published: m.Published.In(time.UTC)}
	if q.Text == "" {
		q.Text = m.Title
	}
	return q
}
