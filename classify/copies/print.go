package copies

import (
	"math/bits"

	"molva/ingest"
	"molva/ingest/query"
)

// How many words a text needs. Below MinWords any two people may say the same ("works great", "не работает") without
// one copying the other. Below LikeWords only the same words are a copy: a word changed there makes another text, and
// what a sketch of so few pairs takes for alike is chance (it folded 102 of 16,110 texts that differed in a number).
const (
	MinWords  = 4
	LikeWords = 12
)

// Reach is the largest distance at which a text still counts as a copy.
const Reach = 3

// Print is what is remembered of a text, small enough to be saved with it. Exactly one field is set: Sketch for a text
// of at least LikeWords words, Exact for a shorter one.
type Print struct {
	Sketch uint64 `json:"sketch,omitempty"` // SimHash of the word pairs
	Exact  uint64 `json:"exact,omitempty"`  // hash of the words, below MinWords of their author too
}

// Fingerprint returns the print of what a mention says, title included. Links, names of accounts and a leading
// "RT @name:" leave no trace in it. It is false for a text that cannot be anybody's copy: one without words, or a short
// one by nobody known.
func Fingerprint(m ingest.Mention) (Print, bool) {
	var s sketcher
	s.read(m.Title)
	s.read(m.Text)
	switch {
	case s.words >= LikeWords:
		return Print{Sketch: s.sketch()}, true
	case s.words >= MinWords:
		return Print{Exact: notZero(pair(hash("words"), s.all))}, true
	}
	if s.words == 0 || m.Author.ID == "" {
		return Print{}, false
	}
	return Print{Exact: notZero(pair(pair(hash(m.Network), hash(m.Author.ID)), s.all))}, true
}

// On mixes the topics that a mention names into its print, in whatever order: two buyers may say the same of two
// products, and one opinion each is what counts. Mixing by exclusive or keeps the distance between texts on the same
// topics and puts others far apart. The zero print stays zero.
func (p Print) On(topics ...string) Print {
	var all uint64
	for _, topic := range topics {
		all += pair(topicSeed, hash(topic))
	}
	switch {
	case p.Sketch != 0:
		p.Sketch = notZero(p.Sketch ^ all)
	case p.Exact != 0:
		p.Exact = notZero(p.Exact ^ all)
	}
	return p
}

// topicSeed sets the hashes of topics apart from those of words.
const topicSeed = 0x746f706963

// distance is the number of bits in which two sketches differ, 64 when one of the texts was too short for a sketch.
func (p Print) distance(q Print) int {
	if p.Sketch == 0 || q.Sketch == 0 {
		return 64
	}
	return bits.OnesCount64(p.Sketch ^ q.Sketch)
}

// sketcher adds up the word pairs of a text.
type sketcher struct {
	scan  query.Scanner
	words int
	last  uint64 // hash of the word before
	all   uint64 // hash of all words in their order
	votes votes
}

func (s *sketcher) read(text string) {
	for word := range words(&s.scan, text) {
		s.add(hash(word))
	}
}

func (s *sketcher) add(word uint64) {
	if s.words > 0 {
		s.votes.add(pair(s.last, word))
	}
	s.words++
	s.last = word
	s.all = pair(s.all, word)
}

func (s *sketcher) sketch() uint64 { return notZero(s.votes.majority(s.words - 1)) }

// votes counts, for each of 64 bits, how many of the words that were added have it set. Bit i of the plane n is bit n of
// the count of i, so all 64 counters are moved at once: an addition by carrying, two steps a word on average.
type votes []uint64

func (v *votes) add(carry uint64) {
	planes := *v
	for n := 0; carry != 0; n++ {
		if n == len(planes) {
			planes = append(planes, 0)
		}
		planes[n], carry = planes[n]^carry, planes[n]&carry
	}
	*v = planes
}

// majority has the bits set that more than half of the words have, of which there were so many.
func (v votes) majority(words int) uint64 {
	half := uint64(words / 2)
	if half>>len(v) != 0 {
		return 0 // no counter is that long
	}
	above, equal := uint64(0), ^uint64(0) // which counts are above half as far as they are read, and which equal to it
	for n := len(v) - 1; n >= 0; n-- {
		if half>>n&1 == 0 {
			above |= equal & v[n]
			equal &^= v[n]
		} else {
			equal &= v[n]
		}
	}
	return above
}

// notZero keeps zero free to mean "none".
func notZero(h uint64) uint64 { return max(h, 1) }

// hash is FNV-1a. Prints are saved, so it must never change.
func hash[T string | []byte](s T) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}

// pair mixes two hashes, the order counting, so that every bit depends on every bit of both (the finalizer of
// SplitMix64).
func pair(a, b uint64) uint64 {
	h := a*0x9e3779b97f4a7c15 + b
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return h ^ h>>31
}
