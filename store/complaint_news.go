package store

import (
	"cmp"
	"slices"
	"time"

	"molva/classify/cluster"
	"molva/classify/cluster/naming"
)

// climate is how people speak in all complaints of a kind, and what is new in it.
type climate struct {
	known *naming.Background
	news  map[cluster.ID][]Phrase // by the root that holds most of the mentions that say it
}

// What is read to see what is new in a kind, of the latest texts: at least enough of the last day, or else of three.
const (
	kindRecent = 500
	kindEnough = 100
	kindPast   = 4000
)

// climate reads how people speak. Twenty people who tell of a new fault in words of their own often stand in several
// complaints, and in none of them does it stand out: so what is new is sought in the whole kind too.
func (l *look) climate(kind cluster.Kind, muted []string, now time.Time) (climate, error) {
	c := climate{news: map[cluster.ID][]Phrase{}}
	var err error
	if c.known, err = l.background(kind, muted); err != nil {
		return c, err
	}
	since := now.Add(-24 * time.Hour)
	recent, err := l.between(kind, since, now, kindRecent)
	if err == nil && len(recent) < kindEnough {
		since = now.Add(-recently)
		recent, err = l.between(kind, since, now, kindRecent)
	}
	if err != nil || len(recent) == 0 {
		return c, err
	}
	past, err := l.between(kind, time.UnixMilli(0), since, kindPast)
	if err != nil {
		return c, err
	}
	for _, n := range naming.Novel(recent, past, c.known) {
		root, err := l.holder(n.Mentions)
		if err != nil {
			return c, err
		}
		c.news[root] = append(c.news[root], n.Phrase)
	}
	return c, nil
}

// between reads the latest texts of a kind that were published from one moment up to another, the latest first.
func (l *look) between(kind cluster.Kind, from, to time.Time, most int) ([]naming.Text, error) {
	found, err := l.rows(`SELECT `+textColumns+` FROM mention AS m JOIN member AS b ON b.mention = m.id JOIN complaint AS c ON c.id = b.complaint
		WHERE m.published >= ? AND m.published < ? AND c.kind = ? ORDER BY m.published DESC, m.id DESC LIMIT ?`, ms(from), ms(to), string(kind), most)
	texts := make([]naming.Text, len(found))
	for i, r := range found {
		texts[i] = r.naming()
	}
	return texts, err
}

// holder is the root that most of the mentions stand in, of several the oldest.
func (l *look) holder(mentions []int64) (cluster.ID, error) {
	found, err := l.rows(`SELECT c.root FROM json_each(?) AS j JOIN member AS b ON b.mention = j.value JOIN complaint AS c ON c.id = b.complaint
		GROUP BY c.root ORDER BY count(*) DESC, c.root LIMIT 1`, toJSON(mentions))
	if err != nil || len(found) == 0 {
		return 0, err
	}
	return cluster.ID(found[0].int(0)), nil
}

// mostNews is how much is shown as new in one complaint.
const mostNews = 3

// newsOf joins what the whole kind has to tell of a complaint with what is new inside it.
func newsOf(all []Phrase, inside []naming.News) []Phrase {
	list := slices.Clone(all)
	for _, n := range inside {
		if !slices.ContainsFunc(list, func(p Phrase) bool { return cmp.Compare(p.Text, n.Text) == 0 }) {
			list = append(list, n.Phrase)
		}
	}
	return list[:min(len(list), mostNews)]
}
