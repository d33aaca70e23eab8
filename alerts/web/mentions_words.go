package web

import (
	"context"
	"slices"
	"time"

	"molva/alerts"
	"molva/classify"
	"molva/classify/cluster"
	"molva/ingest"
	"molva/store"
)

// question is a filter with what is needed to put it into words.
type question struct {
	*server
	store.Filter
	topic     ingest.Topic // zero: any
	zone      *time.Location
	complaint string // its name, "" without one
}

// question looks up what a filter names. Without a topic its times are in the zone of the first one.
func (s *server) question(ctx context.Context, f store.Filter) (question, error) {
	q := question{server: s, Filter: f, zone: time.UTC}
	tree, err := s.DB.Topics(ctx)
	if err != nil {
		return q, err
	}
	if len(tree) > 0 {
		q.zone = tree[0].Zone
	}
	if i := slices.IndexFunc(tree, func(t ingest.Topic) bool { return t.ID == f.Topic }); i >= 0 {
		q.topic, q.zone = tree[i], tree[i].Zone
	}
	if f.Complaint != 0 {
		c, err := s.DB.Complaint(ctx, cluster.ID(f.Complaint))
		if err != nil {
			return q, err
		}
		q.complaint = alerts.Name(c, s.printer)
	}
	return q, nil
}

// title says in words what is listed, and how many there are.
func (q question) title(n int) string {
	p, title := q.printer, ""
	switch {
	case q.Sentiment == nil:
		title = p.Sprintf("%d mentions", n)
	case *q.Sentiment == classify.Negative:
		title = p.Sprintf("%d negative mentions", n)
	case *q.Sentiment == classify.Positive:
		title = p.Sprintf("%d positive mentions", n)
	default:
		title = p.Sprintf("%d neutral mentions", n)
	}
	if q.Topic != "" {
		title += " " + p.Sprintf("of %s", alerts.Inert(q.topic.Name))
	}
	if when := q.when(); when != "" {
		title += ", " + when
	}
	return title
}

// when says the period as days where it is made of days.
func (q question) when() string {
	p, from, to := q.printer, q.Period.From.In(q.zone), q.Period.To.In(q.zone)
	switch {
	case q.Period == store.Period{}:
		return ""
	case q.Period.To.IsZero():
		return p.Sprintf("from %s on", q.moment(from))
	case q.Period.From.IsZero():
		return p.Sprintf("before %s", q.moment(to))
	case dawns(from) && dawns(to) && from.Before(to):
		return p.Dates(from, to)
	}
	return p.Sprintf("from %s to %s", q.moment(from), q.moment(to))
}

func (q question) moment(t time.Time) string {
	if dawns(t) {
		return q.printer.Date(t)
	}
	return q.printer.Date(t) + t.Format(", 15:04")
}

// dawns reports whether a day begins then.
func dawns(t time.Time) bool { return t.Equal(store.Day(t, t.Location()).From) }

// terms say what narrows the list beyond its title.
func (q question) terms() []string {
	p := q.printer
	var all []string
	say := func(is bool, words string) {
		if is {
			all = append(all, words)
		}
	}
	say(q.complaint != "", p.Sprintf("complaint %s: %s", cluster.ID(q.Complaint).String(), q.complaint))
	say(q.Kind == cluster.Complaint, p.Sprintf("they complain"))
	say(q.Kind == cluster.Praise, p.Sprintf("they praise"))
	say(q.Kind == cluster.Suggestion, p.Sprintf("they ask for something"))
	say(q.Without != nil && *q.Without == classify.Negative, p.Sprintf("no negative ones"))
	say(q.Without != nil && *q.Without == classify.Neutral, p.Sprintf("no neutral ones"))
	say(q.Without != nil && *q.Without == classify.Positive, p.Sprintf("no positive ones"))
	say(q.Category != "", p.Sprintf("category: %s", alerts.Inert(string(q.Category))))
	say(q.Network != "", p.Sprintf("network: %s", alerts.Inert(q.Network)))
	say(q.Lang != "", p.Sprintf("language: %s", alerts.Inert(q.Lang)))
	say(q.Source != "", p.Sprintf("source: %s", alerts.Inert(q.Source)))
	say(q.Author != "", p.Sprintf("author: %s", alerts.Inert(q.Author)))
	say(q.Thread != "", p.Sprintf("one thread, from its beginning"))
	say(q.Search != "", p.Sprintf("words: %s", alerts.Inert(q.Search)))
	say(q.Counted == nil && q.Voices == nil, p.Sprintf("also what does not count"))
	say(q.Counted != nil && !*q.Counted, p.Sprintf("only what does not count"))
	say(is(q.Copy, true), p.Sprintf("only copies"))
	say(is(q.Copy, false), p.Sprintf("no copies"))
	say(is(q.Unsure, true), p.Sprintf("the model is unsure"))
	say(is(q.Unsure, false), p.Sprintf("the model is sure"))
	say(is(q.Mixed, true), p.Sprintf("good and bad is said"))
	say(is(q.Mixed, false), p.Sprintf("not both good and bad"))
	say(is(q.Labelled, true), p.Sprintf("labelled by people"))
	say(is(q.Labelled, false), p.Sprintf("not labelled by people"))
	say(is(q.Voices, true), p.Sprintf("what counts, and copies of it"))
	say(is(q.Recommends, true), p.Sprintf("they recommend something"))
	say(is(q.Recommends, false), p.Sprintf("they recommend nothing"))
	say(is(q.Prompted, true), p.Sprintf("ours, answers to us, or below what we published"))
	say(is(q.Prompted, false), p.Sprintf("of their own accord"))
	say(q.Influential > 0, p.Sprintf("authors with at least %s followers", p.Number(q.Influential)))
	return all
}

func is(side *bool, yes bool) bool { return side != nil && *side == yes }
