package evidence

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
	*pages
	store.Filter
	acts      bool // whoever asks may work on mentions
	tree      []ingest.Topic
	topic     ingest.Topic // zero: any
	zone      *time.Location
	complaint string // its name, "" without one
}

// question looks up what a filter names. Without a topic its times are in the zone of the first one.
func (s *pages) question(ctx context.Context, f store.Filter) (question, error) {
	q := question{pages: s, Filter: f, zone: time.UTC, acts: s.May(ctx, "POST /mentions/work")}
	tree, err := s.DB.Topics(ctx)
	if err != nil {
		return q, err
	}
	q.tree = tree
	if len(tree) > 0 {
		q.zone = tree[0].Zone
	}
	if i := slices.IndexFunc(tree, func(t ingest.Topic) bool { return t.ID == f.Topic }); i >= 0 {
		q.topic, q.zone = tree[i], tree[i].Zone
	} else if f.Topic != "" { // no longer configured, and kept
		q.topic = ingest.Topic{ID: f.Topic, Name: f.Topic, Zone: q.zone}
	}
	if f.Complaint != 0 {
		c, err := s.DB.Complaint(ctx, cluster.ID(f.Complaint))
		if err != nil {
			return q, err
		}
		q.complaint = alerts.Name(c, s.Printer)
	}
	return q, nil
}

// title says in words what is listed, and how many there are.
func (q question) title(n int) string {
	p, title := q.Printer, ""
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
	p, from, to := q.Printer, q.Period.From.In(q.zone), q.Period.To.In(q.zone)
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
		return q.Printer.Date(t)
	}
	return q.Printer.Date(t) + t.Format(", 15:04")
}

// dawns reports whether a day begins then.
func dawns(t time.Time) bool { return t.Equal(store.Day(t, t.Location()).From) }

// terms say what narrows the list beyond its title.
func (q question) terms() []term {
	p := q.Printer
	var all []term
	say := func(is bool, name, words string) {
		if is {
			all = append(all, term{words, without(q.Filter, name)})
		}
	}
	say(q.complaint != "", "complaint", p.Sprintf("complaint %s: %s", cluster.ID(q.Complaint).String(), q.complaint))
	say(q.Kind == cluster.Complaint, "kind", p.Sprintf("they complain"))
	say(q.Kind == cluster.Praise, "kind", p.Sprintf("they praise"))
	say(q.Kind == cluster.Suggestion, "kind", p.Sprintf("they ask for something"))
	say(q.Without != nil && *q.Without == classify.Negative, "without", p.Sprintf("no negative ones"))
	say(q.Without != nil && *q.Without == classify.Neutral, "without", p.Sprintf("no neutral ones"))
	say(q.Without != nil && *q.Without == classify.Positive, "without", p.Sprintf("no positive ones"))
	say(q.Category != "", "category", p.Sprintf("category: %s", q.category(q.Category)))
	say(q.Network != "", "network", p.Sprintf("network: %s", alerts.Inert(q.Network)))
	say(q.Lang != "", "lang", q.languages().named(q.Lang))
	say(q.Source != "", "source", p.Sprintf("source: %s", alerts.Inert(q.Source)))
	say(q.Author != "", "author", p.Sprintf("author: %s", alerts.Inert(q.Author)))
	say(q.Thread != "", "thread", p.Sprintf("one thread, from its beginning"))
	say(q.Search != "", "search", p.Sprintf("words: %s", alerts.Inert(q.Search)))
	say(q.Counted == nil && q.Voices == nil, "all", p.Sprintf("also what does not count"))
	say(q.Counted != nil && !*q.Counted, "counted", p.Sprintf("only what does not count"))
	say(is(q.Copy, true), "copy", p.Sprintf("only copies"))
	say(is(q.Copy, false), "copy", p.Sprintf("no copies"))
	say(is(q.Unsure, true), "unsure", p.Sprintf("the model is unsure"))
	say(is(q.Unsure, false), "unsure", p.Sprintf("the model is sure"))
	say(is(q.Mixed, true), "mixed", p.Sprintf("good and bad is said"))
	say(is(q.Mixed, false), "mixed", p.Sprintf("not both good and bad"))
	say(is(q.Labelled, true), "labelled", p.Sprintf("labelled by people"))
	say(is(q.Labelled, false), "labelled", p.Sprintf("not labelled by people"))
	say(is(q.Voices, true), "voices", p.Sprintf("what counts, and copies of it"))
	say(is(q.Recommends, true), "recommends", p.Sprintf("they recommend something"))
	say(is(q.Recommends, false), "recommends", p.Sprintf("they recommend nothing"))
	say(is(q.Prompted, true), "prompted", p.Sprintf("ours, answers to us, or below what we published"))
	say(is(q.Prompted, false), "prompted", p.Sprintf("of their own accord"))
	say(q.Influential > 0, "influential", p.Sprintf("authors with at least %s followers", p.Number(q.Influential)))
	say(q.Work != "", "work", q.workName(q.Work))
	say(q.Assignee != "", "assignee", p.Sprintf("%s takes care", alerts.Inert(q.Assignee)))
	return all
}

func is(side *bool, yes bool) bool { return side != nil && *side == yes }
