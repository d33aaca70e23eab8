package sentiment

// far is over how many words a comparison reaches for its names.
const far = 8

// compare finds out who stands where in comparisons. What is found first stays.
func (t *targets) compare() {
	for i := 0; i < len(t.list); {
		if !t.relations.mayBegin(t.list[i].hash) {
			i++
			continue
		}
		kind, words := t.relations.at(t.list[i:])
		if kind != unrelated {
			t.relate(kind, i, i+words)
		}
		i += max(words, 1)
	}
}

// relate gives the subjects around a phrase their roles.
func (t *targets) relate(kind relation, from, to int) {
	switch {
	case kind == better:
		t.rank(from, to, 1)
	case kind == worse:
		t.rank(from, to, -1)
	case !t.named.one():
		t.relateTwo(kind, from, to)
	}
}

// relateTwo reads what says nothing of one alone: people beat, prefer and leave all sorts of things.
func (t *targets) relateTwo(kind relation, from, to int) {
	left, right := t.seek(from-1, -1, far), t.seek(to, 1, far)
	switch kind {
	case beats:
		t.order(left, right, 1)
	case loses:
		t.order(left, right, -1)
	case prefer:
		if right >= 0 {
			t.order(right, t.seek(t.past(right), 1, far), 1)
		}
	case leave:
		t.move(to, false)
	case drop:
		t.move(to, true)
	case unlike:
		t.pass(from, to)
	}
}

// order gives two names their roles: s to the first, the opposite to the second; either may be missing.
func (t *targets) order(first, second int, s sign) {
	t.give(first, s)
	t.give(second, -s)
}

func (t *targets) give(at int, s sign) {
	if at < 0 {
		return
	}
	for i := range t.roles {
		if t.spots[at].names.has(i) && t.roles[i] == 0 {
			t.roles[i] = s
		}
	}
}

// rank reads "A is better than B", "A лучше B", "better than B: A" and "лучше A, чем B". A comparative without anything to
// compare with is an opinion like any other, and what is no better may be good or bad.
func (t *targets) rank(from, to int, s sign) {
	thanAt := t.find(than, to, far)
	left := t.seek(from-1, -1, far)
	right := -1
	switch {
	case thanAt >= 0:
		right = t.seek(thanAt+1, 1, far)
		if between := t.seek(to, 1, thanAt-to); left < 0 && between >= 0 && between < thanAt {
			left = between
		}
	case left >= 0:
		right = t.seek(to, 1, 3)
	}
	if right < 0 || t.crosses(to, right, thanAt) {
		return
	}
	if left < 0 {
		left = t.seek(t.past(right), 1, far)
	}
	switch {
	case t.list[from].negated && left >= 0: // what A is no better than may be just as bad
		t.give(left, -s)
	case t.list[from].negated: // "nothing is better than B"
		t.give(right, s)
	case left >= 0 || s > 0: // what is worse than B need not make B good
		t.order(left, right, s)
	}
}

// crosses reports a pause on the way to what is compared with, other than the one before "than".
func (t *targets) crosses(from, to, thanAt int) bool {
	for i := from; i < to; i++ {
		if t.list[i].kind == pause && i != thanAt-1 {
			return true
		}
	}
	return false
}

// find looks for a relation of one word from a place on, in the same sentence.
func (t *targets) find(kind relation, at, words int) int {
	for ; at < len(t.list) && words >= 0 && !t.spots[at].ends; at++ {
		if t.relations.is(t.list[at], kind) {
			return at
		}
		words--
	}
	return -1
}

// move reads "switched from A to B", "перешёл на B с A" and, where the verb drops what follows it, "left A for B". It takes
// two: who only goes to Kestrel may be on the way to buy bread.
func (t *targets) move(at int, drops bool) {
	var gone, come = -1, -1
	for range 2 {
		name := t.seek(at, 1, far)
		if name < 0 {
			break
		}
		switch t.before(at, name) {
		case outOf:
			gone = name
		case into:
			come = name
		default:
			if drops && gone < 0 {
				gone = name
			} else if gone >= 0 {
				come = name
			}
		}
		at = t.past(name)
	}
	if gone >= 0 && come >= 0 {
		t.order(gone, come, -1)
	}
}

// before returns the preposition that stands nearest before a name.
func (t *targets) before(from, name int) relation {
	for i := name - 1; i >= from; i-- {
		for _, kind := range [...]relation{outOf, into} {
			if t.relations.is(t.list[i], kind) {
				return kind
			}
		}
	}
	return unrelated
}

// pass reads "unlike A, B …" and "B instead of A", and takes what is said of A out of what is said of the others.
func (t *targets) pass(from, to int) {
	name := t.seek(to, 1, 3)
	if name < 0 {
		return
	}
	end := t.past(name)
	other := t.seek(from-1, -1, far)
	if other < 0 {
		other = t.seek(end, 1, far)
	}
	if other < 0 {
		return
	}
	t.order(name, other, -1)
	t.passed |= t.spots[name].names
	t.chosen |= t.spots[other].names &^ t.spots[name].names
	for i := from; i < end; i++ {
		t.spots[i].spent = true
	}
}
