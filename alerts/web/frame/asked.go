package frame

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"time"

	"molva/alerts"
	"molva/alerts/web/access"
	"molva/ingest"
	"molva/store"
)

// Asked is what most pages are asked for: a topic and a period. ?topic=kestrel&period=week&at=2026-11-20
type Asked struct {
	Topic ingest.Topic // zero: none was named
	Every alerts.Every
	At    time.Time // zero: the last period that is over
	Tree  []ingest.Topic
	Some  bool // there are more topics than may be seen: the page is always of one
}

// Asked reads topic, period and at; usual is the period where none is named. A topic that there is not is Missing.
func (s *Site) Asked(r *http.Request, usual alerts.Every) (a Asked, err error) {
	if a.Tree, err = s.DB.Topics(r.Context()); err != nil {
		return a, err
	}
	a.Every, a.Some = usual, !access.From(r.Context()).Everything()
	q := r.URL.Query()
	if text := q.Get("period"); text != "" {
		if a.Every, err = alerts.ParseEvery(text); err != nil {
			return a, Wrong(err)
		}
	}
	if text := q.Get("at"); text != "" {
		if a.At, err = time.Parse(time.DateOnly, text); err != nil {
			return a, Wrong(fmt.Errorf("at is %.40q, want a date such as 2026-11-20", text))
		}
	}
	if id := q.Get("topic"); id != "" {
		i := slices.IndexFunc(a.Tree, func(t ingest.Topic) bool { return t.ID == id })
		if i < 0 {
			return a, Missing(fmt.Errorf("topic is %.40q, want one of %s", id, topicIDs(a.Tree)))
		}
		a.Topic = a.Tree[i]
	}
	if a.Some {
		a.Topic, _ = a.Main()
	}
	return a, nil
}

func topicIDs(tree []ingest.Topic) []string {
	ids := make([]string, len(tree))
	for i, t := range tree {
		ids[i] = t.ID
	}
	return ids
}

// Main is the topic that was named, or else the first of the tree that is no competitor, or else the first; false: there is no topic
// at all.
func (a Asked) Main() (ingest.Topic, bool) {
	if a.Topic.ID != "" {
		return a.Topic, true
	}
	for _, t := range a.Tree {
		if !t.Competitor && t.Parent == "" {
			return t, true
		}
	}
	if len(a.Tree) > 0 {
		return a.Tree[0], true
	}
	return ingest.Topic{}, false
}

// Period is the stretch asked for, by the clocks of the topic.
func (a Asked) Period(t ingest.Topic, now time.Time) store.Period {
	if a.At.IsZero() {
		return a.Every.Last(now, t.Zone)
	}
	y, m, d := a.At.Date()
	return a.Every.At(time.Date(y, m, d, 12, 0, 0, 0, t.Zone), t.Zone)
}

// Query is the same question as an address asks it; a nil change leaves it as it is.
func (a Asked) Query(change func(url.Values)) string {
	v := url.Values{"period": {string(a.Every)}}
	if a.Topic.ID != "" {
		v.Set("topic", a.Topic.ID)
	}
	if !a.At.IsZero() {
		v.Set("at", a.At.Format(time.DateOnly))
	}
	if change != nil {
		change(v)
	}
	return "?" + v.Encode()
}

// Choice is a link to another question of the same page.
type Choice struct {
	Label, URL string
	Here       bool
}

// MentionPage is where one mention is shown in full.
func MentionPage(key string) string { return alerts.MentionsPath + "/" + url.PathEscape(key) }

// Picked is a topic in its place in the tree.
type Picked struct {
	ingest.Topic
	Above string // the parent's name
	Depth int
}

// InOrder puts children behind their parents and competitors at the end; otherwise the config's order stays.
func InOrder(tree []ingest.Topic) []Picked {
	var all []Picked
	var under func(parent ingest.Topic, depth int)
	under = func(parent ingest.Topic, depth int) {
		for _, t := range tree {
			if t.Parent == parent.ID {
				all = append(all, Picked{t, parent.Name, depth})
				under(t, depth+1)
			}
		}
	}
	under(ingest.Topic{}, 0)
	slices.SortStableFunc(all, func(a, b Picked) int {
		switch {
		case a.Competitor == b.Competitor:
			return 0
		case b.Competitor:
			return -1
		}
		return 1
	})
	return all
}
