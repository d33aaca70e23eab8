package terms

import (
	_ "embed"
	"strings"
	"sync"
)

// The words of both languages, written by us. A line is a kind and words: "stop" words and chatter are no terms, "not"
// negates what follows, "same" reads the words after the first as the first.
var (
	//go:embed en.txt
	enList string
	//go:embed ru.txt
	ruList string
)

// words are the lists, by folded word without apostrophes.
type words struct {
	stop, not map[string]bool
	same      map[string]string
}

var lists = sync.OnceValue(func() *words {
	w := &words{stop: make(map[string]bool), not: make(map[string]bool), same: make(map[string]string)}
	for _, list := range []string{enList, ruList} {
		for line := range strings.Lines(list) {
			w.take(strings.Fields(line))
		}
	}
	return w
})

func (w *words) take(line []string) {
	if len(line) == 0 {
		return
	}
	switch kind, list := line[0], line[1:]; kind {
	case "stop", "not":
		for _, word := range list {
			w.stop[word] = true
			if kind == "not" {
				w.not[word] = true
			}
		}
	case "same":
		for _, word := range list[1:] {
			w.same[word] = list[0]
		}
	}
}

// Stop reports a folded word that says nothing by itself: a stop word, chatter or a negation.
func Stop(word string) bool { return lists().stop[word] }
