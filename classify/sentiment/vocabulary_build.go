package sentiment

import (
	"cmp"
	"fmt"
	"math/bits"
	"slices"
	"strings"
	"unicode/utf8"
)

// newVocabulary joins the roles of words with the lexicon.
//
// A word of a text is known by one piece of the lexicon, the most exact: itself, or the longest stem that it begins
// with. So whatever is said of a stem is written down for all the pieces that begin with it too, from the shortest
// form to the longest, and a later, more exact one overrides it.
func newVocabulary(roles map[uint64]role, lexicon []entry) (*vocabulary, error) {
	p, err := readPieces(lexicon)
	if err != nil {
		return nil, err
	}
	v := &vocabulary{slots: make([]slot, roomFor(len(roles)+len(p.list)+len(lexicon)))}
	for hash, r := range roles {
		v.put(hash).role = r
	}
	for _, x := range p.list {
		v.put(x.hash).flags |= listed
	}
	said := sayings{vocabulary: v, pieces: p, exact: make(map[phrase]bool)}
	for _, e := range byLength(lexicon) {
		said.say(e, 0, 0, true)
	}
	return v, nil
}

// roomFor is a power of two that leaves half of the slots empty, also when stems make some more phrases.
func roomFor(things int) int { return 1 << bits.Len(uint(2*things+1)) }

// byLength orders entries from the shortest to the longest; of equal ones the last comes first, so that the first has
// the last word.
func byLength(list []entry) []entry {
	sorted := slices.Clone(list)
	slices.Reverse(sorted)
	slices.SortStableFunc(sorted, func(a, b entry) int {
		return cmp.Compare(a.length(), b.length())
	})
	return sorted
}

// sayings writes the lexicon into a vocabulary.
type sayings struct {
	*vocabulary
	pieces *pieces
	exact  map[phrase]bool // spelled so in the lexicon itself
}

// say writes the value of an entry for each way to spell it in pieces; begun is its first words. Nothing overrides what
// an entry says of its own spelling.
func (s *sayings) say(e entry, begun phrase, words int, itself bool) {
	if words == len(e.form) {
		if itself || !s.exact[begun] {
			s.set(begun, words, e.value)
			s.exact[begun] = s.exact[begun] || itself
		}
		return
	}
	for _, x := range s.pieces.under(e.form[words]) {
		at := s.place(x.hash)
		if words == 0 && len(e.form) > 1 {
			s.slots[at].flags |= leads
		}
		s.say(e, begun.and(at), words+1, itself && x.text == e.form[words])
	}
}

func (s *sayings) set(p phrase, words int, value int8) {
	if words == 1 {
		s.slots[p].value = value
		return
	}
	s.put(p.hash()).value = value
}

// piece is a word or a stem of the lexicon.
type piece struct {
	text string // with its "*"
	hash uint64
}

// pieces are sorted by text.
type pieces struct{ list []piece }

func readPieces(lexicon []entry) (*pieces, error) {
	var texts []string
	for _, e := range lexicon {
		texts = append(texts, e.form...)
	}
	slices.Sort(texts)
	p := &pieces{}
	var t tokens
	for _, text := range slices.Compact(texts) {
		stem, cut := strings.CutSuffix(text, "*")
		t.reset()
		t.read(stem)
		if len(t.list) != 1 || cut && t.list[0].kind != word {
			return nil, fmt.Errorf("%q in the lexicon is not one word", text)
		}
		hash := t.list[0].hash
		if cut {
			hash ^= stemSalt
		}
		p.list = append(p.list, piece{text, hash})
	}
	return p, nil
}

// under returns a word, or all the pieces that a stem covers, itself among them.
func (p *pieces) under(text string) []piece {
	stem, cut := strings.CutSuffix(text, "*")
	at, _ := slices.BinarySearchFunc(p.list, stem, func(x piece, stem string) int { return cmp.Compare(x.text, stem) })
	if !cut {
		return p.list[at : at+1]
	}
	var list []piece
	for _, x := range p.list[at:] {
		rest, ok := strings.CutPrefix(x.text, stem)
		if !ok {
			break
		}
		if utf8.RuneCountInString(strings.TrimSuffix(rest, "*")) <= maxEnding {
			list = append(list, x)
		}
	}
	return list
}
