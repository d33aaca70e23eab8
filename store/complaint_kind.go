package store

import (
	"slices"

	"molva/classify"
	"molva/classify/cluster"
)

// sorting is what a mention says that may recur, and where it says so.
type sorting struct {
	kind    cluster.Kind // "": nothing that may recur
	asks    bool
	with    seat   // of the mention that it only agrees with; else nowhere
	carries []bool // for each stance, whether it says that
}

// sort finds out what a mention says. It has one kind: it complains before it wishes, and wishes before it praises.
func (f *filing) sort(m *filed, stances []stance) (sorting, error) {
	s := sorting{carries: make([]bool, len(stances))}
	if m.deleted || m.wordless || m.category == string(classify.Promo) {
		return s, nil
	}
	said, err := f.hear(m, &s)
	if err != nil {
		return s, err
	}
	var kinds [3]cluster.Kind // by the sentiment
	var heard [3]bool
	for _, o := range stances {
		i := o.sentiment - classify.Negative
		if !o.direct || o.excluded || heard[i] {
			continue
		}
		said.Sentiment = o.sentiment
		kind, asks, _ := cluster.KindOf(said)
		kinds[i], heard[i] = kind, true
		if rank(kind) > rank(s.kind) {
			s.kind, s.asks = kind, asks
		}
	}
	if s.kind != "" {
		s.carry(stances, kinds)
	}
	return s, nil
}

// hear is what the kind of a mention depends on, but for the sentiment.
func (f *filing) hear(m *filed, s *sorting) (cluster.Said, error) {
	if err := f.word(m); err != nil {
		return cluster.Said{}, err
	}
	said, err := m.said(), error(nil)
	if said.Agrees() {
		s.with, err = f.answered(m)
		said.Answered = s.with.kind
	}
	return said, err
}

// said is what a mention that was read says.
func (m *filed) said() cluster.Said {
	return cluster.Said{Category: classify.Category(m.category), Title: m.title, Text: m.text, Rating: m.rating}
}

// carry marks the stances that say what the mention says, and those on the topics above them. Where it complains and feels
// bad about one topic, it does not complain about another.
func (s *sorting) carry(stances []stance, kinds [3]cluster.Kind) {
	bad := s.kind == cluster.Complaint && kinds[0] == s.kind
	for _, o := range stances {
		if !o.direct || o.excluded || kinds[o.sentiment-classify.Negative] != s.kind || bad && o.sentiment != classify.Negative {
			continue
		}
		for i, up := range stances {
			s.carries[i] = s.carries[i] || up.topic == o.topic || !up.direct && slices.Contains(o.topic.above, up.topic)
		}
	}
}

// rank orders the kinds; -1 is that of none.
func rank(k cluster.Kind) int {
	return slices.Index([]cluster.Kind{cluster.Praise, cluster.Suggestion, cluster.Complaint}, k)
}

// word reads what a mention says, where that is not known.
func (f *filing) word(m *filed) error {
	if m.worded {
		return nil
	}
	found, err := f.rows(`SELECT title, text, rating FROM mention WHERE id = ?`, m.id)
	if err != nil || len(found) == 0 {
		return err
	}
	m.title, m.text, m.rating, m.worded = found[0].text(0), found[0].text(1), found[0].rating(2), true
	return nil
}
