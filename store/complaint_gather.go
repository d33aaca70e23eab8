package store

import (
	"strconv"
	"strings"

	"molva/classify/cluster"
	"molva/classify/cluster/life"
)

// gathering is complaints with who spoke in them about a topic.
type gathering struct {
	topic       int64 // 0: any
	roughly     bool  // it is not asked how many people there ever were, beyond what decides on a state
	from, today int64 // first and last day of the courses
	heaps       []*heap
	by          map[cluster.ID]*heap // what lives, and what stands in it, to its root
	crowds      map[cluster.Kind]*life.Crowd
}

// heap is a root with what was said in it.
type heap struct {
	Complaint
	people, mentions int  // ever; Complaint has those of a period
	shown            bool // somebody spoke in the period
	days             []int
	cohesion         float64
	tended           int
	quotes           []int64
}

// What is looked back at, in days: enough to judge by, and that much before a fix.
const (
	lookBack    = 64
	beforeFixed = 28
)

// gather reads the roots of a kind, "" for all, in the order of their ids, and who spoke in them.
func (l *look) gather(g *gathering, kind cluster.Kind) error {
	if err := l.readRoots(g, kind); err != nil {
		return err
	}
	if err := l.readVoices(g); err != nil {
		return err
	}
	if err := l.readDays(g); err != nil {
		return err
	}
	return l.readFamilies(g)
}

func (l *look) readRoots(g *gathering, kind cluster.Kind) error {
	found, err := l.rows(`SELECT id, kind, fixed, ignored, first, last, cohesion, tended FROM complaint
		WHERE root = id AND ? IN ('', kind) ORDER BY id`, string(kind))
	if err != nil {
		return err
	}
	g.by, g.crowds = make(map[cluster.ID]*heap, len(found)), map[cluster.Kind]*life.Crowd{}
	for _, r := range found {
		h := &heap{cohesion: r.real(6), tended: int(r.int(7))}
		h.ID, h.Kind, h.Fixed, h.Ignored = cluster.ID(r.int(0)), cluster.Kind(r.text(1)), fromMS(r.int(2)), r.int(3) == 1
		h.First, h.Last = fromMS(r.int(4)), fromMS(r.int(5))
		g.heaps, g.by[h.ID] = append(g.heaps, h), h
		if !h.Fixed.IsZero() {
			g.from = min(g.from, day(h.Fixed)-beforeFixed)
		}
	}
	for _, kind := range cluster.Kinds {
		g.crowds[kind] = &life.Crowd{Days: make([]int, g.today-g.from+1)}
	}
	return l.readMerged(g)
}

// describe reads what is said of complaints beside their numbers, which is for those that are shown.
func (l *look) describe(shown []*heap) error {
	by, ids := make(map[cluster.ID]*heap, len(shown)), make([]cluster.ID, len(shown))
	for i, h := range shown {
		by[h.ID], ids[i] = h, h.ID
	}
	found, err := l.rows(`SELECT r.id, r.theme, r.theme_share, r.label, r.named, r.terms, r.news, r.ticket, r.topics, r.quotes
		FROM json_each(?) AS j CROSS JOIN complaint AS r ON r.id = j.value`, toJSON(ids))
	for _, r := range found {
		h := by[cluster.ID(r.int(0))]
		h.Theme, h.ThemeShare, h.Label, h.Ticket = r.text(1), r.real(2), r.text(3), r.text(7)
		if named := r.text(4); named != "" {
			h.Label, h.Named = named, true
		}
		h.Terms, h.New = fromJSON[Phrase](r.text(5)), fromJSON[Phrase](r.text(6))
		h.Topics, h.quotes = fromJSON[string](r.text(8)), fromJSON[int64](r.text(9))
	}
	return err
}

// readMerged adds to each root what stands in it.
func (l *look) readMerged(g *gathering) error {
	found, err := l.rows(`SELECT root, id, first, last FROM complaint WHERE root <> id ORDER BY id`)
	for _, r := range found {
		h := g.by[cluster.ID(r.int(0))]
		if h == nil {
			continue
		}
		id := cluster.ID(r.int(1))
		h.Merged, g.by[id] = append(h.Merged, id), h
		if first, last := fromMS(r.int(2)), fromMS(r.int(3)); !first.IsZero() {
			if h.First.IsZero() || first.Before(h.First) {
				h.First = first
			}
			if last.After(h.Last) {
				h.Last = last
			}
		}
	}
	return err
}

