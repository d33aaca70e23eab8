package metric

import (
	"context"

	"molva/classify/quantify"
	"molva/ingest"
)

// stageRates are how many people took each step, then the shares from step to step, then of each step who agreed to be known, and how long after the first mention
// it was taken.
func stageRates(ctx context.Context, r *Reader) ([]Value, error) {
	f, err := r.Funnel(ctx)
	if err != nil {
		return nil, err
	}
	first, err := r.firstRate(ctx, f)
	if err != nil {
		return nil, err
	}
	var all []Value
	for _, stage := range ingest.Stages {
		people, err := r.atStage(ctx, stage)
		if err != nil {
			return nil, err
		}
		all = append(all, people.as(PartPeople+stage).in(ingest.UnitCount))
	}
	all = append(all, first.as(PartRate+ingest.Stages[0]))
	for i, stage := range ingest.Stages[1:] {
		all = append(all, f.told(f.rate(ingest.Stages[i], stage)).as(PartRate+stage))
	}
	for _, stage := range ingest.Stages {
		all = append(all, f.told(f.consent(stage)).as(PartConsent+stage))
	}
	for _, stage := range ingest.Stages {
		all = append(all, f.told(f.waited(stage)).as(PartWait+stage).in(ingest.UnitSeconds))
	}
	return all, nil
}

// told is a value, or the input that lacks where no CRM told anything.
func (f Funnel) told(v Value) Value {
	if !f.Told {
		return missing(InputSteps)
	}
	return v
}

// firstRate is the share of those who spoke of the topic for the first time in the period that became a contact in it.
func (r *Reader) firstRate(ctx context.Context, f Funnel) (Value, error) {
	newcomers, ok, err := r.DB.Newcomers(ctx, r.Topic.ID, r.Period)
	switch {
	case err != nil:
		return Value{}, err
	case !f.Told:
		return missing(InputSteps), nil
	case !ok:
		return missing(InputBefore), nil
	}
	_, here := f.Spoke(ingest.Stages[0])
	return share(min(here, newcomers), newcomers).from(f.Evidence(ingest.Stages[0])), nil
}

// consent is the share of the people at a stage who agreed to be known by us.
func (f Funnel) consent(stage string) Value {
	people, agreed := f.People(stage)
	return ratio(float64(agreed), float64(people)).from(f.Evidence(stage))
}

// waited is the median time from the first mention to a step.
func (f Funnel) waited(stage string) Value {
	waits := f.Waits(stage)
	m := quantify.Median(waits)
	if !m.Known {
		return none(Text{"no step of this kind is linked to a mention before it", "ни один такой шаг не связан с более ранним упоминанием"})
	}
	v := known(m.Value).from(f.Evidence(stage))
	if m.Low < m.High {
		v.Interval = &Interval{Low: m.Low, High: m.High}
	}
	people, _ := f.People(stage)
	return v.but(partly(len(waits), people, Text{"people", "человек"}))
}
