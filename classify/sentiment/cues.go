package sentiment

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
)

//go:embed cues.tsv
var cuesFile string

// role says what a word can do by the rules: be a cue itself, or begin a longer one.
type role uint8

const (
	negator role = 1 << iota
	contrast
	opens // begins a cue that is no negator and no contrast
)

// cue is a kind of phrase.
type cue uint8

const (
	ask cue = iota + 1
	suggest
	advert
	offer
	bait
	self
	report
)

var cueNames = map[string]cue{
	"ask": ask, "suggest": suggest, "advert": advert, "offer": offer, "bait": bait, "self": self, "report": report,
}

// maxPhrase is how many words a cue may have.
const maxPhrase = 4

// cues are the words and phrases of cues.tsv, by hash.
type cues struct {
	roles   map[uint64]role
	phrases map[uint64]cue
	targets *relations
	words   *vocabulary
	sorter  *sorter
}

var loadedCues = sync.OnceValues(func() (*cues, error) { return readCues(cuesFile) })

func readCues(file string) (*cues, error) {
	targets, err := loadedRelations()
	if err != nil {
		return nil, err
	}
	c := &cues{roles: make(map[uint64]role), phrases: make(map[uint64]cue), targets: targets}
	for line := range strings.Lines(file) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		kind, phrase, _ := strings.Cut(strings.TrimSpace(line), "\t")
		if err := c.add(kind, phrase); err != nil {
			return nil, fmt.Errorf("read cues: %w", err)
		}
	}
	lexicon, err := loadedLexicon()
	if err != nil {
		return nil, err
	}
	if c.words, err = newVocabulary(c.roles, lexicon); err != nil {
		return nil, err
	}
	if c.sorter, err = loadedSorter(); err != nil {
		return nil, err
	}
	return c, nil
}

func (c *cues) add(kind, phrase string) error {
	var t tokens
	t.read(phrase)
	if n := len(t.list); n == 0 || n > maxPhrase {
		return fmt.Errorf("%q has %d words, want 1 to %d", phrase, n, maxPhrase)
	}
	first := t.list[0].hash
	switch kind {
	case "negator":
		c.roles[first] |= negator
	case "contrast":
		c.roles[first] |= contrast
	default:
		known := cueNames[kind]
		if known == 0 {
			return fmt.Errorf("%q is no kind of cue", kind)
		}
		c.roles[first] |= opens
		c.learn(t.list, known)
	}
	return nil
}

// learn keeps a phrase and its beginnings, so that at knows when to stop: one that is no cue itself has the value 0.
func (c *cues) learn(phrase []token, known cue) {
	for n := range phrase {
		c.phrases[phraseHash(phrase[:n+1])] |= 0
	}
	c.phrases[phraseHash(phrase)] = known
}

// phraseHash is the hash of tokens in their order.
func phraseHash(list []token) uint64 {
	h := uint64(hashStart)
	for _, t := range list {
		h = pair(h, t.hash)
	}
	return h
}

// at returns the longest cue that begins with the first of the tokens, and how many tokens it takes; 0 when none does.
// A comma inside does not hide it.
func (c *cues) at(list []token) (found cue, taken int) {
	if list[0].role&opens == 0 {
		return 0, 0
	}
	h, words := uint64(hashStart), 0
	for i := range list {
		if list[i].kind == pause {
			continue
		}
		if list[i].kind > hashtag || words == maxPhrase {
			break
		}
		h = pair(h, list[i].hash)
		words++
		known, begun := c.phrases[h]
		if !begun {
			break
		}
		if known != 0 {
			found, taken = known, i+1
		}
	}
	return found, taken
}

// reach is how many words a negator turns.
const reach = 4

// negate marks the words that stand under a negation: up to four, to the end of the clause.
func negate(list []token) {
	left := 0
	for i := range list {
		t := &list[i]
		switch {
		case t.kind == pause || t.role&contrast != 0:
			left = 0
		case t.role&negator != 0:
			left = reach
		case t.kind == word && left > 0:
			t.negated = true
			left--
		}
	}
}
