package query

import "strings"

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

// builder makes an index.
type builder struct {
	*index
	terms map[leafKey]int32
}

// leafKey tells terms apart. Topics that ask for the same share its term.
type leafKey struct {
	op    op
	text  string
	title bool
}

func build(topics []*node) *index {
	x := builder{&index{words: map[string][]int32{}, globs: map[[2]rune][]glob{}}, map[leafKey]int32{}}
	for i, n := range topics {
		x.rules = append(x.rules, x.rule(n, int32(i), false))
		if n.holdsOn(true) {
			x.standing = append(x.standing, int32(i))
		}
	}
	return x.index
}

// rule compiles a node of a topic.
func (x *builder) rule(n *node, topic int32, title bool) rule {
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
func (x *builder) term(n *node, topic int32, title bool) int32 {
	key := leafKey{n.op, n.text, title}
	id, known := x.terms[key]
	if !known {
		id = int32(len(x.byTerm))
		x.terms[key] = id
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
func (x *builder) enter(n *node, id int32) {
	var found []string
	switch {
	case n.op == opLiteral:
		var first string
		x.literals[id], first = newLiteral(n.text)
		found = []string{first}
	case strings.Contains(n.text, "*"):
		key := head([]byte(n.text))
		x.globs[key] = append(x.globs[key], glob{n.text, id})
	case n.op == opTag:
		found = []string{n.text}
	default:
		found = forms(n.text)
	}
	for _, word := range found {
		x.words[word] = append(x.words[word], id)
	}
	x.hasTags = x.hasTags || n.op == opTag
}
