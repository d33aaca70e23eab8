package store

import (
	"molva/classify"
	"molva/classify/cluster"
)

// The roles of a member.
const (
	echoes = 1 << iota // it repeats a template
	asks               // it asks rather than complains
	copied             // it is where its original is
	agrees             // it is where the mention is that it answers, of which it is an echo
)

// seat is where a mention is: its cluster, and as what it is there.
type seat struct {
	leaf cluster.ID // that it was put into; 0: nowhere
	live cluster.ID // what that is today
	kind cluster.Kind
	role int64
	lang string // as which it was read
}

// inBook reports whether the words of a mention that is there are in the book: neither a copy's nor an echo's are.
func (p seat) inBook() bool { return p.leaf != 0 && p.role&(copied|echoes) == 0 }

// follows reports whether a mention that is there came after another one, without a word of the book.
func (p seat) follows() bool { return p.role&(copied|agrees) != 0 }

// placed reads where a mention is.
func (f *filing) placed(mention int64) (seat, error) {
	found, err := f.rows(`SELECT b.complaint, c.live, c.kind, b.role, b.lang FROM member AS b JOIN complaint AS c ON c.id = b.complaint WHERE b.mention = ?`, mention)
	if err != nil || len(found) == 0 {
		return seat{}, err
	}
	r := found[0]
	return seat{cluster.ID(r.int(0)), cluster.ID(r.int(1)), cluster.Kind(r.text(2)), r.int(3), r.text(4)}, nil
}

// seating is what settling found out: the cluster of a mention, and which of its stances are in it.
type seating struct {
	leaf    cluster.ID
	live    cluster.ID
	carries []bool
}

// of is the cluster of one of the stances, and what that is today; 0 for none.
func (s seating) of(stance int) (leaf, live cluster.ID) {
	if s.leaf == 0 || !s.carries[stance] {
		return 0, 0
	}
	return s.leaf, s.live
}

// settle brings a mention from where it was to where it belongs by what is said of it. It stays where it is as long as its
// kind does. A copy is where its original is, if it says the same kind of thing, and who only agrees is where that is what he
// answers.
func (f *filing) settle(m *filed, stances []stance, was seat) (seating, error) {
	s, err := f.sort(m, stances)
	if err != nil {
		return seating{}, err
	}
	to := seat{kind: s.kind, lang: m.lang}
	if s.asks {
		to.role = asks
	}
	switch {
	case s.kind == "":
		err = f.leave(m, was)
	case s.with.leaf != 0:
		to, err = f.accompany(m, was, s.with)
	case m.duplicateOf != 0:
		to, err = f.joinOriginal(m, was, to)
	default:
		to, err = f.stand(m, was, to)
	}
	m.role = to.role
	return seating{to.leaf, to.live, s.carries}, err
}

// stand brings an original to where it belongs. One that followed another comes in where it was, whatever the book would say, so
// that a complaint does not change its name because a mention of it went.
func (f *filing) stand(m *filed, was, to seat) (seat, error) {
	switch {
	case was.kind != to.kind:
		if err := f.leave(m, was); err != nil {
			return to, err
		}
		return f.find(m, to)
	case was.follows():
		return f.enter(m, to, cluster.Placement{ID: was.live}, true)
	}
	to.leaf, to.live, to.lang = was.leaf, was.live, was.lang
	to.role |= was.role & echoes
	if to.role == was.role {
		return to, nil
	}
	_, err := f.exec(`UPDATE member SET role = ? WHERE mention = ?`, to.role, m.id)
	return to, err
}

// inherit settles a mention that takes the place of another original: where that was, if it says the same kind of thing.
func (f *filing) inherit(m, heir *filed, stances []stance) (seating, error) {
	if heir == nil {
		return f.settle(m, stances, seat{})
	}
	was, err := f.placed(heir.id)
	if err != nil {
		return seating{}, err
	}
	if was.role&agrees != 0 {
		return f.settle(m, stances, seat{})
	}
	was.role = copied
	return f.settle(m, stances, was)
}

// stances are saved opinions, as far as settling cares.
func (f *filing) stances(all []felt) []stance {
	nodes := f.memory.tree.byRow()
	stances := make([]stance, len(all))
	for i, o := range all {
		stances[i] = stance{topic: nodes[o.topic], direct: o.direct, sentiment: classify.Sentiment(o.sentiment), excluded: o.excluded}
	}
	return stances
}
