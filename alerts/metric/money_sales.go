package metric

import (
	"context"
	"math"

	"molva/alerts"
	"molva/ingest"
	"molva/store"
)

// one is the value of what was entered, or the input that lacks.
func (r *Reader) one(ctx context.Context, kind string) (Value, error) {
	e, ok, err := r.Input(ctx, kind)
	if err != nil || !ok {
		return missing("input:" + kind), err
	}
	return e.value(), nil
}

// each is the value in each currency.
func (r *Reader) each(ctx context.Context, kind string) ([]Value, error) {
	all, err := r.InputsOf(ctx, kind)
	if err != nil || len(all) == 0 {
		return []Value{missing("input:" + kind)}, err
	}
	values := make([]Value, len(all))
	for i, e := range all {
		values[i] = e.value()
	}
	return values, nil
}

// entered is a metric that is just what was entered.
func entered(kind string) func(context.Context, *Reader) ([]Value, error) {
	return func(ctx context.Context, r *Reader) ([]Value, error) {
		v, err := r.one(ctx, kind)
		return []Value{v}, err
	}
}

var (
	socialClicks = entered("social_clicks")
	selfSolved   = entered("self_solved")
)

// orders are the completed ones, and what became of them.
func orders(ctx context.Context, r *Reader) ([]Value, error) {
	told := map[string]Value{}
	for _, kind := range []string{"orders", "orders_completed", "returns", "refusals"} {
		v, err := r.one(ctx, kind)
		if err != nil {
			return nil, err
		}
		told[kind] = v
	}
	return []Value{
		told["orders_completed"].as(partCompleted).in(ingest.UnitCount),
		per(told["orders_completed"], told["orders"]).as(partCompletedShare),
		per(told["returns"], told["orders_completed"]).as(partReturns),
		per(told["refusals"], told["orders"]).as(partRefusals),
	}, nil
}

// per divides two entered numbers; what lacks of them lacks of it.
func per(num, den Value) Value {
	switch {
	case !num.Known:
		return missing(num.Missing)
	case !den.Known:
		return missing(den.Missing)
	}
	v := ratio(num.Value, den.Value).but(num.Caveat)
	if den.Caveat != num.Caveat {
		v = v.but(den.Caveat)
	}
	v.Basis = weaker(num.Basis, den.Basis)
	return v.from(num.Evidence)
}

// contacts are how many were gathered, and of how many people who were engaged.
func contacts(ctx context.Context, r *Reader) ([]Value, error) {
	n, err := r.atStage(ctx, "contact")
	if err != nil {
		return nil, err
	}
	engaged, err := r.engaged(ctx)
	if err != nil {
		return nil, err
	}
	rate := per(n, engaged)
	if rate.Known && rate.Value > 1 {
		rate = rate.but(Text{"more than all, since some contacts never acted in public", "больше всех, так как часть контактов публично не действовала"})
	}
	return []Value{n, rate.as(partContactRate).in(ingest.UnitShare)}, nil
}

// engaged is how many people acted in the communities or wrote of the topic; see the living audience.
func (r *Reader) engaged(ctx context.Context) (Value, error) {
	all, err := living(ctx, r)
	if err != nil || len(all) == 0 {
		return missing(InputMentions), err
	}
	return all[0], nil
}

// entriesOf is the kind that stands for a stage where there is no CRM.
var entriesOf = map[string]string{"contact": "contacts", "lead": "leads", "customer": "customers"}

// atStage is how many people are at a stage: by the CRM's steps or, where it told none, as entered.
func (r *Reader) atStage(ctx context.Context, stage string) (Value, error) {
	f, err := r.Funnel(ctx)
	if err != nil {
		return Value{}, err
	}
	if f.Told {
		return f.count(stage), nil
	}
	kind, has := entriesOf[stage]
	if !has {
		return missing(InputSteps), nil
	}
	v, err := r.one(ctx, kind)
	if err == nil && !v.Known {
		v = missing(InputSteps)
	}
	return v, err
}

// sales are by the CRM's steps or, where it told none, as entered; a lifetime value is only ever entered.
func sales(ctx context.Context, r *Reader) ([]Value, error) {
	leads, err := r.atStage(ctx, "lead")
	if err != nil {
		return nil, err
	}
	rate, err := r.rateOr(ctx, "lead", "customer", "lead_to_customer")
	if err != nil {
		return nil, err
	}
	repeat, err := r.rateOr(ctx, "customer", "repeat", "repeat_customers")
	if err != nil {
		return nil, err
	}
	cheques, err := r.cheques(ctx)
	if err != nil {
		return nil, err
	}
	worth, err := r.each(ctx, "lifetime_value")
	if err != nil {
		return nil, err
	}
	all := []Value{leads.as(partLeads), rate.as(partToCustomer).in(ingest.UnitShare), repeat.as(partRepeat).in(ingest.UnitShare)}
	for _, v := range cheques {
		all = append(all, v.as(partCheque).in(ingest.UnitMoney))
	}
	for _, v := range worth {
		all = append(all, v.as(partLifetime).in(ingest.UnitMoney))
	}
	return all, nil
}

func (r *Reader) rateOr(ctx context.Context, stage, next, kind string) (Value, error) {
	f, err := r.Funnel(ctx)
	if err != nil {
		return Value{}, err
	}
	if v := f.rate(stage, next); f.Told && v.Known {
		return v, nil
	}
	return r.one(ctx, kind)
}

// cheques are the mean of what purchases were worth, in each currency, by the CRM's steps or, where it told none, as entered.
func (r *Reader) cheques(ctx context.Context) ([]Value, error) {
	all, err := r.purchases(ctx)
	if err != nil || len(all) > 0 {
		return all, err
	}
	return r.each(ctx, "average_cheque")
}

// purchases are the mean of what they were worth, as a CRM told, in each currency.
func (r *Reader) purchases(ctx context.Context) ([]Value, error) {
	of := store.StepQuery{Topic: r.Topic.ID, Period: r.Period}
	steps, err := r.DB.Steps(ctx, of)
	if err != nil {
		return nil, err
	}
	worth := map[string][]float64{}
	for _, s := range steps {
		if s.Value != nil && (s.Stage == "customer" || s.Stage == "repeat") {
			worth[s.Currency] = append(worth[s.Currency], *s.Value)
		}
	}
	var all []Value
	for _, currency := range sortedKeys(worth) {
		v := meanOf(worth[currency], 0, math.Inf(1)).from(alerts.OfSteps(of))
		v.Currency = currency
		all = append(all, v)
	}
	return all, nil
}
