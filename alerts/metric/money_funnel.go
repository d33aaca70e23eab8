package metric

import (
	"context"
	"time"

	"molva/alerts"
	"molva/store"
)

// Funnel is how far people came in the period, as a CRM told it. Nobody is named.
type Funnel struct {
	Told bool // at least one step was
	of   store.StepQuery
	all  []store.Path
}

// Funnel reads it, of the topic and those below it.
func (r *Reader) Funnel(ctx context.Context) (Funnel, error) {
	return once(r, "funnel", func() (Funnel, error) {
		f := Funnel{of: store.StepQuery{Topic: r.Topic.ID, Period: r.Period}}
		all, err := r.DB.Paths(ctx, f.of)
		f.all, f.Told = all, len(all) > 0
		return f, err
	})
}

// People is how many took a step, and how many of them agreed to be known. Who did not cannot be told apart: each of their
// steps is somebody.
func (f Funnel) People(stage string) (people, agreed int) {
	for _, p := range f.all {
		if _, took := p.Steps[stage]; took {
			people++
			if !p.Loose {
				agreed++
			}
		}
	}
	return people, agreed
}

// After is how many of those who agreed and took a step took another one not before it, in the period.
func (f Funnel) After(stage, next string) (k, n int) {
	for _, p := range f.all {
		from, took := p.Steps[stage]
		if !took || p.Loose {
			continue
		}
		n++
		if to, went := p.Steps[next]; went && !to.Before(from) {
			k++
		}
	}
	return k, n
}

// Spoke is how many of those who took a step are known to have spoken of the topic before, and how many of them did so first
// in the period.
func (f Funnel) Spoke(stage string) (ever, here int) {
	for _, wait := range f.since(stage) {
		ever++
		if f.of.Period.Holds(wait.from) {
			here++
		}
	}
	return ever, here
}

// Waits are the seconds from the first mention to a step, of those who are known to have spoken before it.
func (f Funnel) Waits(stage string) []float64 {
	var seconds []float64
	for _, wait := range f.since(stage) {
		seconds = append(seconds, wait.to.Sub(wait.from).Seconds())
	}
	return seconds
}

type wait struct{ from, to time.Time }

func (f Funnel) since(stage string) (all []wait) {
	for _, p := range f.all {
		if at, took := p.Steps[stage]; took && !p.Mentioned.IsZero() && !at.Before(p.Mentioned) {
			all = append(all, wait{p.Mentioned, at})
		}
	}
	return all
}

// Evidence leads to the steps of a stage; "" is all.
func (f Funnel) Evidence(stage string) alerts.Evidence {
	q := f.of
	q.Stage = stage
	return alerts.OfSteps(q)
}

// count is how many people took a step.
func (f Funnel) count(stage string) Value {
	people, agreed := f.People(stage)
	v := known(float64(people)).from(f.Evidence(stage))
	if agreed < people {
		v = v.but(textf("%d of %d without consent; each of their steps counts as somebody", "без согласия: %d из %d; каждый их шаг считается отдельным человеком", people-agreed, people))
	}
	return v
}

// rate is the share of those who took a step that took the next.
func (f Funnel) rate(stage, next string) Value {
	return share(f.After(stage, next)).from(f.Evidence(next))
}
