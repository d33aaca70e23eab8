package sentiment

// weigh writes to each token what the lexicon says of it. A phrase goes before its words and is said by the first of
// them; under a negation a value is turned about and loses a quarter, as "not great" is bad, but not terrible.
func (v *vocabulary) weigh(list []token) {
	for i := 0; i < len(list); i++ {
		t := &list[i]
		if t.known == 0 {
			continue
		}
		value, words := v.says(list[i:])
		t.says, t.covers = 4*value, int8(words)
		if t.negated {
			t.says = -3 * value
		}
		i += words - 1
	}
}

// says returns the value of the longest phrase that the tokens begin with, and its length.
func (v *vocabulary) says(list []token) (value int8, words int) {
	first := &v.slots[list[0].known]
	value, words = first.value, 1
	if first.flags&leads == 0 {
		return value, words
	}
	begun := phrase(list[0].known)
	for n := 1; n < min(maxForm, len(list)) && list[n].known != 0; n++ {
		begun = begun.and(list[n].known)
		if at := v.find(begun.hash()); at != 0 {
			value, words = v.slots[at].value, n+1
		}
	}
	return value, words
}

// mood sums up what the lexicon says of some tokens, in eighths of a point.
type mood struct {
	good, bad         int // sums, both from 0 up
	goods, bads       int // how many of each
	strongest, latest int // tokens; -1 when there is none
}

func moodOf(list []token) mood {
	m := mood{strongest: -1, latest: -1}
	for i := range list {
		says := int(list[i].says)
		switch {
		case says == 0:
			continue
		case says > 0:
			m.good += says
			m.goods++
		default:
			m.bad -= says
			m.bads++
		}
		m.latest = i
		if m.strongest < 0 || abs(says) > abs(int(list[m.strongest].says)) {
			m.strongest = i
		}
	}
	return m
}

func abs(n int) int { return max(n, -n) }

// grade puts a sum of eighths into one of eight bins on each side of 0: finer where most texts are.
func grade(eighths int) int {
	n := abs(eighths)
	bin := 0
	for _, edge := range [...]int{1, 6, 12, 18, 26, 36, 52} {
		if n >= edge {
			bin++
		}
	}
	if eighths < 0 {
		return -bin
	}
	return bin
}

// saysAt is what the lexicon says of one of the tokens, 0 for the token -1.
func saysAt(list []token, at int) int {
	if at < 0 {
		return 0
	}
	return int(list[at].says)
}
