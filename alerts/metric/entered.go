package metric

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"molva/alerts"
	"molva/classify/quantify"
	"molva/ingest"
	"molva/store"
)

// Entry is what people entered of a kind for a topic and a period.
//
// A flow is the sum of what was entered for the topic and those below it, and of all parts where the kind is asked for with a
// slash behind it: spend/ is spend, spend/ads and so on. An entry that reaches beyond the period counts by its days in it, but one
// of each week or month is so in any part of its time; days that are told twice of one topic and kind count once, by the shorter
// entry: a month beside its quarter. A level is the latest that touches the period, of the topic or else of the nearest above it.
type Entry struct {
	Kind     string     // as it was asked for
	Currency string     // of money; currencies are never added,
	Tax      ingest.Tax // and neither is what differs in tax; see taxText
	Value    float64
	K, N     int       // of a level that is told so; beside a value N is how many were asked for it, or 0
	Interval *Interval // of k of n
	Topic    string    // that a level was entered for,
	From     time.Time // and since when it is
	Days, Of int       // of a flow: days of the period for which something was entered, of so many
	Basis    Basis     // the weakest of what it was made of
	Caveat   Text
	Evidence alerts.Evidence
}

// Input is what was entered of a kind that is no money; ok is false when nothing was.
func (r *Reader) Input(ctx context.Context, kind string) (e Entry, ok bool, err error) {
	all, err := r.InputsOf(ctx, kind)
	if err != nil || len(all) == 0 {
		return Entry{}, false, err
	}
	return all[0], true, nil
}

// InputsOf is what was entered of a kind, one for each currency, in their order. A flow is one for each tax, too: first that of
// which nobody said, then without it, then with it. A level is the latest, whatever its tax.
func (r *Reader) InputsOf(ctx context.Context, kind string) ([]Entry, error) {
	k, known := ingest.InputOf(strings.TrimSuffix(kind, "/"))
	if !known {
		return nil, fmt.Errorf("read entered numbers: there is no kind %q", kind)
	}
	entries, err := r.entries(ctx, kind)
	if err != nil {
		return nil, fmt.Errorf("read entered numbers: %w", err)
	}
	read, same := r.level, sameCurrency
	if k.Flow {
		read, same = r.flow, sameTerms
	}
	var all []Entry
	for _, of := range alike(entries, same) {
		if e, ok := read(kind, of); ok {
			e.Kind = kind
			all = append(all, e)
		}
	}
	return all, nil
}

// entries are those of a kind that touch the period, of the topic, those below it and those above.
func (r *Reader) entries(ctx context.Context, kind string) ([]ingest.Input, error) {
	near := store.Period{From: r.Period.From.AddDate(0, 0, -1), To: r.Period.To.AddDate(0, 0, 1)}
	all, err := r.Business.Entered(ctx, r.DB, store.InputQuery{Kind: kind, Period: near})
	related := slices.Concat(r.subtree(), r.above())
	var touching []ingest.Input
	for _, in := range all {
		in.From, in.To = r.sameDays(in)
		if slices.Contains(related, in.Topic) && in.From.Before(r.Period.To) && r.Period.From.Before(in.To) {
			touching = append(touching, in)
		}
	}
	return touching, err
}

// sameDays is the period of an entry, which is days by the clocks of its own topic, as the same days by the reader's clocks.
func (r *Reader) sameDays(in ingest.Input) (from, to time.Time) {
	own, here := zoneOf(r.Topic), zoneOf(r.Topic)
	if at := slices.IndexFunc(r.Tree, func(t ingest.Topic) bool { return t.ID == in.Topic }); at >= 0 {
		own = zoneOf(r.Tree[at])
	}
	move := func(t time.Time) time.Time {
		y, m, d := t.In(own).Add(12 * time.Hour).Date() // of the nearest midnight, if the topic moved to another zone since
		return time.Date(y, m, d, 0, 0, 0, 0, here)
	}
	return move(in.From), move(in.To)
}

func isKind(name, kind string) bool {
	base, parts := strings.CutSuffix(kind, "/")
	return name == base || parts && strings.HasPrefix(name, kind)
}

func sameEntry(a, b ingest.Input) bool {
	return a.Kind == b.Kind && a.Topic == b.Topic && a.Currency == b.Currency && a.From.Equal(b.From) && a.To.Equal(b.To)
}

// above are the topics over the topic, the nearest first.
func (r *Reader) above() []string {
	var ids []string
	for id := r.Topic.Parent; id != "" && !slices.Contains(ids, id); {
		ids = append(ids, id)
		at := slices.IndexFunc(r.Tree, func(t ingest.Topic) bool { return t.ID == id })
		if at < 0 {
			break
		}
		id = r.Tree[at].Parent
	}
	return ids
}

func weaker(a, b Basis) Basis {
	rank := []Basis{Measured, Entered, Assumed}
	return rank[max(slices.Index(rank, a), slices.Index(rank, b))]
}

func basisOf(in ingest.Input) Basis {
	if in.Assumed {
		return Assumed
	}
	return Entered
}

// level is the latest entry of the topic or, where it has none, of the nearest above it.
func (r *Reader) level(_ string, entries []ingest.Input) (Entry, bool) {
	for _, topic := range append([]string{r.Topic.ID}, r.above()...) {
		of := slices.DeleteFunc(slices.Clone(entries), func(in ingest.Input) bool { return in.Topic != topic })
		if len(of) == 0 {
			continue
		}
		latest := slices.MaxFunc(of, func(a, b ingest.Input) int {
			return cmp.Or(a.To.Compare(b.To), a.From.Compare(b.From), strings.Compare(b.Kind, a.Kind))
		})
		e := levelOf(latest)
		e.Topic, e.From = topic, latest.From
		e.Evidence = alerts.OfInputs(store.InputQuery{Kind: latest.Kind, Topic: topic, Period: r.Period})
		if topic != r.Topic.ID {
			e.Caveat = textf("entered for %s", "введено для %s", alerts.Inert(r.nameOf(topic)))
		}
		return e, true
	}
	return Entry{}, false
}

func levelOf(in ingest.Input) Entry {
	e := Entry{Basis: basisOf(in), Currency: in.Currency, Tax: in.Tax}
	if in.N != nil {
		e.N = *in.N
	}
	if in.K == nil {
		e.Value = *in.Value
		return e
	}
	share := quantify.Of(*in.K, *in.N)
	e.K, e.Value, e.Interval = *in.K, share.Share, &Interval{Low: share.Low, High: share.High}
	return e
}

func (r *Reader) nameOf(topic string) string {
	for _, t := range r.Tree {
		if t.ID == topic {
			return cmp.Or(t.Name, t.ID)
		}
	}
	return topic
}

// with is the entry resting on another one too; its value is whoever's makes it.
func (e Entry) with(other Entry) Entry {
	e.Basis = weaker(e.Basis, other.Basis)
	if other.N > 0 && (e.N == 0 || other.N < e.N) {
		e.N = other.N
	}
	if other.Caveat != e.Caveat {
		e.Caveat = Value{Caveat: e.Caveat}.but(other.Caveat).Caveat
	}
	return e
}

// holding is a value made of the entry.
func (e Entry) holding(v float64) Value {
	made := known(v).but(e.taxText()).but(e.Caveat).from(e.Evidence)
	made.Basis, made.Currency = e.Basis, e.Currency
	return made
}

// value is the entry as a value.
func (e Entry) value() Value {
	v := e.holding(e.Value)
	v.Interval = e.Interval
	if e.Interval != nil {
		v.Of = &Of{float64(e.K), float64(e.N)}
	}
	return v
}
