package sentiment

// clause is a stretch of tokens between two cuts.
type clause struct {
	from, to int
	names    subjects // named in it
	about    subjects // said of: those named, or those of its neighbour
	words    int      // that say something, names aside
	opens    bool     // a sentence
}

// divide cuts a text into clauses and finds out what each is about.
func (t *targets) divide() {
	from, opens := 0, true
	for i := range t.list {
		ends := t.spots[i].ends
		if !ends && t.list[max(i-1, from)].kind == pause || !t.cuts(i, from) {
			continue // ", but" is one cut
		}
		to := i
		if ends {
			to++
		}
		t.clause(from, to, opens)
		from, opens = to, ends
	}
	t.clause(from, len(t.list), opens)
	t.joinLists()
	t.inherit()
}

func (t *targets) clause(from, to int, opens bool) {
	c := clause{from: from, to: to, opens: opens}
	for i := from; i < to; i++ {
		c.names |= t.spots[i].names
		if t.says(i) {
			c.words++
		}
	}
	if to > from {
		t.clauses = append(t.clauses, c)
	}
}

// says reports a token that tells something, unlike names, numbers, pauses, and what only holds them together.
func (t *targets) says(i int) bool {
	x := &t.list[i]
	switch x.kind {
	case pause, account, link, marks, number:
		return false
	case word, hashtag, face, emoji:
	}
	at := &t.spots[i]
	return at.names == 0 && !at.spent && !at.proper && x.role&contrast == 0 && !t.relations.is(*x, joint)
}

// cuts reports a token that parts two clauses. An "and" does when each side names and tells.
func (t *targets) cuts(i, from int) bool {
	x := &t.list[i]
	switch {
	case t.spots[i].spent:
		return false
	case t.spots[i].ends:
		return true
	case x.kind == pause:
		return !t.inList(i)
	case x.role&contrast != 0:
		return true
	case t.relations.is(*x, joint):
		return t.between(from, i)
	}
	return false
}

// inList reports a comma within "Kestrel, Linnet and Zarya".
func (t *targets) inList(i int) bool {
	if i == 0 || i+2 >= len(t.list) || t.spots[i-1].names == 0 || t.spots[i+1].names == 0 {
		return false
	}
	next := t.past(i + 1)
	if next >= len(t.list) {
		return false
	}
	if t.list[next].kind == pause && !t.spots[next].ends || t.relations.is(t.list[next], joint) {
		next++
	}
	return next < len(t.list) && t.spots[next].names != 0
}

// sight is over how many tokens an "and" looks for names, on either side.
const sight = 16

// between reports whether one subject is named before a place and another behind it, and something is told on either
// side of the place.
func (t *targets) between(from, at int) bool {
	var before subjects
	said := false // since the last name
	for i := max(from, at-sight); i < at; i++ {
		before |= t.spots[i].names
		said = t.spots[i].names == 0 && (said || t.says(i))
	}
	if before == 0 {
		return false
	}
	for i := at + 1; i < min(at+sight, len(t.list)) && t.list[i].kind != pause; i++ {
		if names := t.spots[i].names; names != 0 {
			return said && names&^before != 0
		}
		said = said || t.says(i)
	}
	return false
}

// joinLists makes one of a clause that is names alone, ours or others, and the one behind it in its sentence, or else the
// one before it.
func (t *targets) joinLists() {
	t.merge(func(before, _ *clause) bool { return before.words == 0 })
	t.merge(func(_, c *clause) bool { return c.words == 0 })
}

// merge makes one of neighbours in a sentence.
func (t *targets) merge(belong func(before, c *clause) bool) {
	merged := t.clauses[:0]
	for _, c := range t.clauses {
		if last := len(merged) - 1; last >= 0 && !c.opens && belong(&merged[last], &c) {
			merged[last].join(c)
			continue
		}
		merged = append(merged, c)
	}
	t.clauses = merged
}

func (c *clause) join(next clause) {
	c.to = next.to
	c.names |= next.names
	c.words += next.words
}

// inherit gives a clause without a name to those of the one before it; the first ones look ahead.
func (t *targets) inherit() {
	var about subjects
	for i := len(t.clauses) - 1; i >= 0; i-- {
		if n := t.clauses[i].names; n != 0 {
			about = n
		}
	}
	for i := range t.clauses {
		c := &t.clauses[i]
		if c.names != 0 {
			about = c.names
		}
		c.about = about
	}
}
