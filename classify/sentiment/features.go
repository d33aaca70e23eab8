package sentiment

import (
	"math"
	"slices"
)

// features are the rows of the table that a text touches, in three groups. The rows of words and of letters each weigh
// 1/√(how many there are): that is what keeps the many letters from drowning the few words. The rows of the lexicon's
// sums are always as many and weigh sumWeight each.
type features struct {
	words, chars, sums []uint32
	shift              uint     // 64 less the bits of a row
	origins            *origins // where the rows come from; nil when nobody asks
}

// group is rows that weigh the same.
type group struct {
	rows  []uint32
	value float64
}

func (f *features) groups() [3]group {
	return [3]group{
		{f.words, groupWeight(len(f.words))},
		{f.chars, groupWeight(len(f.chars))},
		{f.sums, sumWeight},
	}
}

// groupWeight is what each row of a group of n counts.
func groupWeight(n int) float64 { return 1 / math.Sqrt(float64(max(n, 1))) }

// sumWeight is what each sum of the lexicon counts.
const sumWeight = 0.3

// Salts keep the families of features apart.
const (
	saltWord  = 0x9e3779b97f4a7c15
	saltPair  = 0xc2b2ae3d27d4eb4f
	saltNot   = 0x27d4eb2f165667c5
	saltTag   = 0x85ebca77c2b2ae63
	saltThree = 0x165667b19e3779f9
	saltFour  = 0xff51afd7ed558ccd
	saltSum   = 0xc4ceb9fe1a85ec53
)

const textEdge = uint64(0x2545f4914f6cdd1d) // stands before the first token and after the last

// read takes the features of a stretch of tokens.
func (f *features) read(list []token, letters []rune) {
	f.words, f.chars, f.sums = f.words[:0], f.chars[:0], f.sums[:0]
	last, before := textEdge, -1
	for i := range list {
		t := &list[i]
		if t.kind == pause {
			continue
		}
		f.token(t)
		f.words = append(f.words, f.row(saltPair, pair(last, t.hash)))
		f.letters(letters[t.from:t.to])
		if f.origins != nil {
			f.origins.follow(f, before, i)
		}
		last, before = t.hash, i
	}
	if last != textEdge {
		f.words = append(f.words, f.row(saltPair, pair(last, textEdge)))
		if f.origins != nil {
			f.origins.follow(f, -1, before)
		}
	}
	f.mood(list)
}

// token takes a token alone, as a hashtag, and under a negation.
func (f *features) token(t *token) {
	f.words = append(f.words, f.row(saltWord, t.hash))
	if t.kind == hashtag {
		f.words = append(f.words, f.row(saltTag, t.hash))
	}
	if t.negated {
		f.words = append(f.words, f.row(saltNot, t.hash))
	}
}

// letterBits is how far apart letters stand in the key of a few of them: rarer ones than ours, which need more bits,
// mix with their neighbours.
const letterBits = 16

// letters takes every three and four letters in a row, edges included.
func (f *features) letters(letters []rune) {
	const three, four = 1<<(3*letterBits) - 1, uint64(1<<(4*letterBits) - 1)
	if len(letters) < 3 {
		return
	}
	n := len(f.chars)
	f.chars = slices.Grow(f.chars, 2*len(letters)-5)[:n+2*len(letters)-5]
	rows := f.chars[n:]
	key := (uint64(letters[0])<<letterBits|uint64(letters[1]))<<letterBits | uint64(letters[2])
	rows[0] = f.row(saltThree, key&three)
	for i, r := range letters[3:] {
		key = (key<<letterBits | uint64(r)) & four
		rows[2*i+1] = f.row(saltThree, key&three)
		rows[2*i+2] = f.row(saltFour, key)
	}
}

// mood takes what the lexicon says of all the tokens together, each number in coarse bins.
func (f *features) mood(list []token) {
	m := moodOf(list)
	bins := [...]int{
		sumGood:      grade(m.good),
		sumBad:       grade(m.bad),
		sumGoods:     min(m.goods, 4),
		sumBads:      min(m.bads, 4),
		sumBalance:   grade(m.good - m.bad),
		sumStrongest: grade(saysAt(list, m.strongest)),
		sumLatest:    grade(saysAt(list, m.latest)),
	}
	for kind, bin := range bins {
		f.sums = append(f.sums, f.row(saltSum, uint64(kind<<8+bin+128)))
	}
}

// The sums of the lexicon, in the order of features.sums.
const (
	sumGood = iota
	sumBad
	sumGoods
	sumBads
	sumBalance
	sumStrongest
	sumLatest
)

// row finds the row of a hash: the top bits of a product with a constant.
func (f *features) row(salt, hash uint64) uint32 {
	h := (hash ^ salt) * 0x9e3779b97f4a7c15
	h ^= h >> 32
	return uint32(h * 0xd6e8feb86659fd93 >> f.shift)
}

func pair(a, b uint64) uint64 { return a*0x9e3779b97f4a7c15 + b }
