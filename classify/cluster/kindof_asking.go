package cluster

import (
	_ "embed"
	"strings"
	"sync"

	"molva/ingest/query"
)

// request is how a text asks a company for something; the zero value is not at all.
type request struct {
	bids  bool // a command or a question, and no link
	needs bool // a customer speaks, of a need
	owns  bool // a customer speaks, of a thing of his own or of help with it
	opens bool // it begins with a command, a question or a need
}

// cue is a kind of phrase in kindof_asking.tsv.
type cue int

const (
	noCue cue = iota
	pass
	bid
	need
	own
	staff
	skip
	lead
)

var cueNames = map[string]cue{"pass": pass, "bid": bid, "need": need, "own": own, "staff": staff, "skip": skip, "lead": lead}

//go:embed kindof_asking.tsv
var cueFile string

// cues are the kinds of the phrases; "^ " before a phrase binds it to the beginning of a sentence.
var cues = sync.OnceValue(func() map[string]cue {
	known := make(map[string]cue)
	for line := range strings.Lines(cueFile) {
		kind, phrases, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok {
			continue
		}
		for phrase := range strings.SplitSeq(phrases, ", ") {
			known[phrase] = cueNames[kind]
		}
	}
	return known
})

const (
	maxCue   = 4  // words of a phrase, the mark of a beginning included
	maxAsked = 60 // words of a text that are read: who asks comes to it soon
	maxBid   = 30 // words of a text that may be a bid: in a long one, such words stand in a story
)

// requestIn reads a text and its title.
func requestIn(title, text string) (r request) {
	var l line
	l.read(title)
	l.read(text)
	for i := range l.starts {
		known := l.cueAt(i)
		switch known {
		case staff:
			return request{}
		case own:
			r.owns = true
		case need:
			r.needs = true
		case bid:
			r.bids = r.bids || !l.linked && len(l.starts) <= maxBid
		}
		r.opens = r.opens || i <= 1 && (known == bid || known == need) || i == 0 && known == own
	}
	return r
}

// line is a text as its folded words with single spaces between and "^" where a sentence begins.
type line struct {
	words  []byte
	starts []int // of each word
	linked bool
}

func (l *line) read(text string) {
	var scan query.Scanner
	scan.Reset(text)
	end, opens, passing := 0, true, false
	for scan.Next() && len(l.starts) < maxAsked {
		start, after := scan.Span()
		gap := text[end:start]
		end = after
		opens = opens || strings.ContainsAny(gap, ".!?\n…")
		word := string(scan.Word())
		link := word == "http" || word == "https" || word == "www"
		l.linked = l.linked || link
		passing = link || strings.HasSuffix(gap, "@") || passing && !strings.ContainsAny(gap, " \n")
		if known := cues()[word]; passing || known == skip || known == lead && opens {
			continue
		}
		if opens {
			l.add("^")
		}
		l.add(word)
		opens = false
	}
}

func (l *line) add(word string) {
	l.starts = append(l.starts, len(l.words))
	l.words = append(append(l.words, word...), ' ')
}

// cueAt is the kind of the longest phrase that begins with a word.
func (l *line) cueAt(i int) cue {
	for n := min(maxCue, len(l.starts)-i); n > 0; n-- {
		end := len(l.words)
		if i+n < len(l.starts) {
			end = l.starts[i+n]
		}
		if known, ok := cues()[string(l.words[l.starts[i]:end-1])]; ok {
			return known
		}
	}
	return noCue
}
