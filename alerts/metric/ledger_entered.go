package metric

import (
	"context"
	"slices"
	"strings"

	"molva/ingest"
)

// entered gives what people entered for the period of all that lines are made of.
func (g *gathering) entered(ctx context.Context) error {
	for _, in := range ledgerInputs {
		if _, enters := ingest.InputOf(in.name); !enters || in.name == taxRate {
			continue
		}
		all, err := g.InputsOf(ctx, in.name)
		if err != nil {
			return err
		}
		if len(all) == 0 {
			continue
		}
		if err := g.give(ctx, in.name, all); err != nil {
			return err
		}
	}
	return nil
}

// give gives the one of several entries that is on the ledger's terms, or needs the least to be.
func (g *gathering) give(ctx context.Context, name string, all []Entry) error {
	e := fitting(all, Entry.terms, g.Terms)
	from, err := g.sourced(ctx, e)
	from.Caveat = Value{Caveat: from.Caveat}.but(leftOut(e, all)).Caveat
	g.put(name, inputOf(e), from)
	return err
}

// leftOut says what else was entered.
func leftOut(e Entry, all []Entry) Text {
	var caveat Value
	for _, o := range all {
		if o.terms() != e.terms() {
			other := termsName(o.terms())
			caveat = caveat.but(Text{"entered in " + other.EN + " too, which is left out", "введено и в " + other.RU + ", это не учтено"})
		}
	}
	return caveat.Caveat
}

// earlierOnes gives what lines hold against the period: the same kinds of the period before.
func (g *gathering) earlierOnes(ctx context.Context) error {
	for _, kind := range []string{"ctr", "conversion", "units_sold"} {
		if err := g.earlierOne(ctx, kind); err != nil {
			return err
		}
	}
	return nil
}

// earlierOne gives what was entered of a kind for the period before. One entry that covers both periods tells no difference
// between them.
func (g *gathering) earlierOne(ctx context.Context, kind string) error {
	past := g.In(g.Before)
	entries, err := past.entries(ctx, kind)
	if err != nil || len(entries) == 0 {
		return err
	}
	apart := slices.DeleteFunc(slices.Clone(entries), func(in ingest.Input) bool { return in.To.After(g.Reader.Period.From) })
	if len(apart) == 0 {
		g.Absent[kind+before] = Text{"what was entered covers this period too, so that nothing tells the two apart", "введённое относится и к этому периоду, поэтому сравнить их нельзя"}
		return nil
	}
	read := past.level
	if k, _ := ingest.InputOf(kind); k.Flow {
		read, apart = past.flow, entries
	}
	e, ok := read(kind, apart)
	if !ok {
		return nil
	}
	e.Kind = kind
	from, err := past.sourced(ctx, e)
	g.put(kind+before, inputOf(e), from)
	return err
}

// sourced is where an entry comes from.
func (r *Reader) sourced(ctx context.Context, e Entry) (Given, error) {
	from := Given{Kind: e.Kind, Unit: unitOf(e.Kind), Basis: e.Basis, Topic: e.Topic, Caveat: e.Caveat, Evidence: e.Evidence}
	entries, err := r.entries(ctx, e.Kind)
	if err != nil {
		return from, err
	}
	var sources []string
	for _, in := range entries {
		if !r.madeOf(e, in) {
			continue
		}
		if from.From.IsZero() || in.From.Before(from.From) {
			from.From = in.From
		}
		if in.To.After(from.To) {
			from.To = in.To
		}
		if in.Source != "" && !slices.Contains(sources, in.Source) {
			sources = append(sources, in.Source)
		}
		if from.Topic == "" {
			from.Topic = in.Topic
		}
		if e.Topic == "" && from.Topic != in.Topic {
			from.Topic = r.Topic.ID
		}
	}
	from.Source = strings.Join(sources, "; ")
	return from, nil
}

// madeOf reports whether an entry was read from one of those that were entered.
func (r *Reader) madeOf(e Entry, in ingest.Input) bool {
	k, _ := ingest.InputOf(e.Kind)
	switch {
	case in.Kind != e.Kind || in.Currency != e.Currency || in.Tax != e.Tax:
		return false
	case !k.Flow:
		return in.Topic == e.Topic && in.From.Equal(e.From) && levelOf(in).Value == e.Value
	case e.Topic != "":
		return in.Topic == e.Topic
	}
	return slices.Contains(r.subtree(), in.Topic)
}
