package report

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"molva/alerts/metric"
	"molva/store"
)

// asMuch is the period before; of one that is not over, only as much of the one before as is over of it.
func asMuch(r *metric.Reader) store.Period {
	p := r.Before
	if over := r.Now.Sub(r.Period.From); over > 0 && over < length(p) && r.Now.Before(r.Period.To) {
		p.To = p.From.Add(over)
	}
	return p
}

// heardSince is from when on a topic was listened to, as far as the period before tells: what nobody heard is no zero.
type heardSince struct {
	nothing bool      // was heard before the period
	late    time.Time // zero, or when the first of the period before was heard, if that is well inside of it
}

// enoughHeard is the part of a period after which the first mention of a topic means that nobody listened before.
const enoughHeard = 7

// listening looks for the first mention of the two periods before. A topic that was heard earlier and silent in both was listened to.
func (b answering) listening(ctx context.Context) (s heardSince, err error) {
	fresh, err := b.one(ctx, b.now, "first_time_authors", "")
	if err != nil || fresh.Missing == metric.InputBefore {
		return heardSince{nothing: err == nil}, err
	}
	before := b.before.Period
	hours, err := b.now.DB.Hours(ctx, b.now.Topic.ID, store.Period{From: before.From.Add(-length(before)), To: before.To})
	if err != nil {
		return s, fmt.Errorf("read when listening began: %w", err)
	}
	if len(hours) > 0 && hours[0].At.After(before.From.Add(length(before)/enoughHeard)) {
		s.late = hours[0].At.In(before.From.Location())
	}
	return s, nil
}

// limit says of a value of the period before what nobody heard of it.
func (s heardSince) limit(v metric.Value) metric.Value {
	switch {
	case !spoken(v), !v.Known && v.Missing != "":
		return v
	case s.nothing:
		return metric.Value{Metric: v.Metric, Topic: v.Topic, Part: v.Part, Called: v.Called, Period: v.Period, Missing: metric.InputBefore}
	case !s.late.IsZero():
		v.Caveat = metric.Text{EN: semicolons(v.Caveat.EN, s.lack().EN), RU: semicolons(v.Caveat.RU, s.lack().RU)}
	}
	return v
}

// partial reports whether a count of then is of a part of the period only, so that nothing can be held against it.
func (s heardSince) partial(v metric.Value) bool { return spoken(v) && !s.late.IsZero() }

// lack says it; empty where nothing lacks.
func (s heardSince) lack() metric.Text {
	switch {
	case s.nothing:
		return metric.Text{EN: "nothing was heard before the period", RU: "до начала периода ничего не было слышно"}
	case !s.late.IsZero():
		return metric.Text{EN: s.late.Format("nothing was heard before 2 January 2006"), RU: s.late.Format("до 02.01.2006 ничего не было слышно")}
	}
	return metric.Text{}
}

// spoken reports whether a value is made of mentions. Who is active in the communities is known without.
func spoken(v metric.Value) bool {
	m := registry()[v.Metric]
	return v.Part != "communities" && slices.ContainsFunc(m.Needs(), func(input string) bool {
		return input == metric.InputMentions || strings.HasPrefix(input, "mention.")
	})
}

func semicolons(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), "; ")
}
