package sentiment

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
