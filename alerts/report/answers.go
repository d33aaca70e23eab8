package report

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"molva/alerts"
	"molva/alerts/metric"
	"molva/ingest"
	"molva/store"
)

// Answers are the three questions that every month begins with, each answered by rules that stand in answers_rules.go and are
// printed with the answer; then what follows from what people say.
type Answers struct {
	Topic     ingest.Topic
	Period    store.Period
	Before    store.Period
	Audience  Reply
	Awareness Reply
	Opinion   Reply
	Vanity    []Course // what looks like an answer and is none
	Digest    alerts.Digest
	Levers    []Lever
	Problems  []Trouble // those of the most people, at most mostProblems
	Goals     Goals
	Worth     Ledger // of the period, in short
	Rivals    []ingest.Topic
	Heard     bool // something was, before the period
	Running   bool // the period is not over: it is held against as much of the one before
	Supplies  map[string][]string
}

// Reply is the answer to one of the questions.
type Reply struct {
	Question metric.Question
	Answer   Answer
	Why      metric.Text
	Lacks    []metric.Text // without which there is no better answer
	Unseen   []string      // accounts of which nobody tells who is active there
	Figures  []Course
}

// TooLittle is the answer of who does not know yet.
const TooLittle Answer = "not_enough_data"

// Course is a figure now and in the period before, and what may be said of the change.
type Course struct {
	Now, Before metric.Value
	Change      Movement
	Decides     bool
	Beside      []metric.Value // of the competitors, in their order; none where they are not compared
}

// BuildAnswers answers for a reader's topic and period.
func BuildAnswers(ctx context.Context, r *metric.Reader) (Answers, error) {
	a := Answers{Topic: r.Topic, Period: r.Period, Before: asMuch(r), Running: r.Now.Before(r.Period.To), Rivals: r.Rivals(), Supplies: r.Business.Supplies}
	if err := a.fill(ctx, r); err != nil {
		return Answers{}, fmt.Errorf("build answers for %s: %w", r.Topic.ID, err)
	}
	return a, nil
}

func (a *Answers) fill(ctx context.Context, r *metric.Reader) (err error) {
	if a.Digest, err = alerts.Build(ctx, r.DB, r.Topic.ID, r.Period); err != nil {
		return err
	}
	b := answering{now: r, before: r.In(a.Before), rivals: a.Rivals, values: map[asked][]metric.Value{}}
	if b.since, err = b.listening(ctx); err != nil {
		return err
	}
	a.Heard = !b.since.nothing
	if a.Audience, err = b.audience(ctx); err != nil {
		return err
	}
	if a.Awareness, err = b.awareness(ctx); err != nil {
		return err
	}
	if a.Opinion, err = b.opinion(ctx, a.Digest); err != nil {
		return err
	}
	if a.Vanity, err = b.vanity(ctx); err != nil {
		return err
	}
	a.Problems, a.Levers = problemsOf(a.Digest), leversOf(a.Digest)
	if a.Goals, err = BuildGoals(ctx, r); err != nil {
		return err
	}
	a.Worth.Supplies = a.Supplies
	a.Worth.Ledger, err = r.LedgerInShort(ctx)
	return err
}

// Replies are the three answers.
func (a Answers) Replies() []Reply { return []Reply{a.Audience, a.Awareness, a.Opinion} }

// Values are those of all figures, now and before and beside them the competitors', then those of the goals.
func (a Answers) Values() (all []metric.Value) {
	for _, reply := range a.Replies() {
		all = append(all, valuesOf(reply.Figures)...)
	}
	all = append(all, valuesOf(a.Vanity)...)
	told := map[string]bool{}
	for _, t := range a.troubles() {
		if !told[t.Told.Part] {
			told[t.Told.Part], all = true, append(all, t.Told)
		}
	}
	return append(all, a.Goals.Values()...)
}

// troubles are all that is told of, some of it twice.
func (a Answers) troubles() []Trouble {
	all := slices.Clone(a.Problems)
	for _, l := range a.Levers {
		all = append(append(all, l.Troubles...), l.Wishes...)
	}
	return all
}

func valuesOf(figures []Course) (all []metric.Value) {
	for _, f := range figures {
		all = append(all, f.Now)
		if f.Before.Metric != "" {
			all = append(all, f.Before)
		}
		all = append(all, f.Beside...)
	}
	return all
}

// answering reads figures for one report.
type answering struct {
	now, before *metric.Reader
	rivals      []ingest.Topic
	since       heardSince
	values      map[asked][]metric.Value // what was computed already
}

type asked struct {
	id, topic string
	from      time.Time
}

func length(p store.Period) time.Duration { return p.To.Sub(p.From) }

// course reads a figure of a topic and, where it is wanted, of its competitors.
func (b answering) course(ctx context.Context, w wanted) (c Course, err error) {
	c.Decides = w.decides
	if c.Now, err = b.one(ctx, b.now, w.id, w.part); err != nil {
		return c, err
	}
	if c.Before, err = b.one(ctx, b.before, w.id, w.part); err != nil {
		return c, err
	}
	c.Before = b.since.limit(c.Before)
	c.Change = b.moved(c.Now, c.Before)
	if w.beside {
		c.Beside, err = b.beside(ctx, w.id, w.part)
	}
	return c, err
}

// beside are the competitors' values. Their shares of voice are parts of the topic's own, so that all have one whole.
func (b answering) beside(ctx context.Context, id, part string) (all []metric.Value, err error) {
	for _, t := range b.rivals {
		r := b.now.Of(t)
		if strings.HasPrefix(id, "share_of_voice") {
			r, part = b.now, t.ID
		}
		v, err := b.one(ctx, r, id, part)
		if err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, nil
}

// one is the value of a part of a metric of a topic.
func (b answering) one(ctx context.Context, r *metric.Reader, id, part string) (metric.Value, error) {
	values, err := b.all(ctx, r, id)
	return pickPart(values, id, r.Topic.ID, part), err
}

// all computes a metric once.
func (b answering) all(ctx context.Context, r *metric.Reader, id string) ([]metric.Value, error) {
	key := asked{id, r.Topic.ID, r.Period.From}
	if values, done := b.values[key]; done {
		return values, nil
	}
	m, ok := metric.ByID(id)
	if !ok {
		return nil, fmt.Errorf("there is no metric %q", id)
	}
	values, err := r.Compute(ctx, m)
	if err == nil {
		b.values[key] = values
	}
	return values, err
}

// pickPart is the value of the whole of a topic, or of a part of it.
func pickPart(values []metric.Value, id, topic, part string) metric.Value {
	for _, v := range values {
		if v.Part == part && v.Network == "" && v.Account == "" {
			return v
		}
	}
	if len(values) == 1 && !values[0].Known {
		return values[0]
	}
	return metric.Value{Metric: id, Topic: topic, Part: part}
}
