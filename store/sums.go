package store

import (
	"cmp"
	"slices"

	"molva/classify"
)

// counts is the rule of which mentions count, beside what a person excluded. filed.counts says the same.
const counts = `category <> '` + string(classify.Promo) + `' AND duplicate_of IS NULL AND deleted = 0`

// sums gathers by how much the sums move in one transaction, so that each row is written once.
type sums struct {
	hours map[hourKey]*delta
	weeks map[weekKey]*delta
}

type hourKey struct {
	topic, hour   int64
	network, lang string
}

type weekKey struct {
	topic, week int64
	network     string
}

// delta is how much is added to negative, neutral and positive.
type delta [3]int64

func newSums() *sums {
	return &sums{hours: map[hourKey]*delta{}, weeks: map[weekKey]*delta{}}
}

// add moves the hour and the week of one opinion of a mention by n.
func (s *sums) add(m *filed, topic, week, sentiment, n int64) {
	s.hour(topic, m.published/msPerHour, m.network, m.lang, sentiment, n)
	s.week(topic, week, m.network, sentiment, n)
}

func (s *sums) hour(topic, hour int64, network, lang string, sentiment, n int64) {
	bump(s.hours, hourKey{topic, hour, network, lang}, sentiment, n)
}

func (s *sums) week(topic, week int64, network string, sentiment, n int64) {
	bump(s.weeks, weekKey{topic, week, network}, sentiment, n)
}

func bump[K comparable](deltas map[K]*delta, key K, sentiment, n int64) {
	d := deltas[key]
	if d == nil {
		d = new(delta)
		deltas[key] = d
	}
	d[sentiment+1] += n
}

// save writes the sums, in the order of their keys.
func (s *sums) save(to *session) error {
	for _, k := range sorted(s.hours, compareHours) {
		if err := to.moveHour(k, *s.hours[k]); err != nil {
			return err
		}
	}
	for _, k := range sorted(s.weeks, compareWeeks) {
		if err := to.moveWeek(k, *s.weeks[k]); err != nil {
			return err
		}
	}
	return nil
}

// sorted lists the keys of what really moves.
func sorted[K comparable](deltas map[K]*delta, compare func(a, b K) int) []K {
	keys := make([]K, 0, len(deltas))
	for k, d := range deltas {
		if *d != (delta{}) {
			keys = append(keys, k)
		}
	}
	slices.SortFunc(keys, compare)
	return keys
}

func compareHours(a, b hourKey) int {
	return cmp.Or(cmp.Compare(a.topic, b.topic), cmp.Compare(a.hour, b.hour), cmp.Compare(a.network, b.network), cmp.Compare(a.lang, b.lang))
}

func compareWeeks(a, b weekKey) int {
	return cmp.Or(cmp.Compare(a.topic, b.topic), cmp.Compare(a.week, b.week), cmp.Compare(a.network, b.network))
}

// shrinks reports whether a row may have come to zero.
func (d delta) shrinks() bool { return min(d[0], d[1], d[2]) < 0 }

// moveHour updates first: an upsert would try the negative numbers against the table's constraint before it sees that
// there is a row.
func (s *session) moveHour(k hourKey, d delta) error {
	n, err := s.changed(`UPDATE sum_hour SET negative = negative + ?, neutral = neutral + ?, positive = positive + ?
		WHERE topic = ? AND hour = ? AND network = ? AND lang = ?`, d[0], d[1], d[2], k.topic, k.hour, k.network, k.lang)
	switch {
	case err != nil:
		return err
	case n == 0:
		_, err = s.exec(`INSERT INTO sum_hour (negative, neutral, positive, topic, hour, network, lang) VALUES (?, ?, ?, ?, ?, ?, ?)`,
			d[0], d[1], d[2], k.topic, k.hour, k.network, k.lang)
	case d.shrinks():
		_, err = s.exec(`DELETE FROM sum_hour WHERE topic = ? AND hour = ? AND network = ? AND lang = ? AND negative + neutral + positive = 0`,
			k.topic, k.hour, k.network, k.lang)
	}
	return err
}

func (s *session) moveWeek(k weekKey, d delta) error {
	n, err := s.changed(`UPDATE sum_week SET negative = negative + ?, neutral = neutral + ?, positive = positive + ?
		WHERE topic = ? AND week = ? AND network = ?`, d[0], d[1], d[2], k.topic, k.week, k.network)
	switch {
	case err != nil:
		return err
	case n == 0:
		_, err = s.exec(`INSERT INTO sum_week (negative, neutral, positive, topic, week, network) VALUES (?, ?, ?, ?, ?, ?)`,
			d[0], d[1], d[2], k.topic, k.week, k.network)
	case d.shrinks():
		_, err = s.exec(`DELETE FROM sum_week WHERE topic = ? AND week = ? AND network = ? AND negative + neutral + positive = 0`,
			k.topic, k.week, k.network)
	}
	return err
}
