package complaints

import (
	"cmp"
	"context"
	"slices"

	"molva/alerts"
	"molva/alerts/web/frame"
	"molva/store"
)

// place is how much was said somewhere, or in a language.
type place struct {
	Name  string
	Count frame.Count
}

// many is of how many mentions it is asked where they were said; of more, only of those of the last four weeks.
const many = 20_000

// spread fills in where it was said, and in which languages.
func (p *pages) spread(ctx context.Context, c store.Complaint, _ asked, o *one) error {
	of := store.Filter{Complaint: int64(c.ID), Counted: new(true)}
	if c.Mentions > many {
		of.Period = lastDays(p.Now(), 28)
		o.Placed = p.Printer.Sprintf("in the last 28 days")
	}
	places, err := p.DB.Places(ctx, of)
	if err != nil {
		return err
	}
	networks, languages := map[string]int{}, map[string]int{}
	for _, at := range places {
		networks[at.Network] += at.Mentions
		languages[at.Lang] += at.Mentions
	}
	o.Networks = p.places(networks, func(name string) (string, store.Filter) {
		f := of
		f.Network = name
		return alerts.Inert(name), f
	})
	o.Languages = p.places(languages, func(name string) (string, store.Filter) {
		f := of
		f.Lang = name
		return p.language(name), f
	})
	return nil
}

// places are the numbers in order, each with the way to its rows.
func (p *pages) places(counts map[string]int, of func(name string) (string, store.Filter)) (all []place) {
	for name, n := range counts {
		text, f := of(name)
		all = append(all, place{text, p.Counted(n, frame.Here.Mentions(f))})
	}
	slices.SortFunc(all, func(a, b place) int { return cmp.Or(b.Count.N-a.Count.N, cmp.Compare(a.Name, b.Name)) })
	return all
}

func (p *pages) language(lang string) string {
	switch lang {
	case "ru":
		return p.Printer.Sprintf("Russian")
	case "en":
		return p.Printer.Sprintf("English")
	case "other":
		return p.Printer.Sprintf("other languages")
	}
	return p.Printer.Sprintf("language unknown")
}
