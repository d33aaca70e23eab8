package sentiment

import (
	"crypto/sha256"
	"fmt"
	"math"
	"slices"
	"strings"

	"molva/classify"
	"molva/classify/lang"
)

// categories are the classes of the sorter, in the order of its columns.
var categories = [...]classify.Category{
	classify.ComplaintCategory, classify.Question, classify.Praise, classify.Suggestion, classify.Promo, classify.News,
	classify.Other,
}

const (
	classes    = len(categories)
	promoClass = 4
)

// sorter is the learned half of the category: a multinomial logistic regression over the words of a text and over what
// the rules see in it. It is read-only.
type sorter struct {
	head  sorterHead
	table []uint64 // a row in each: the weights of the classes from the lowest byte up, 128 added
}

// sorterHead is what the file of a sorter says before its table.
type sorterHead struct {
	On    basis   `json:"on"`
	Scale float64 `json:"scale"` // weight of one step of the table
	Seed  uint64  `json:"seed"`
	Texts int     `json:"texts"` // how many it was learned from
}

// basis is what a sorter stands on: the feelings and the cues that were its hints.
type basis struct {
	Model string `json:"model"` // its name, less what that says of the sorter
	Cues  string `json:"cues"`  // the beginning of the sum of cues.tsv
}

func (m *Model) basis() basis {
	sum := sha256.Sum256([]byte(cuesFile))
	return basis{Model: strings.TrimSuffix(m.name, "-"+rulesVersion()), Cues: fmt.Sprintf("%x", sum[:4])}
}

// hintWeight is what each hint counts; a word counts 1/√(the number of words).
const hintWeight = 0.5

// How probable an advert must be before a text is taken out of the figures, where the rules see none: chosen in
// cross-validation so that nine of ten are adverts. English announcements are harder to tell from them.
const (
	surePromoEnglish = 0.75
	surePromoRussian = 0.45
)

// sort names the category of the text in the scratch, whose signs and feeling are known. In a language that the sorter
// never read the rules decide.
func (t *sorter) sort(s *scratch, seen *signs, v *classify.Verdict) classify.Category {
	if v.Lang != lang.English && v.Lang != lang.Russian {
		return seen.category(v)
	}
	s.clues.read(&s.tokens, seen, v)
	z := t.logits(&s.clues)
	best := largest(&z)
	if best == promoClass && !seen.advert() && !seen.bait() && !surePromo(&z, v.Lang) {
		z[promoClass] = math.Inf(-1)
		best = largest(&z)
	}
	return categories[best]
}

func largest(z *[classes]float64) int {
	best := 0
	for i := range z {
		if z[i] > z[best] {
			best = i
		}
	}
	return best
}

func surePromo(z *[classes]float64, language string) bool {
	var sum float64
	for i := range z {
		sum += math.Exp(z[i] - z[promoClass])
	}
	if language == lang.Russian {
		return 1/sum >= surePromoRussian
	}
	return 1/sum >= surePromoEnglish
}

func (t *sorter) logits(c *clues) (z [classes]float64) {
	words, hints := t.sum(c.words), t.sum(c.hints)
	word, hint := t.head.Scale*groupWeight(len(c.words)), t.head.Scale*hintWeight
	for i := range z {
		z[i] = word*float64(words[i]) + hint*float64(hints[i])
	}
	return z
}

// inLanes is how many rows fit in the lanes of sum: 16 bits hold 257 times 255.
const inLanes = 256

// sum adds rows eight columns at once: the bytes of a row spread over two words of four lanes each, which cannot
// overflow before inLanes rows are added.
func (t *sorter) sum(rows []uint32) (total [8]int) {
	const lanes = 0x00ff00ff00ff00ff
	for part := range slices.Chunk(rows, inLanes) {
		var even, odd uint64
		for _, row := range part {
			w := t.table[row]
			even += w & lanes
			odd += w >> 8 & lanes
		}
		for i := range 4 {
			total[2*i] += int(even>>(16*i)&0xffff) - 128*len(part)
			total[2*i+1] += int(odd>>(16*i)&0xffff) - 128*len(part)
		}
	}
	return total
}
