package reply

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed phrases.tsv
var phraseFile string

// Table is phrases.tsv. Whoever reads replies by another one finds other things in them.
func Table() string { return phraseFile }

// kind is what a phrase does.
type kind uint8

const (
	other kind = iota
	agree
	sole
	deny
	pass
	turn
)

var kinds = map[string]kind{"agree": agree, "sole": sole, "deny": deny, "pass": pass, "turn": turn}

// maxPhrase is how many words a phrase may have.
const maxPhrase = 5

// phrases are the kinds of the phrases of phrases.tsv.
var phrases = sync.OnceValue(func() map[string]kind {
	known := make(map[string]kind)
	for line := range strings.Lines(phraseFile) {
		name, list, _ := strings.Cut(strings.TrimSpace(line), "\t")
		for phrase := range strings.SplitSeq(list, ", ") {
			if kinds[name] != other {
				known[phrase] = kinds[name]
			}
		}
	}
	return known
})

// at returns the longest phrase that the words begin with, and how many of them it takes: one at least.
func at(list []word) (known kind, taken int) {
	key, all := "", phrases()
	taken = 1
	for n := range min(maxPhrase, len(list)) {
		if n > 0 {
			key += " "
		}
		key += list[n].text
		if k := all[key]; k != other {
			known, taken = k, n+1
		}
	}
	return known, taken
}
