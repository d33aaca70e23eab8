package report

import (
	"context"
	"fmt"
	"slices"
	"time"

	"molva/alerts"
	"molva/alerts/metric"
	"molva/classify/quantify"
	"molva/ingest"
	"molva/store"
)

// Goals are what the business wants of a topic and of those below it, and how far it got.
type Goals struct {
	Topic    ingest.Topic
	Period   store.Period // the values are of
	Running  bool         // the period is not over
	Goals    []Goal       // in the order of the configuration
	Supplies map[string][]string
}

// Goal is one of them, and where it stands.
type Goal struct {
	metric.Goal
	Refused  error           // why it cannot be a goal; nothing else is known then
	Value    metric.Value    // of the period
	Progress quantify.Figure // of the way from the baseline to the target: 0 at the one, 1 at the other, below 0 behind the baseline
	Pace     quantify.Figure // of the way that will be done on the goal's day, if it goes on as straight
	Reaches  Answer          // whether that is all of it
	History  []Past          // month by month from the baseline's on, at most a year
}

// Past is a value of a month that is over.
type Past struct {
	Period store.Period
	Value  metric.Value
}

// Answer says whether something is so.
type Answer string

// The answers. CannotTell is when the interval holds both.
const (
	Yes        Answer = "yes"
	No         Answer = "no"
	CannotTell Answer = "cannot_tell"
)

// longest is how many months the history has at most.
const longest = 12

// BuildGoals measures the goals of a reader's topic in its period.
func BuildGoals(ctx context.Context, r *metric.Reader) (Goals, error) {
	g := Goals{Topic: r.Topic, Period: r.Period, Running: running(r), Supplies: r.Business.Supplies}
	for _, wanted := range r.Business.Goals {
		t, below := beneath(r.Tree, wanted.Topic, r.Topic.ID)
		if !below {
			continue
		}
		reader := r
		if t.ID != r.Topic.ID {
			reader = r.Of(t)
		}
		one, err := measure(ctx, reader, wanted)
		if err != nil {
			return g, fmt.Errorf("build goal %s: %w", wanted.ID, err)
		}
		g.Goals = append(g.Goals, one)
	}
	return g, nil
}

// beneath finds a topic that is another one, or stands below it.
func beneath(tree []ingest.Topic, id, top string) (ingest.Topic, bool) {
	at := slices.IndexFunc(tree, func(t ingest.Topic) bool { return t.ID == id })
	if at < 0 {
		return ingest.Topic{}, false
	}
	for up := tree[at]; ; {
		if up.ID == top {
			return tree[at], true
		}
		next := slices.IndexFunc(tree, func(t ingest.Topic) bool { return t.ID == up.Parent })
		if up.Parent == "" || next < 0 {
			return ingest.Topic{}, false
		}
		up = tree[next]
	}
}

func measure(ctx context.Context, r *metric.Reader, wanted metric.Goal) (g Goal, err error) {
	g = Goal{Goal: wanted}
	m, ok := registry()[wanted.Metric]
	if !ok {
		g.Refused = fmt.Errorf("there is no metric %q", wanted.Metric)
		return g, nil
	}
	if g.Refused = m.Goalable(); g.Refused != nil {
		return g, nil
	}
	if g.Value, err = valueOf(ctx, r, m, wanted); err != nil {
		return g, err
	}
	g.judge(sooner(r.Period.To, r.Now))
	g.History, err = historyOf(ctx, r, m, wanted)
	return g, err
}

func sooner(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// valueOf is the one value that a goal means; unknown when there is none, or more than one because the goal names no account.
func valueOf(ctx context.Context, r *metric.Reader, m metric.Metric, wanted metric.Goal) (metric.Value, error) {
	values, err := r.Compute(ctx, m)
	if err != nil {
		return metric.Value{}, err
	}
	meant := slices.DeleteFunc(slices.Clone(values), func(v metric.Value) bool {
		return v.Part != wanted.Part || wanted.Account != "" && accountOf(v) != wanted.Account
	})
	switch {
	case len(meant) == 1:
		return meant[0], nil
	case len(values) == 1 && values[0].Part == "" && !values[0].Known: // nothing of the metric can be told, nor of any part
		none := values[0]
		none.Part = wanted.Part
		return none, nil
	}
	unclear := metric.Text{EN: "The goal must name one account and one part of the metric.", RU: "Цель должна назвать один аккаунт и одну часть показателя."}
	return metric.Value{Metric: m.ID, Topic: wanted.Topic, Part: wanted.Part, Caveat: unclear}, nil
}

// historyOf are the values of the months from the baseline's on that are over.
func historyOf(ctx context.Context, r *metric.Reader, m metric.Metric, wanted metric.Goal) (all []Past, err error) {
	zone := r.Period.From.Location()
	end := sooner(r.Period.To, r.Now)
	var months []store.Period
	for month := alerts.Month.Last(end.Add(time.Nanosecond), zone); month.To.After(wanted.From) && len(months) < longest; month = alerts.Previous(month) {
		months = append(months, month)
	}
	slices.Reverse(months)
	for _, month := range months {
		v, err := valueOf(ctx, r.In(month), m, wanted)
		if err != nil {
			return nil, err
		}
		all = append(all, Past{month, v})
	}
	return all, nil
}

// Values are those of now, goal by goal, each followed by its history.
func (g Goals) Values() (all []metric.Value) {
	for _, one := range g.Goals {
		if one.Refused != nil {
			continue
		}
		all = append(all, one.Value)
		for _, past := range one.History {
			all = append(all, past.Value)
		}
	}
	return all
}