// readVoices reads how many people and mentions there are in all.
func (l *look) readVoices(g *gathering) error {
	query := allVoices
	if g.roughly {
		query = fewVoices
	}
	found, err := l.rows(query, g.topic)
	for _, r := range found {
		if h := g.by[cluster.ID(r.int(0))]; h != nil {
			h.people, h.mentions, h.shown = h.people+int(r.int(1)), h.mentions+int(r.int(2)), true
			h.People, h.Mentions, h.Asking = h.people, h.mentions, h.Asking+int(r.int(3))
		}
	}
	return err
}

const allVoices = `SELECT complaint, count(DISTINCT person), sum(mentions), sum(asking) FROM voice WHERE topic = ? GROUP BY complaint`

// fewVoices is the same, but stops to count where sixteen people and as many mentions are found: of so many nothing more
// depends on how many there are, unless they are compared with what came after a fix. At 350,000 mentions it takes a
// millisecond instead of a hundred.
const fewVoices = `WITH many (id) AS MATERIALIZED (SELECT c.id FROM complaint AS c JOIN complaint AS r ON r.id = c.root WHERE r.fixed IS NULL
		AND (SELECT count(*) FROM (SELECT DISTINCT v.person FROM voice AS v WHERE v.topic = ?1 AND v.complaint = c.id LIMIT 16)) = 16
		AND (SELECT count(*) FROM (SELECT 1 FROM voice AS v WHERE v.topic = ?1 AND v.complaint = c.id AND v.mentions > 0 LIMIT 16)) = 16)
	SELECT c.id, count(DISTINCT v.person), sum(v.mentions), sum(v.asking) FROM complaint AS c CROSS JOIN voice AS v ON v.topic = ?1 AND v.complaint = c.id
		WHERE c.id NOT IN many GROUP BY c.id
	UNION ALL SELECT id, 16, 16, 0 FROM many`

// readDays reads how many people spoke on each day, a line for each cluster: tens of thousands of rows would take longer to
// hand over than to count. Who spoke in two complaints of a day is in the crowd twice, as in their sum.
func (l *look) readDays(g *gathering) error {
	found, err := l.rows(`SELECT complaint, group_concat(day || ' ' || people) FROM (
			SELECT complaint, day, count(DISTINCT person) AS people FROM voice WHERE topic = ? AND day >= ? AND day <= ? GROUP BY complaint, day)
		GROUP BY complaint`, g.topic, g.from, g.today)
	for _, r := range found {
		if h := g.by[cluster.ID(r.int(0))]; h != nil {
			g.count(&h.days, r.text(1))
			g.count(&g.crowds[h.Kind].Days, r.text(1))
		}
	}
	return err
}

// readFamilies counts anew the people of what a person joined: somebody who spoke in two of a family is one.
func (l *look) readFamilies(g *gathering) error {
	const of = ` FROM complaint AS c CROSS JOIN voice AS v ON v.topic = ? AND v.complaint = c.id
		WHERE c.root IN (SELECT root FROM complaint WHERE joined IS NOT NULL)`
	found, err := l.rows(`SELECT c.root, count(DISTINCT v.person)`+of+` GROUP BY 1`, g.topic)
	if err != nil {
		return err
	}
	for _, r := range found {
		if h := g.by[cluster.ID(r.int(0))]; h != nil {
			h.people, h.People = int(r.int(1)), int(r.int(1))
			clear(h.days)
		}
	}
	found, err = l.rows(`SELECT root, group_concat(day || ' ' || people) FROM (
			SELECT c.root, v.day, count(DISTINCT v.person) AS people`+of+` AND v.day >= ? AND v.day <= ? GROUP BY 1, 2)
		GROUP BY root`, g.topic, g.from, g.today)
	for _, r := range found {
		if h := g.by[cluster.ID(r.int(0))]; h != nil {
			g.count(&h.days, r.text(1))
		}
	}
	return err
}

// count adds pairs of days and people to a course.
func (g *gathering) count(days *[]int, pairs string) {
	if *days == nil {
		*days = make([]int, g.today-g.from+1)
	}
	for pair := range strings.SplitSeq(pairs, ",") {
		on, people, _ := strings.Cut(pair, " ")
		day, _ := strconv.ParseInt(on, 10, 64)
		many, _ := strconv.Atoi(people)
		(*days)[day-g.from] += many
	}
}
