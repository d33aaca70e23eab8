package store

import (
	"maps"
	"slices"

	"molva/classify/cluster"
)

// touch is what happened in one transaction to a cluster that lives.
type touch struct {
	came, left stretch
	lost       bool // so much that its times are to be found anew
}

// stretch is from the first to the last of some publishing times.
type stretch struct {
	first, last int64
	any         bool
}

func (s *stretch) add(at int64) {
	if !s.any {
		s.first, s.last, s.any = at, at, true
	}
	s.first, s.last = min(s.first, at), max(s.last, at)
}

func (f *filing) touch(live cluster.ID) *touch { return at(f.touched, live) }

// saveComplaints writes what happened to the clusters, the younger first, since they may have been absorbed by the older;
// and the books when it is time.
func (f *filing) saveComplaints() error {
	ids := slices.Sorted(maps.Keys(f.touched))
	slices.Reverse(ids)
	for _, live := range ids {
		if err := f.saveTouch(live, f.touched[live]); err != nil {
			return err
		}
	}
	clear(f.touched)
	return f.keepBooks(false)
}

func (f *filing) saveTouch(live cluster.ID, t *touch) error {
	lost, err := f.loses(live, t)
	if err != nil {
		return err
	}
	into := f.sums.became[live]
	switch {
	case lost && into != 0:
		f.touch(into).lost = true
		return f.handOver(live, 0)
	case lost:
		return f.remeasure(live)
	case t.came.any:
		_, err = f.exec(`UPDATE complaint SET changed = changed + 1, first = min(coalesce(first, ?1), ?1), last = max(coalesce(last, ?2), ?2) WHERE id = ?3`,
			t.came.first, t.came.last, int64(live))
	default:
		_, err = f.exec(`UPDATE complaint SET changed = changed + 1 WHERE id = ?`, int64(live))
	}
	if err != nil || into == 0 {
		return err
	}
	return f.handOver(live, into)
}

// loses reports whether the first or the last mention of a cluster may have left it. What leaves from between is not worth
// looking for among tens of thousands.
func (f *filing) loses(live cluster.ID, t *touch) (bool, error) {
	if t.lost || !t.left.any {
		return t.lost, nil
	}
	inside, err := f.number(`SELECT first < ? AND last > ? FROM complaint WHERE id = ?`, t.left.first, t.left.last, int64(live))
	return inside == 0, err
}

// handOver gives the times of a cluster that was absorbed to what absorbed it, 0 for none.
func (f *filing) handOver(from, into cluster.ID) error {
	_, err := f.exec(`UPDATE complaint SET first = coalesce(min(complaint.first, a.first), complaint.first, a.first),
			last = coalesce(max(complaint.last, a.last), complaint.last, a.last)
		FROM (SELECT first, last FROM complaint WHERE id = ?1) AS a WHERE complaint.id = ?2`, int64(from), int64(into))
	if err != nil {
		return err
	}
	_, err = f.exec(`UPDATE complaint SET changed = changed + 1, first = NULL, last = NULL WHERE id = ?`, int64(from))
	return err
}

// remeasure finds the first and the last mention of a cluster anew. Of what retention has removed the hour is known.
func (f *filing) remeasure(live cluster.ID) error {
	found, err := f.rows(`SELECT min(day * 24 + hour), max(day * 24 + hour) FROM voice WHERE topic = 0 AND complaint = ?`, int64(live))
	if err != nil {
		return err
	}
	var first, last any
	if r := found[0]; r[0] != nil {
		times, err := f.rows(`SELECT min(o.published), max(o.published) FROM complaint AS c CROSS JOIN opinion AS o ON o.complaint = c.id WHERE c.live = ?`, int64(live))
		if err != nil {
			return err
		}
		first, last = within(times[0].int(0), r.int(0)), within(times[0].int(1), r.int(1))
	}
	_, err = f.exec(`UPDATE complaint SET changed = changed + 1, first = ?, last = ? WHERE id = ?`, first, last, int64(live))
	return err
}

// within is a time if it is in an hour, else the beginning of that.
func within(at, hour int64) int64 {
	if at/msPerHour == hour {
		return at
	}
	return hour * msPerHour
}
