package sentiment

// feature is one row of the table that a text touches, and the tokens that it comes from.
type feature struct {
	row   uint32
	token int32 // the last of its tokens
	span  int32 // how many tokens it covers, pauses between them not counted
}

// features are the rows of a text in two groups, each weighed by 1/√(its size): that is what keeps the many letters
// from drowning the few words.
type features struct {
	words, chars []feature
	shift        uint // 64 less the bits of a row
}

// Salts keep the families of features apart.
const (
	saltWord  = 0x9e3779b97f4a7c15
	saltPair  = 0xc2b2ae3d27d4eb4f
	saltThree = 0x165667b19e3779f9
	saltNot   = 0x27d4eb2f165667c5
	saltTag   = 0x85ebca77c2b2ae63
	saltChar  = 0xff51afd7ed558ccd
)

const textEdge = uint64(0x2545f4914f6cdd1d) // stands before the first token and after the last

// read takes the features of a stretch of tokens; first is the place of its first one in the text.
func (f *features) read(list []token, letters []rune, first int) {
	f.words, f.chars = f.words[:0], f.chars[:0]
	before, last := textEdge, textEdge
	for i := range list {
		t := &list[i]
		if t.kind == pause {
			continue
		}
		f.token(t, last, before, first+i)
		f.letters(letters[t.from:t.to], first+i)
		before, last = last, t.hash
	}
	if n := len(list); n > 0 && last != textEdge {
		f.words = append(f.words, f.at(saltPair, pair(last, textEdge), f.words[len(f.words)-1].token, 1))
	}
}

// token takes a token alone, with the one before it, and with the two before it.
func (f *features) token(t *token, last, before uint64, place int) {
	at := int32(place)
	f.words = append(f.words, f.at(saltWord, t.hash, at, 1))
	if t.kind == hashtag {
		f.words = append(f.words, f.at(saltTag, t.hash, at, 1))
	}
	if t.negated {
		f.words = append(f.words, f.at(saltNot, t.hash, at, 1))
	}
	if last == textEdge {
		f.words = append(f.words, f.at(saltPair, pair(textEdge, t.hash), at, 1))
		return
	}
	f.words = append(f.words, f.at(saltPair, pair(last, t.hash), at, 2))
	if before != textEdge {
		f.words = append(f.words, f.at(saltThree, pair(before, pair(last, t.hash)), at, 3))
	}
}

// letters takes every three and four letters in a row, edges included; five too where the alphabet is not Latin,
// because endings are longer there.
func (f *features) letters(letters []rune, place int) {
	longest := 4
	if len(letters) > 1 && letters[1] >= 0x80 {
		longest = 5
	}
	for i := range letters {
		h := uint64(hashStart)
		for n := 1; n <= longest && i+n <= len(letters); n++ {
			h = hashRune(h, letters[i+n-1])
			if n >= 3 {
				f.chars = append(f.chars, f.at(saltChar, h, int32(place), 1))
			}
		}
	}
}

// at finds the row of a hash: the top bits of a product with a constant.
func (f *features) at(salt, hash uint64, token, span int32) feature {
	h := (hash ^ salt) * 0x9e3779b97f4a7c15
	h ^= h >> 32
	return feature{row: uint32(h * 0xd6e8feb86659fd93 >> f.shift), token: token, span: span}
}

func pair(a, b uint64) uint64 { return a*0x9e3779b97f4a7c15 + b }
