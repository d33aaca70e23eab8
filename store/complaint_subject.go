package store

import (
	"cmp"
	"encoding/json"
	"slices"
	"time"

	"molva/classify/cluster"
	"molva/classify/cluster/naming"
)

// subject is a complaint that is to be described: what people say in it.
type subject struct {
	root         cluster.ID
	kind         cluster.Kind
	leaves       []leaf
	mentions     int
	prefer       string // ru or en; "" for what most of it is written in
	topics       []string
	texts        []naming.Text // the latest of its texts, the latest first
	settled      []naming.Text // that it is called by
	recent, past []naming.Text
	theme        string
	themeShare   float64
	cohesion     float64

	label  naming.Label
	quotes []naming.Text
	news   []Phrase
}

// leaf is a cluster of the complaint, and how often it had changed when it was read.
type leaf struct{ id, changed int64 }

// What is read of a complaint.
const (
	textsRead = 200                // the latest, and as many before the recent ones
	closeRead = 64                 // of which the similarity with the present centroid is taken
	recently  = 3 * 24 * time.Hour // in which something new would show
)

// describe finds name, quotes and news.
func (s *subject) describe(c climate) {
	s.label = naming.Name(s.settled, c.known, s.prefer)
	s.quotes = naming.Quotes(s.texts, s.label, 3)
	s.news = newsOf(c.news[s.root], naming.Novel(s.recent, s.past, c.known))
}

// subjects reads what is to be described.
func (f *filing) subjects(roots []cluster.ID, now time.Time) ([]*subject, error) {
	var all []*subject
	for _, root := range roots {
		s, err := readSubject(f.rows, root, now)
		if err != nil {
			return nil, err
		}
		if s == nil {
			continue
		}
		if err := f.consult(s); err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	return all, nil
}

// readSubject reads a complaint as it stands, in the books' absence; nil when it stands in another one.
func readSubject(rows rowsOf, root cluster.ID, now time.Time) (*subject, error) {
	found, err := rows(`SELECT kind, topics FROM complaint WHERE id = ? AND root = id`, int64(root))
	if err != nil || len(found) == 0 {
		return nil, err
	}
	r := found[0]
	s := &subject{root: root, kind: cluster.Kind(r.text(0)), topics: fromJSON[string](r.text(1))}
	found, err = rows(`SELECT id, changed FROM complaint WHERE root = ? ORDER BY id`, int64(root))
	if err != nil {
		return nil, err
	}
	for _, r := range found {
		s.leaves = append(s.leaves, leaf{r.int(0), r.int(1)})
	}
	found, err = rows(mentionsIn, int64(root))
	if err != nil {
		return nil, err
	}
	s.mentions = int(found[0].int(0))
	if err := s.readTexts(rows, now); err != nil {
		return nil, err
	}
	return s, s.readTopics(rows)
}

// mentionsIn counts the mentions of a root. CROSS keeps SQLite from walking all voices of the topic first, a thousand times
// as many.
const mentionsIn = `SELECT sum(v.mentions) FROM complaint AS c CROSS JOIN voice AS v ON v.topic = 0 AND v.complaint = c.id WHERE c.root = ?`

// saveSubjects writes what was found out. A complaint that changed meanwhile stays to be described.
func (f *filing) saveSubjects(all []*subject) error {
	for _, s := range all {
		quotes := make([]int64, len(s.quotes))
		for i, q := range s.quotes {
			quotes[i] = q.Mention
		}
		_, err := f.exec(`UPDATE complaint SET label = ?, terms = ?, tended = ?, news = ?, quotes = ?, topics = ?, theme = ?, theme_share = ?, cohesion = ?
			WHERE id = ?`, s.label.Text, toJSON(s.label.Phrases), s.mentions, toJSON(s.news), toJSON(quotes), toJSON(s.topics),
			s.theme, s.themeShare, s.cohesion, int64(s.root))
		if err != nil {
			return err
		}
		for _, l := range s.leaves {
			if _, err := f.exec(`UPDATE complaint SET changed = 0 WHERE id = ? AND changed = ?`, l.id, l.changed); err != nil {
				return err
			}
		}
	}
	return nil
}

// toJSON writes a list of a row; none is an empty one.
func toJSON[T any](list []T) string {
	if list == nil {
		list = []T{}
	}
	b, err := json.Marshal(list)
	if err != nil {
		panic(err) // only for what no list here holds
	}
	return string(b)
}

// consult asks the books for what only they know: the theme, how close the texts are to each other and to the middle.
func (f *filing) consult(s *subject) error {
	b, err := f.books()
	if err != nil {
		return err
	}
	book := b.of[s.kind]
	votes := map[string]float64{}
	var weight, cohesion float64
	for _, l := range s.leaves {
		c, ok := book.Cluster(cluster.ID(l.id))
		if !ok || c.ID != cluster.ID(l.id) {
			continue
		}
		votes[c.Theme] += c.Weight * c.ThemeShare
		cohesion += c.Weight * c.Cohesion
		weight += c.Weight
	}
	if weight == 0 {
		return nil
	}
	themes := make([]string, 0, len(votes))
	for theme := range votes {
		themes = append(themes, theme)
	}
	slices.Sort(themes)
	s.theme = slices.MaxFunc(themes, func(a, b string) int { return cmp.Compare(votes[a], votes[b]) })
	s.themeShare, s.cohesion = votes[s.theme]/weight, cohesion/weight
	for i := range s.texts[:min(len(s.texts), closeRead)] {
		t := &s.texts[i]
		why, ok := book.Why(cluster.Post{Mention: t.Mention, Title: t.Title, Text: t.Text, Lang: t.Lang, Author: t.Author, At: t.At}, s.root)
		if ok {
			t.Similarity = why.Similarity
		}
	}
	return nil
}
