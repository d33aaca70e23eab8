package ask

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"molva/ingest"
	"molva/ingest/query"
)

// name is one way to name a topic.
type name struct {
	topic int // its place among all
	rank  int // 0: the id or the name itself, 1: a name in the query
	words string
}

// names lists how the topics are named, as far as a question may have such a word. A query's name that is a word of our own,
// such as "week", names nothing.
func (r *reading) names() (all []name) {
	begins := r.initials()
	add := func(n name) {
		if begins.any(n.words) {
			all = append(all, n)
		}
	}
	for i, t := range r.topics {
		add(name{i, 0, t.ID})
		add(name{i, 0, t.Name})
		if !begins.any(t.Query) {
			continue
		}
		q, err := query.Parse(t.Query)
		if err != nil { // the config's own check says what is wrong
			continue
		}
		for _, n := range q.Names() {
			if meaning(n) == unknown {
				add(name{i, 1, n})
			}
		}
	}
	return all
}

// initials are the letters with which the words of a question begin. To compile a name takes a tenth of a millisecond, so
// with thousands of topics only those are compiled that can be meant.
type initials map[rune]bool

func (r *reading) initials() initials {
	all := initials{}
	for _, w := range r.words {
		first, _ := utf8.DecodeRuneInString(w.text)
		all[first] = true
	}
	return all
}

// any reports whether a word of a text begins with one of them.
func (all initials) any(text string) bool {
	for w := range query.Words(text) {
		if first, _ := utf8.DecodeRuneInString(w); all[first] {
			return true
		}
	}
	return false
}

// place is where a question names a topic.
type place struct {
	name
	start, end int
}

// findTopics marks the words that name topics. Of two names that share words the longer one is meant, then the topic's own
// name, then the topic that stands first in the config.
func (r *reading) findTopics() {
	places := r.places()
	slices.SortStableFunc(places, func(a, b place) int {
		return cmp.Or((b.end-b.start)-(a.end-a.start), a.rank-b.rank, a.topic-b.topic, a.start-b.start)
	})
	var kept []place
	for _, p := range places {
		if !slices.ContainsFunc(kept, func(k place) bool { return p.start < k.end && k.start < p.end }) {
			kept = append(kept, p)
		}
	}
	slices.SortFunc(kept, func(a, b place) int { return a.start - b.start })
	for _, p := range kept {
		r.mark(p)
		if t := r.topics[p.topic]; !slices.ContainsFunc(r.found, func(f ingest.Topic) bool { return f.ID == t.ID }) {
			r.found = append(r.found, t)
		}
	}
	r.found = slices.DeleteFunc(r.found, func(t ingest.Topic) bool { return r.onlyAbove(t, r.found) })
}

func (r *reading) mark(p place) {
	for i := range r.words {
		if w := &r.words[i]; w.start >= p.start && w.end <= p.end {
			w.use = aTopic
		}
	}
}

// places finds all names in the question, in any of their forms. Each name is a query of its own, so that the rules for
// forms are those of the topics.
func (r *reading) places() (places []place) {
	all := r.names()
	queries := make([]ingest.Topic, 0, len(all))
	for i, n := range all {
		expr := `"` + strings.ReplaceAll(n.words, `"`, " ") + `"`
		if _, err := query.Parse(expr); err == nil { // a name of signs alone names nothing
			queries = append(queries, ingest.Topic{ID: strconv.Itoa(i), Query: expr})
		}
	}
	set, err := query.NewSet(queries)
	if err != nil {
		return nil
	}
	for _, hit := range set.Explain(&ingest.Mention{Text: r.text}) {
		i, _ := strconv.Atoi(hit.Topic)
		for _, s := range hit.Spans {
			places = append(places, place{all[i], s.Start, s.End})
		}
	}
	return places
}

// onlyAbove reports whether a topic is named only to say where another one belongs: the battery of Kestrel.
func (r *reading) onlyAbove(t ingest.Topic, named []ingest.Topic) bool {
	return slices.ContainsFunc(named, func(other ingest.Topic) bool {
		for range r.topics {
			if other.Parent == "" {
				return false
			}
			if other.Parent == t.ID {
				return true
			}
			at := slices.IndexFunc(r.topics, func(up ingest.Topic) bool { return up.ID == other.Parent })
			if at < 0 {
				return false
			}
			other = r.topics[at]
		}
		return false
	})
}

// home is the zone that a question is asked in, and the one root that is ours, nil when there are none or several.
func (r *reading) home() (zone *time.Location, root *ingest.Topic) {
	roots := 0
	for i, t := range r.topics {
		if t.Parent == "" && !t.Competitor {
			root, roots = &r.topics[i], roots+1
		}
	}
	if roots != 1 {
		root = nil
	}
	zone = time.UTC
	switch {
	case len(r.found) > 0 && r.found[0].Zone != nil:
		zone = r.found[0].Zone
	case len(r.found) == 0 && len(r.topics) > 0 && r.topics[0].Zone != nil:
		zone = r.topics[0].Zone
	}
	return zone, root
}

// rivals are the competitors that are not named yet.
func (r *reading) rivals(named []ingest.Topic) (all []ingest.Topic) {
	for _, t := range r.topics {
		known := slices.ContainsFunc(named, func(n ingest.Topic) bool { return n.ID == t.ID })
		if t.Competitor && t.Parent == "" && !known {
			all = append(all, t)
		}
	}
	return all
}
