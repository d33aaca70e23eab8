package query

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"molva/ingest"
)

// Set holds the queries of all topics, compiled into one index. It is safe for concurrent use.
type Set struct {
	index *index
	ids   []string          // the topic's id, by rule
	names map[string]string // folded id or name → id
	runs  sync.Pool
}

// NewSet compiles the queries of topics. A topic without a query matches nothing itself, though Resolve knows it. An
// error names the topic and wraps an *Error.
func NewSet(topics []ingest.Topic) (*Set, error) {
	var nodes []*node
	var ids []string
	for _, t := range topics {
		if t.Query == "" {
			continue
		}
		n, err := parse(t.Query)
		if err != nil {
			return nil, fmt.Errorf("read the query of topic %q: %w", t.ID, err)
		}
		nodes, ids = append(nodes, n), append(ids, t.ID)
	}
	s := newSet(nodes, ids)
	s.names = named(topics)
	return s, nil
}

func newSet(nodes []*node, ids []string) *Set {
	s := &Set{index: build(nodes), ids: ids}
	s.runs.New = func() any { return newRun(s.index) }
	return s
}

// named maps ids and names to ids; where two topics share one, ids go before names and the first before the second.
func named(topics []ingest.Topic) map[string]string {
	names := map[string]string{}
	add := func(name, id string) {
		if name = key(name); name != "" && names[name] == "" {
			names[name] = id
		}
	}
	for _, t := range topics {
		add(t.ID, t.ID)
	}
	for _, t := range topics {
		add(t.Name, t.ID)
	}
	return names
}

func key(name string) string { return Fold(strings.TrimSpace(name)) }

// Resolve finds topics by id or name, case ignored, as sources give them. Ids come back in the order of names, each
// once; unknown holds the names that no topic has.
func (s *Set) Resolve(names []string) (ids, unknown []string) {
	for _, name := range names {
		id, ok := s.names[key(name)]
		switch {
		case !ok:
			unknown = append(unknown, name)
		case !slices.Contains(ids, id):
			ids = append(ids, id)
		}
	}
	return ids, unknown
}

// Match returns the ids of the topics that the mention names, in the order of the config; nil for none.
func (s *Set) Match(m *ingest.Mention) []string {
	r := s.run(m)
	var ids []string
	for i, due := range r.due {
		if due && r.holds(&s.index.rules[i]) {
			ids = append(ids, s.ids[i])
		}
	}
	s.release(r)
	return ids
}

// Span is a stretch of a mention's text, or of its title, in bytes.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Hit is a topic that a mention names, and the spans that say so, in order and apart from each other. A topic that was
// found by fields alone has none.
type Hit struct {
	Topic string
	Title []Span // of the title
	Spans []Span // of the text
}

// Explain is Match with the spans.
func (s *Set) Explain(m *ingest.Mention) []Hit {
	r := s.run(m)
	var hits []Hit
	for i, due := range r.due {
		if rule := &s.index.rules[i]; due && r.holds(rule) {
			hits = append(hits, Hit{s.ids[i], r.inTitle(rule), r.inText(rule)})
		}
	}
	s.release(r)
	return hits
}

func (s *Set) run(m *ingest.Mention) *run {
	r := s.runs.Get().(*run)
	r.read(m)
	return r
}

func (s *Set) release(r *run) {
	r.forget()
	s.runs.Put(r)
}
