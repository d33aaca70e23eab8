package store

import (
	"fmt"
	"slices"

	"molva/classify/cluster"
)

// split takes mentions out of a complaint into one of their own; or, when none are named, takes out again what was merged
// by itself. The two never merge by themselves again.
func (d *deed) split() (Done, error) {
	k, err := d.kin(d.ID)
	if err != nil {
		return Done{}, err
	}
	if len(d.Mentions) == 0 {
		return d.revive(k)
	}
	seats, err := d.seats()
	if err != nil {
		return Done{}, err
	}
	for _, s := range seats {
		if s.root != k.root {
			return Done{}, fmt.Errorf("mention %.100q is in %v and not in %v", s.public, s.root, k.root)
		}
	}
	if err := d.leavesSome(k.root, len(seats)); err != nil {
		return Done{}, err
	}
	from := mostOf(seats)
	b, err := d.books()
	if err != nil {
		return Done{}, err
	}
	id, err := d.found(b, k.kind)
	if err != nil {
		return Done{}, err
	}
	if err := d.splitBook(k.kind, from, id, seats); err != nil {
		return Done{}, err
	}
	d.before.Absorbed = int64(from)
	for _, s := range seats {
		if err := d.carry(s, id, id); err != nil {
			return Done{}, err
		}
	}
	if err := d.stir(k.root, id); err != nil {
		return Done{}, err
	}
	done, err := d.remember(k.root, id)
	done.ID = id
	return done, err
}

// leavesSome refuses to take everything out.
func (d *deed) leavesSome(root cluster.ID, n int) error {
	have, err := d.number(`SELECT count(*) FROM complaint AS c JOIN member AS b ON b.complaint = c.id WHERE c.root = ? AND b.role & 12 = 0`, int64(root))
	if err == nil && int(have) <= n {
		err = fmt.Errorf("nothing would be left in %v, which has %d mentions", root, have)
	}
	return err
}

// mostOf is the cluster in which most of the mentions are, of several the oldest.
func mostOf(seats []sitting) cluster.ID {
	count := map[cluster.ID]int{}
	best := seats[0].live
	for _, s := range seats {
		if count[s.live]++; count[s.live] > count[best] || count[s.live] == count[best] && s.live < best {
			best = s.live
		}
	}
	return best
}

// splitBook tells the book to make a cluster of those of the mentions that stand in one of its clusters. Those of another
// one come to it singly.
func (d *deed) splitBook(kind cluster.Kind, from, id cluster.ID, seats []sitting) error {
	posts, mentions, err := d.posts(seats, func(s *sitting) bool { return s.live == from })
	if err != nil {
		return err
	}
	b, err := d.books()
	if err != nil {
		return err
	}
	if err := d.writePosts("split", from, id, mentions); err != nil {
		return err
	}
	b.of[kind].Split(from, id, posts)
	return nil
}

// writePosts writes a line about several mentions. The smallest row stands for them, so that it is seen how far back the
// log needs them.
func (d *deed) writePosts(what string, from, id cluster.ID, mentions []int64) error {
	l := line{what: what, complaint: from, other: id, payload: toJSON(mentions)}
	if len(mentions) > 0 {
		l.mention = slices.Min(mentions)
	}
	return d.write(l)
}

// posts are what the book has of some of the mentions, which are done with.
func (d *deed) posts(seats []sitting, of func(*sitting) bool) (posts []cluster.Post, mentions []int64, err error) {
	for i := range seats {
		s := &seats[i]
		if !s.inBook() || !of(s) {
			continue
		}
		if err := d.word(&s.filed); err != nil {
			return nil, nil, err
		}
		posts, mentions = append(posts, d.post(&s.filed, s.seat.lang)), append(mentions, s.id)
		s.done = true
	}
	return posts, mentions, nil
}

// revive takes out again what was absorbed by itself, with what that had absorbed before.
func (d *deed) revive(k kin) (Done, error) {
	switch {
	case k.absorbed == 0 && k.joined != 0:
		return Done{}, fmt.Errorf("%v was merged by a person: undo that", k.id)
	case k.absorbed == 0:
		return Done{}, fmt.Errorf("%v was not merged: say which mentions are to leave it", k.id)
	}
	found, err := d.rows(`WITH RECURSIVE below (id) AS (SELECT ?1 UNION SELECT c.id FROM below AS b JOIN complaint AS c ON c.live = ?2 AND c.absorbed = b.id)
		SELECT `+filedColumns+` FROM mention WHERE id IN (SELECT m.mention FROM member AS m WHERE m.complaint IN below) ORDER BY id`, int64(k.id), int64(k.live))
	if err != nil {
		return Done{}, err
	}
	seats, err := d.sittings(found)
	if err != nil {
		return Done{}, err
	}
	d.before.Absorbed = int64(k.live)
	if err := d.splitBook(k.kind, k.live, k.id, seats); err != nil {
		return Done{}, err
	}
	for _, s := range seats {
		if err := d.reseat(s.filed, s.leaf, k.id); err != nil {
			return Done{}, err
		}
	}
	_, err = d.exec(`WITH RECURSIVE below (id) AS (SELECT ?1 UNION SELECT c.id FROM below AS b JOIN complaint AS c ON c.live = ?2 AND c.absorbed = b.id)
		UPDATE complaint SET absorbed = iif(id = ?1, NULL, absorbed), live = ?1, root = ?1 WHERE id IN below`, int64(k.id), int64(k.live))
	if err != nil {
		return Done{}, err
	}
	if err := d.stir(k.root, k.id); err != nil {
		return Done{}, err
	}
	done, err := d.remember(k.root, k.id)
	done.ID = k.id
	return done, err
}
