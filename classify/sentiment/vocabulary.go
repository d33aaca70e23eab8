package sentiment

import (
	"cmp"
	"fmt"
	"math/bits"
	"slices"
	"strings"
	"unicode/utf8"
)

// vocabulary is what is known of words: what they do by the rules, and what the lexicon says of them and of phrases. It
// is asked about each word of each text, so most are settled by one bit of a sieve that fits a processor's first cache.
type vocabulary struct {
	sieve [1 << (sieveBits - 6)]uint64
	slots []slot // open addressing, a power of two of them; the first is never used, so that 0 means unknown
}

// slot is a word, a stem or a phrase.
type slot struct {
	check uint32 // the upper half of its hash; the lower half led here
	role  role
	value int8 // in half points; 0 for a word that only stands in phrases
	flags uint8
}

const (
	taken  uint8 = 1 << iota
	listed       // in the lexicon
	leads        // phrases of the lexicon begin with it
)

const sieveBits = 18

// stemSalt keeps "рад*" apart from "рад".
const stemSalt = 0x5bd1e995aaaa1111

// maxEnding is how many letters may follow a stem; minStem how many a stem has.
const (
	maxEnding = 5
	minStem   = 2
)

// find returns the place of a word or of a salted stem, 0 when nothing is known of it.
func (v *vocabulary) find(hash uint64) int {
	if v.sieve[hash>>(64-sieveBits+6)]>>(hash>>(64-sieveBits)&63)&1 == 0 {
		return 0
	}
	return v.search(hash)
}

func (v *vocabulary) search(hash uint64) int {
	at := v.place(hash)
	if v.slots[at].flags&taken == 0 {
		return 0
	}
	return at
}

// place is where a hash is or would be.
func (v *vocabulary) place(hash uint64) int {
	mask := len(v.slots) - 1
	for at := int(hash) & mask; ; at = (at + 1) & mask {
		if s := &v.slots[at]; at != 0 && (s.flags&taken == 0 || s.check == uint32(hash>>32)) {
			return at
		}
	}
}

// word returns the role of a word, and its place in the lexicon: its own, or else that of its stem.
func (v *vocabulary) word(hash uint64, stem int) (role, int) {
	at := v.find(hash)
	if s := &v.slots[at]; s.flags&listed == 0 {
		return s.role, stem
	}
	return v.slots[at].role, at
}

// stems follows a word letter by letter and keeps the longest stem of the lexicon that it begins with.
type stems struct{ place, letters int }

// pass is told the hash of the first n letters.
func (s *stems) pass(v *vocabulary, hash uint64, n int) {
	if n < minStem {
		return
	}
	if at := v.find(hash ^ stemSalt); at != 0 {
		s.place, s.letters = at, n
	}
}

// longest is the place of the stem for a word of n letters, 0 when the ending is too long for one.
func (s *stems) longest(n int) int {
	if n > s.letters+maxEnding {
		return 0
	}
	return s.place
}

// put returns the slot of a hash, made when it was not there.
func (v *vocabulary) put(hash uint64) *slot {
	v.sieve[hash>>(64-sieveBits+6)] |= 1 << (hash >> (64 - sieveBits) & 63)
	s := &v.slots[v.place(hash)]
	s.check, s.flags = uint32(hash>>32), s.flags|taken
	return s
}

// phrase is a few pieces of the lexicon in a row, each by its place.
type phrase uint64

func (p phrase) and(place int) phrase { return p<<20 | phrase(place) }

func (p phrase) hash() uint64 {
	h := uint64(p) * 0xd6e8feb86659fd93
	return (h ^ h>>32) * 0xd6e8feb86659fd93
}

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
