package sentiment

import (
	"math/bits"

	"molva/classify"
)

// clues are the rows of the sorter's table that one text touches: one or two for each of its words, and one for each
// thing that is known of it beside them.
type clues struct {
	words, hints []uint32
}

// Salts keep the two kinds of rows of a word apart, and the hints from both.
const (
	saltClue = 0x8ebc6af09c88c6e3
	saltStem = 0xa0761d6478bd642f
	saltHint = 0xe7037ed1a0b428db
)

// sorterBits is how many bits a row has: 1<<sorterBits rows.
const sorterBits = 15

func clueRow(salt, hash uint64) uint32 {
	h := (hash ^ salt) * 0x9e3779b97f4a7c15
	h ^= h >> 32
	return uint32(h * 0xd6e8feb86659fd93 >> (64 - sorterBits))
}

// read takes the clues of a text. What it knows beside the words are the signs and the feeling.
func (c *clues) read(text *tokens, s *signs, v *classify.Verdict) {
	c.words, c.hints = c.words[:0], c.hints[:0]
	var kinds [pause + 1]int
	for i := range text.list {
		t := &text.list[i]
		kinds[t.kind]++
		if t.kind == pause {
			continue
		}
		c.words = append(c.words, clueRow(saltClue, t.hash))
		if hash, ok := stem(text.letters[t.from:t.to]); ok {
			c.words = append(c.words, clueRow(saltStem, hash))
		}
	}
	c.feeling(v)
	c.shape(text.list, &kinds, s)
	c.rules(s, v)
}

// stemLetters is how many letters a word keeps so that its forms fall together. Five did best of four to six, alone and
// in pairs.
const stemLetters = 5

// stem hashes the beginning of a word that stands between its edges; ok is false where the word is shorter.
func stem(letters []rune) (hash uint64, ok bool) {
	if len(letters) < stemLetters+2 {
		return 0, false
	}
	hash = hashStart
	for _, r := range letters[1 : stemLetters+1] {
		hash = hashRune(hash, r)
	}
	return hash, true
}

// family is what a hint is about.
type family uint64

const (
	ofAll family = iota
	ofNegative
	ofNeutral
	ofPositive
	ofCue
	ofAsking
	ofKind
	ofLength
	ofOpening
	ofClosing
	ofRules
	ofAttitude
	ofVoice
	ofSelling
)

func (c *clues) hint(f family, value int) {
	c.hints = append(c.hints, clueRow(saltHint, uint64(f)<<8|uint64(value)))
}

// feeling tells the three probabilities, in sixths.
func (c *clues) feeling(v *classify.Verdict) {
	sixth := func(p float64) int { return min(int(p*6), 5) }
	c.hint(ofAll, 0)
	c.hint(ofNegative, sixth(v.P.Negative))
	c.hint(ofNeutral, sixth(v.P.Neutral))
	c.hint(ofPositive, sixth(v.P.Positive))
}

// shape tells what a text is made of and how it begins and ends.
func (c *clues) shape(list []token, kinds *[pause + 1]int, s *signs) {
	for k, n := range kinds {
		if kind(k) != word && kind(k) != pause {
			c.hint(ofKind, k<<2|min(n, 3))
		}
	}
	c.hint(ofLength, min(bits.Len(uint(kinds[word]+1)), 8))
	if len(list) > 0 {
		c.hint(ofOpening, int(list[0].kind))
		c.hint(ofClosing, int(list[len(list)-1].kind))
	}
	for k := ask; k <= report; k++ {
		c.hint(ofCue, int(k)<<2|min(s.cues[k], 2))
	}
	c.hint(ofAsking, bit(s.opensAsk)<<1|bit(s.endsAsk))
}

// rules tells what the rules would say, and what their parts say together.
func (c *clues) rules(s *signs, v *classify.Verdict) {
	links, person := min(s.links, 1), min(s.cues[self], 1)
	c.hint(ofRules, bit(s.advert())<<3|bit(s.bait())<<2|bit(s.headline())<<1|bit(s.impersonal()))
	c.hint(ofAttitude, (int(v.Sentiment)+1)<<2|bit(s.asks())<<1|min(s.cues[suggest], 1))
	c.hint(ofVoice, links<<3|person<<2|min(s.cues[report], 1)<<1|bit(s.loud))
	c.hint(ofSelling, links<<3|min(s.cues[advert]+s.cues[offer], 3)<<1|person)
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}
