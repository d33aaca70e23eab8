package lang

import "fmt"

// trigrams says how likely a letter is after the two before it, in one language: for every triple of letters
// -ln p in steps of 1/trigramStep, one byte each, the last letter running fastest.
type trigrams struct {
	alphabet alphabet
	cost     []byte
}

const trigramStep = 24

// alphabet is a run of letters in Unicode; its symbols are 0 for the edge of a word and 1 + the letter's place.
type alphabet struct {
	first rune
	size  int // letters, without the edge
}

var (
	latinAlphabet    = alphabet{first: 'a', size: 26}
	cyrillicAlphabet = alphabet{first: 'а', size: 32}
)

// symbol is 0 for what is not one of the letters, which then counts as the edge of a word.
func (a alphabet) symbol(r rune) int {
	if r < a.first || int(r-a.first) >= a.size {
		return 0
	}
	return 1 + int(r-a.first)
}

// at is the place of a triple of symbols in the table.
func (a alphabet) at(x, y, z int) int { return (x*(a.size+1)+y)*(a.size+1) + z }

// triples is how many there are.
func (a alphabet) triples() int { return a.at(a.size, a.size, a.size) + 1 }

func readTrigrams(folder string, a alphabet) trigrams {
	cost := []byte(mustRead(folder + "/trigrams.bin"))
	if len(cost) != a.triples() {
		panic(fmt.Sprintf("embedded file %s/trigrams.bin has %d bytes, want %d", folder, len(cost), a.triples()))
	}
	return trigrams{alphabet: a, cost: cost}
}

// of returns -ln p of symbol z after x and y.
func (t *trigrams) of(x, y, z int) float32 {
	return float32(t.cost[t.alphabet.at(x, y, z)]) / trigramStep
}

// How a word that no list has counts: less than nothing, unless its letters follow one another as the language likes
// them. Each word's say is bounded, because names follow no rules.
const (
	usualCost    = 2.3
	trigramValue = 0.12
	mostFor      = 0.4
	mostAgainst  = -0.45
)

// score is positive for a word that looks like one of the language.
func (t *trigrams) score(word string) float32 {
	var sum float32
	var x, y int
	step := func(z int) {
		sum += usualCost - t.of(x, y, z)
		x, y = y, z
	}
	for _, r := range word {
		step(t.alphabet.symbol(fold(r)))
	}
	step(0)
	return min(mostFor, max(mostAgainst, sum*trigramValue))
}
