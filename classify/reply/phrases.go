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

// table is phrases.tsv, read.
type table struct {
	kinds   map[string]kind // of each phrase
	longest map[string]int  // of a word: how many words those phrases have at most that begin with it
}

var phrases = sync.OnceValue(func() table {
	known := table{map[string]kind{}, map[string]int{}}
	for line := range strings.Lines(phraseFile) {
		name, list, _ := strings.Cut(strings.TrimSpace(line), "\t")
		for phrase := range strings.SplitSeq(list, ", ") {
			if kinds[name] != other {
				first, _, _ := strings.Cut(phrase, " ")
				known.kinds[phrase] = kinds[name]
				known.longest[first] = max(known.longest[first], strings.Count(phrase, " ")+1)
			}
		}
	}
	return known
})

// at returns the longest phrase that the words begin with, and how many of them it takes: one at least.
func at(list []word) (known kind, taken int) {
	key, all := "", phrases()
	taken = 1
	for n := range min(all.longest[list[0].text], len(list)) {
		if n > 0 {
			key += " "
		}
		key += list[n].text
		if k := all.kinds[key]; k != other {
			known, taken = k, n+1
		}
	}
	return known, taken
}
