package metric

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"molva/alerts"
	"molva/ingest"
	"molva/store"
)

// flow adds up what is entered for the topic and those below it; ok is false when that is nothing.
func (r *Reader) flow(kind string, entries []ingest.Input) (e Entry, ok bool) {
	below := r.subtree()
	entries = slices.DeleteFunc(slices.Clone(entries), func(in ingest.Input) bool { return !slices.Contains(below, in.Topic) })
	slices.SortStableFunc(entries, shorterFirst)
	told, days, cut := map[dayTold]bool{}, map[time.Time]bool{}, false
	var added []ingest.Input
	for _, in := range entries {
		all, here := r.daysOf(in)
		fresh := 0
		for _, day := range here {
			if by := (dayTold{in.Kind, in.Topic, day}); !told[by] {
				told[by], days[day] = true, true
				fresh++
			}
		}
		if fresh == 0 {
			continue
		}
		amount, of := r.amount(in, all, here)
		cut = cut || fresh < of
		e.Value += amount * float64(fresh) / float64(of)
		e.Basis, ok = weaker(e.Basis, basisOf(in)), true
		e.Currency, e.Tax = in.Currency, in.Tax
		added = append(added, in)
	}
	_, period := r.daysOf(ingest.Input{From: r.Period.From, To: r.Period.To})
	e.Days, e.Of = len(days), len(period)
	e.Caveat = Value{Caveat: shortfall(e, cut)}.but(asRate(added)).Caveat
	e.Evidence = r.evidence(kind, entries)
	return e, ok
}

// amount is what an entry comes to, and of how many days that is: of all its own, or of those in the period where it says how much
// it is of each week, month or year.
func (r *Reader) amount(in ingest.Input, all int, here []time.Time) (float64, int) {
	if in.Per == "" {
		return *in.Value, all
	}
	zone := zoneOf(r.Topic)
	in.From, in.To = here[0], store.Day(here[len(here)-1], zone).To
	return in.Total(zone), len(here)
}

// dayTold is a day for which a kind was entered of a topic; it counts once.
type dayTold struct {
	kind, topic string
	day         time.Time
}

func shorterFirst(a, b ingest.Input) int {
	return cmp.Or(cmp.Compare(a.To.Sub(a.From), b.To.Sub(b.From)), a.From.Compare(b.From), cmp.Compare(a.Topic, b.Topic), cmp.Compare(a.Kind, b.Kind))
}

// daysOf is how many days an entry has, and which of them belong to the period, by the topic's clocks.
func (r *Reader) daysOf(in ingest.Input) (all int, here []time.Time) {
	zone := zoneOf(r.Topic)
	for day := store.Day(in.From, zone); day.From.Before(in.To); day = store.Day(day.To, zone) {
		all++
		if r.Period.Holds(day.From) {
			here = append(here, day.From)
		}
	}
	return all, here
}

// asRate says what was entered where that is one number, of each week, month or year.
func asRate(added []ingest.Input) Text {
	if len(added) != 1 || added[0].Per == "" {
		return Text{}
	}
	number := strconv.FormatFloat(*added[0].Value, 'f', -1, 64)
	switch added[0].Per {
	case ingest.EachWeek:
		return textf("entered as %s a week", "введено как %s в неделю", number)
	case ingest.EachMonth:
		return textf("entered as %s a month", "введено как %s в месяц", number)
	}
	return textf("entered as %s a year", "введено как %s в год", number)
}

// shortfall says what a sum is not: of all days, or of entries for just these days.
func shortfall(e Entry, cut bool) (caveat Text) {
	v := Value{}
	if e.Days < e.Of {
		v = v.but(textf("entered for %d of %d days", "введено за %d из %d дн.", e.Days, e.Of))
	}
	if cut {
		v = v.but(Text{"by the share of days, since an entry is of other days too", "пропорционально дням: запись охватывает и другие дни"})
	}
	return v.Caveat
}

// evidence leads to the list of what was entered: of the one topic that it is of, or of all.
func (r *Reader) evidence(kind string, entries []ingest.Input) alerts.Evidence {
	q := store.InputQuery{Kind: kind, Period: r.Period}
	if len(entries) > 0 && !slices.ContainsFunc(entries, func(in ingest.Input) bool { return in.Topic != entries[0].Topic }) {
		q.Topic = entries[0].Topic
	}
	return alerts.OfInputs(q)
}
