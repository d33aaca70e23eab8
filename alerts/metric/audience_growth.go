package metric

import (
	"context"
	"math"
	"time"

	"molva/alerts"
	"molva/ingest"
	"molva/store"
)

// ofFollowers computes what is made of the followers at both ends of the period.
type ofFollowers = func(f0, f1 ingest.Figure) Value

// levelList leads to the levels of the period, from the one that it began with to the one that it ended with.
func (a *Account) levelList(metric string) alerts.Evidence {
	p := a.Reader.Period
	if f, ok := a.level(metric, false); ok {
		p.From = f.At.In(p.From.Location())
	}
	if f, ok := a.level(metric, true); ok && !f.At.Before(p.To) {
		p.To = f.At.Add(time.Millisecond).In(p.To.Location())
	}
	return a.figureList(metric, p)
}

// flowList leads to the spans that a flow was added up of.
func (a *Account) flowList(metric string, f flowed) alerts.Evidence {
	zone := a.Reader.Period.From.Location()
	return a.figureList(metric, store.Period{From: f.from.In(zone), To: f.to.In(zone)})
}

func (a *Account) figureList(metric string, p store.Period) alerts.Evidence {
	return alerts.OfFigures(store.FigureQuery{Account: a.Account, Network: a.Network, Metric: metric, Period: p})
}

func followers(_ context.Context, a *Account) ([]Value, error) {
	f1, ok := a.Level("followers", true)
	if !ok {
		return []Value{missing("followers")}, nil
	}
	return []Value{known(f1).from(a.levelList("followers"))}, nil
}

// ofGrowth computes from the followers at both ends; where one of them is not told, the value says which.
func ofGrowth(compute ofFollowers) ofAccount {
	return func(_ context.Context, a *Account) ([]Value, error) {
		f0, f1, lack := a.ends()
		if lack != nil {
			return []Value{*lack}, nil
		}
		return []Value{compute(f0, f1).from(a.levelList("followers"))}, nil
	}
}

// ends are the followers at both ends of the period, or the value that says which end nobody told.
func (a *Account) ends() (f0, f1 ingest.Figure, lack *Value) {
	f0, began := a.level("followers", false)
	f1, ended := a.level("followers", true)
	if began && ended {
		return f0, f1, nil
	}
	v := missing("followers")
	switch {
	case ended:
		v = v.but(Text{"nobody counted the followers just before the period", "перед началом периода подписчиков никто не считал"})
	case began:
		v = v.but(Text{"nobody counted the followers towards the end of the period", "к концу периода подписчиков никто не считал"})
	}
	return f0, f1, &v
}

func netGrowth(f0, f1 ingest.Figure) Value { return known(f1.Value - f0.Value) }

func growthRate(f0, f1 ingest.Figure) Value { return ratio(f1.Value-f0.Value, f0.Value) }

// weeklyGrowth goes by when the followers were counted: a period may not be over, and its last count days old.
func weeklyGrowth(f0, f1 ingest.Figure) Value {
	v := ratio(f1.Value, f0.Value)
	if v.Known {
		v.Value = math.Pow(v.Value, (7*oneDay).Hours()/f1.At.Sub(f0.At).Hours()) - 1
		v.Of = nil // the value is not what the division gave
	}
	return v
}

// flowOf is the sum of a flow.
func flowOf(metric string) ofAccount {
	return func(_ context.Context, a *Account) ([]Value, error) {
		f, ok := a.flow(metric)
		if !ok {
			return []Value{a.untold(metric)}, nil
		}
		return []Value{known(f.sum).from(a.flowList(metric, f))}, nil
	}
}

// untold says that a flow lacks and, where only a part of the period was told, that this is why.
func (a *Account) untold(metric string) Value {
	v := missing(metric)
	for _, f := range a.figures[metric] {
		if a.Reader.Period.Holds(f.At) {
			return v.but(Text{"only a part of the period was told, and a part of a sum is not the sum", "сеть сообщила лишь часть периода, а часть суммы — не сумма"})
		}
	}
	return v
}

func churn(_ context.Context, a *Account) ([]Value, error) {
	left, told := a.flow("leaves")
	f0, counted := a.Level("followers", false)
	switch {
	case !told:
		return []Value{a.untold("leaves")}, nil
	case !counted:
		return []Value{missing("followers")}, nil
	}
	return []Value{ratio(left.sum, f0).from(a.flowList("leaves", left))}, nil
}

func retention(_ context.Context, a *Account) ([]Value, error) {
	joined, told := a.flow("joins")
	f0, f1, lack := a.ends()
	switch {
	case !told:
		return []Value{a.untold("joins")}, nil
	case lack != nil:
		return []Value{*lack}, nil
	}
	return []Value{ratio(f1.Value-f0.Value, joined.sum).from(a.flowList("joins", joined))}, nil
}
