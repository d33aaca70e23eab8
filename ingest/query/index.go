package query

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// index knows every surface form that any topic waits for, so that one look-up says what a word of a text means to all
// of them. It is never written to once built.
type index struct {
	words    map[string][]int32 // folded words and tags → terms
	globs    map[[2]rune][]glob // by their first two runes
	literals []*literal         // by term; nil for all others
	inTitle  []bool             // by term: it counts only in the title
	rules    []rule             // one a topic
	byTerm   [][]int32          // the rules that a term stands in
	standing []int32            // the rules that can hold without any word found
	hasTags  bool
	ids      map[string]int32 // terms by what they are, while building
}

// rule is a compiled node.
type rule struct {
	op     op
	term   int32 // of a word, wildcard, tag or literal
	field  string
	want   string // of a field
	within int32
	kids   []rule
}

type glob struct {
	pattern string
	term    int32
}

// literal is exact characters, with the bytes that stand before its first word.
type literal struct {
	lead  int
	texts []string // NFC, and NFD where that differs
	words int
}

func build(topics []*node) *index {
	x := &index{words: map[string][]int32{}, globs: map[[2]rune][]glob{}, ids: map[string]int32{}}
	for i, n := range topics {
		x.rules = append(x.rules, x.rule(n, int32(i), false))
		if n.holdsOn(true) {
			x.standing = append(x.standing, int32(i))
		}
	}
	x.ids = nil
	return x
}

// rule compiles a node of a topic.
func (x *index) rule(n *node, topic int32, title bool) rule {
	title = title || n.op != opField && n.field == titleField
	r := rule{op: n.op, within: int32(n.within)}
	switch n.op {
	case opWord, opWildcard, opTag, opLiteral:
		r.term = x.term(n, topic, title)
		return r
	case opField:
		r.field, r.want = n.field, n.text
		return r
	}
	for _, k := range n.kids {
		r.kids = append(r.kids, x.rule(k, topic, title))
	}
	if n.op == opCompound {
		r.op = opPhrase
		return rule{op: opOr, kids: []rule{r, x.rule(n.whole(), topic, title)}}
	}
	return r
}

// term returns the number of a leaf, the same for all topics that have it.
func (x *index) term(n *node, topic int32, title bool) int32 {
	key := string(rune('0'+n.op)) + n.text
	if title {
		key = "title:" + key
	}
	id, known := x.ids[key]
	if !known {
		id = int32(len(x.byTerm))
		x.ids[key] = id
		x.byTerm = append(x.byTerm, nil)
		x.inTitle = append(x.inTitle, title)
		x.literals = append(x.literals, nil)
		x.enter(n, id)
	}
	if topics := x.byTerm[id]; len(topics) == 0 || topics[len(topics)-1] != topic {
		x.byTerm[id] = append(topics, topic)
	}
	return id
}

// enter makes a new term findable.
func (x *index) enter(n *node, id int32) {
	x.hasTags = x.hasTags || n.op == opTag
	switch {
	case n.op == opLiteral:
		x.enterLiteral(n.text, id)
	case strings.Contains(n.text, "*"):
		key := head([]byte(n.text))
		x.globs[key] = append(x.globs[key], glob{n.text, id})
	case n.op == opTag:
		x.words[n.text] = append(x.words[n.text], id)
	default:
		for _, form := range forms(n.text) {
			x.words[form] = append(x.words[form], id)
		}
	}
}

func (x *index) enterLiteral(text string, id int32) {
	lit := &literal{texts: []string{text}}
	if nfd := norm.NFD.String(text); nfd != text {
		lit.texts = append(lit.texts, nfd)
	}
	var sc scanner
	for sc.reset(text); sc.next(); lit.words++ {
		if lit.words == 0 {
			lit.lead = sc.start
			x.words[string(sc.word)] = append(x.words[string(sc.word)], id)
		}
	}
	x.literals[id] = lit
}

// at returns the length of the literal in text when its first word begins at that byte, 0 when it does not stand there
// as a whole word.
func (l *literal) at(text string, word int) int {
	start := word - l.lead
	if start < 0 {
		return 0
	}
	for _, want := range l.texts {
		if strings.HasPrefix(text[start:], want) && !splits(text, start) && !splits(text, start+len(want)) {
			return len(want)
		}
	}
	return 0
}

// splits reports whether the place lies inside a word.
func splits(text string, at int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	after, _ := utf8.DecodeRuneInString(text[at:])
	return isMark(after) || isWord(after) && (isWord(before) || isMark(before))
}

// head returns the first two runes of a word, the key of its globs.
func head(word []byte) (key [2]rune) {
	for i := range key {
		r, size := utf8.DecodeRune(word)
		key[i] = r
		word = word[size:]
	}
	return key
}

// matches reports whether the whole word fits the pattern; each star stands for any letters, or none.
func (g glob) matches(word []byte) bool {
	p, w := 0, 0
	star, retry := -1, 0
	for w < len(word) {
		switch {
		case p < len(g.pattern) && g.pattern[p] == '*':
			star, retry = p, w
			p++
		case p < len(g.pattern) && g.pattern[p] == word[w]:
			p++
			w++
		case star >= 0:
			retry++
			p, w = star+1, retry
		default:
			return false
		}
	}
	return strings.Trim(g.pattern[p:], "*") == ""
}
