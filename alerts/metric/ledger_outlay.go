package metric

import (
	"context"
	"slices"
	"strings"

	"molva/alerts"
	"molva/ingest"
)

// outlay is a cost of one topic without those below it: an amount that was spent or, where there is a rate, hours of labour.
type outlay struct {
	Entry
	rate Entry // of an hour, from the topic or the nearest above it; Kind is "" where nobody said
}

// outlays are what was entered of a kind with all its parts, by topic, the reader's first, by kind, and by currency and tax.
func (r *Reader) outlays(ctx context.Context, kind string) ([]outlay, error) {
	entries, err := r.entries(ctx, kind)
	if err != nil {
		return nil, err
	}
	var all []outlay
	for _, topic := range r.subtree() {
		own := slices.DeleteFunc(slices.Clone(entries), func(in ingest.Input) bool { return in.Topic != topic })
		for _, name := range kindsOf(own) {
			of := slices.DeleteFunc(slices.Clone(own), func(in ingest.Input) bool { return in.Kind != name })
			for _, alone := range alike(of, sameTerms) {
				if e, ok := r.flow(name, alone); ok {
					e.Kind, e.Topic = name, topic
					all = append(all, outlay{Entry: e})
				}
			}
		}
	}
	return all, nil
}

// hoursKind is asked for hours of labour, of all and of each.
const hoursKind = "labour_hours/"

// labour is the hours of work, with what an hour of each costs.
func (r *Reader) labour(ctx context.Context) ([]outlay, error) {
	all, err := r.outlays(ctx, hoursKind)
	for i, o := range all {
		if err != nil {
			return nil, err
		}
		all[i].rate, _, err = r.at(o.Topic).rateFor(ctx, o.Kind)
	}
	return all, err
}

// at is a reader of another topic by its id.
func (r *Reader) at(topic string) *Reader {
	for _, t := range r.Tree {
		if t.ID == topic {
			return r.Of(t)
		}
	}
	return r
}

// rateFor is what an hour of that labour costs: the rate of the same part or, where it has none, that of all.
func (r *Reader) rateFor(ctx context.Context, hours string) (Entry, bool, error) {
	_, part, parted := strings.Cut(hours, "/")
	if parted {
		if rate, ok, err := r.Input(ctx, "labour_rate/"+part); ok || err != nil {
			return rate, ok, err
		}
	}
	return r.Input(ctx, "labour_rate")
}

// of is what something is called, of a topic below the ledger's.
func (g *gathering) of(name Text, topic string) Text {
	if topic == g.Reader.Topic.ID {
		return name
	}
	called := alerts.Inert(g.nameOf(topic))
	return Text{name.EN + " (" + called + ")", name.RU + " (" + called + ")"}
}
