package store

import (
	"cmp"
	"slices"

	"molva/classify"
	"molva/classify/cluster"
)

// counts is the rule of which mentions count, beside what a person excluded. filed.counts says the same.
const counts = `category <> '` + string(classify.Promo) + `' AND duplicate_of IS NULL AND deleted = 0 AND title || text <> ''`

// sums gathers by how much the sums move in one transaction, so that each row is written once.
type sums struct {
	salt   []byte
	hours  map[hourKey]*hourDelta
	weeks  map[weekKey]*weekDelta
	people map[crowdKey]crowd
	voices map[voiceKey]*voiceDelta
	became map[cluster.ID]cluster.ID // what absorbed what meanwhile
}

type hourKey struct {
	topic, hour   int64
	network, lang string
}

type weekKey struct {
	topic, week int64
	network     string
}

// weekDelta is how much is added to negative, neutral and positive.
type weekDelta [3]int64

// moves reports whether anything is added or taken away.
func (d *weekDelta) moves() bool { return *d != weekDelta{} }

// hourDelta is that and how much is added to mentions, copies, promo and the voices.
type hourDelta struct {
	weekDelta
	mentions, copies, promo int64
	voices                  voices
}

func (d *hourDelta) moves() bool {
	return d.weekDelta.moves() || d.mentions != 0 || d.copies != 0 || d.promo != 0 || len(d.voices) > 0
}

func newSums(salt []byte) *sums {
	return &sums{salt: salt, hours: map[hourKey]*hourDelta{}, weeks: map[weekKey]*weekDelta{}, people: map[crowdKey]crowd{}, voices: map[voiceKey]*voiceDelta{}, became: map[cluster.ID]cluster.ID{}}
}

// felt is one saved opinion, as far as the sums care.
type felt struct {
	topic, week, sentiment int64
	counted, excluded      bool
	direct                 bool
	voice                  int64      // its kind
	leaf, live             cluster.ID // the cluster that it was put into, and what that is today; 0: none
}

// move puts one opinion of a mention into the sums, or takes it out when n is -1.
func (s *sums) move(m *filed, o felt, n int64) {
	h := at(s.hours, hourKey{o.topic, m.published / msPerHour, m.network, m.lang})
	h.mentions += n
	promo := m.category == string(classify.Promo)
	switch {
	case m.duplicateOf != 0:
		h.copies += n
	case promo:
		h.promo += n
	}
	if o.counted {
		h.weekDelta[o.sentiment+1] += n
		h.voices = h.voices.add(o.voice, n)
		s.week(o.topic, o.week, m.network, o.sentiment, n)
	}
	if o.counted || m.duplicateOf != 0 && !promo && !o.excluded {
		key := crowdKey{o.topic, m.published / msPerHour}
		s.people[key] = s.people[key].with(m.person(s.salt), n)
	}
	if o.live != 0 {
		s.voice(o.topic, o.live, m, n)
	}
}

// moveAll moves all opinions of a mention.
func (s *sums) moveAll(m *filed, all []felt, n int64) {
	for _, o := range all {
		s.move(m, o, n)
	}
	if i := slices.IndexFunc(all, func(o felt) bool { return o.live != 0 }); i >= 0 {
		s.voice(0, all[i].live, m, n)
	}
}

func (s *sums) week(topic, week int64, network string, sentiment, n int64) {
	at(s.weeks, weekKey{topic, week, network})[sentiment+1] += n
}

// at is the entry of a key, made when there is none.
func at[K comparable, V any](deltas map[K]*V, key K) *V {
	d := deltas[key]
	if d == nil {
		d = new(V)
		deltas[key] = d
	}
	return d
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
	if err := s.savePeople(to); err != nil {
		return err
	}
	return s.saveVoices(to)
}

// sorted lists the keys of what really moves.
func sorted[K comparable, D interface{ moves() bool }](deltas map[K]D, compare func(a, b K) int) []K {
	keys := make([]K, 0, len(deltas))
	for k, d := range deltas {
		if d.moves() {
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
func (d weekDelta) shrinks() bool { return min(d[0], d[1], d[2]) < 0 }

// moveHour reads first: the voices add up here, and an upsert would try the negative numbers against the table's
// constraint before it sees that there is a row.
func (s *session) moveHour(k hourKey, d hourDelta) error {
	found, err := s.rows(`SELECT voices FROM sum_hour WHERE topic = ? AND hour = ? AND network = ? AND lang = ?`,
		k.topic, k.hour, k.network, k.lang)
	if err != nil {
		return err
	}
	query := `INSERT INTO sum_hour (negative, neutral, positive, mentions, copies, promo, voices, topic, hour, network, lang)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
	if len(found) > 0 {
		query = `UPDATE sum_hour SET negative = negative + ?, neutral = neutral + ?, positive = positive + ?,
				mentions = mentions + ?, copies = copies + ?, promo = promo + ?, voices = ?
			WHERE topic = ? AND hour = ? AND network = ? AND lang = ?`
		d.voices = readVoices(found[0].bytes(0)).with(d.voices)
	}
	voices, err := d.voices.bytes()
	if err != nil {
		return err
	}
	_, err = s.exec(query, d.weekDelta[0], d.weekDelta[1], d.weekDelta[2], d.mentions, d.copies, d.promo, voices,
		k.topic, k.hour, k.network, k.lang)
	if err == nil && d.mentions < 0 {
		_, err = s.exec(`DELETE FROM sum_hour WHERE topic = ? AND hour = ? AND network = ? AND lang = ? AND mentions = 0`,
			k.topic, k.hour, k.network, k.lang)
	}
	return err
}

func (s *session) moveWeek(k weekKey, d weekDelta) error {
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
