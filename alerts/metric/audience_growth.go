package metric

import (
	"context"
	"math"

	"molva/alerts"
	"molva/store"
)

// ofFollowers computes what is made of the followers at both ends of the period.
type ofFollowers = func(a *Account, f0, f1 float64) Value

// figureList leads to the figures of a metric that the period's value is made of: levels from the last one before it on.
func (a *Account) figureList(metric string) alerts.Evidence {
	p := a.Reader.Period
	if f, ok := a.level(metric, false); ok {
		p.From = f.At.In(p.From.Location())
	}
	return alerts.OfFigures(store.FigureQuery{Account: a.Account, Network: a.Network, Metric: metric, Period: p})
}

func followers(_ context.Context, a *Account) ([]Value, error) {
	f1, ok := a.Level("followers", true)
	if !ok {
		return []Value{missing("followers")}, nil
	}
	return []Value{known(f1).from(a.figureList("followers"))}, nil
}

// ofGrowth computes from the followers at both ends; where one of them is not told, the value says which.
func ofGrowth(compute ofFollowers) ofAccount {
	return func(_ context.Context, a *Account) ([]Value, error) {
		f0, f1, lack := a.ends()
		if lack != nil {
			return []Value{*lack}, nil
		}
		return []Value{compute(a, f0, f1).from(a.figureList("followers"))}, nil
	}
}

// ends are the followers at both ends of the period, or the value that says which end nobody told.
func (a *Account) ends() (f0, f1 float64, lack *Value) {
	f0, began := a.Level("followers", false)
	f1, ended := a.Level("followers", true)
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
	return 0, 0, &v
}

func netGrowth(_ *Account, f0, f1 float64) Value { return known(f1 - f0) }

func growthRate(_ *Account, f0, f1 float64) Value { return ratio(f1-f0, f0) }

func weeklyGrowth(a *Account, f0, f1 float64) Value {
	v := ratio(f1, f0)
	if v.Known {
		v.Value = math.Pow(v.Value, 1/weeks(a.Reader.Period)) - 1
		v.Of = nil // the value is not what the division gave
	}
	return v
}

// weeks is how long a period is. A day on which clocks are changed is a day.
func weeks(p store.Period) float64 {
	if days := math.Round(p.To.Sub(p.From).Hours() / 24); days > 0 {
		return days / 7
	}
	return p.To.Sub(p.From).Hours() / (7 * 24)
}

// flowOf is the sum of a flow.
func flowOf(metric string) ofAccount {
	return func(_ context.Context, a *Account) ([]Value, error) {
		sum, ok := a.Flow(metric)
		if !ok {
			return []Value{a.untold(metric)}, nil
		}
		return []Value{known(sum).from(a.figureList(metric))}, nil
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
	left, told := a.Flow("leaves")
	f0, counted := a.Level("followers", false)
	switch {
	case !told:
		return []Value{a.untold("leaves")}, nil
	case !counted:
		return []Value{missing("followers")}, nil
	}
	return []Value{ratio(left, f0).from(a.figureList("leaves"))}, nil
}

func retention(_ context.Context, a *Account) ([]Value, error) {
	joined, told := a.Flow("joins")
	f0, f1, lack := a.ends()
	switch {
	case !told:
		return []Value{a.untold("joins")}, nil
	case lack != nil:
		return []Value{*lack}, nil
	}
	return []Value{ratio(f1-f0, joined).from(a.figureList("joins"))}, nil
}
