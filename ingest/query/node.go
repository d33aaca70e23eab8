package query

import (
	"strconv"
	"strings"
)

// op is what a node of an expression does.
type op uint8

const (
	opWord     op = iota // text: a folded word, matched in all its forms
	opWildcard           // text: a folded word with stars
	opTag                // text: a folded #hashtag or @handle
	opLiteral            // text: exact characters
	opCompound           // kids: words with hyphens between, which may also be written as one or apart
	opPhrase             // kids: words and compounds, one next to the other
	opNear               // kids: two, at most within words from each other
	opField              // text: what the field must say
	opNot
	opAnd
	opOr
)

// node is a part of a parsed expression.
type node struct {
	op     op
	text   string
	field  string // of opField; "title" on a word, tag, literal, phrase that must stand in the title
	within int    // of opNear
	kids   []*node
}

const titleField = "title"

// join makes one node of several, without brackets inside brackets.
func join(op op, kids []*node) *node {
	if len(kids) == 1 {
		return kids[0]
	}
	flat := make([]*node, 0, len(kids))
	for _, k := range kids {
		if k.op == op {
			flat = append(flat, k.kids...)
		} else {
			flat = append(flat, k)
		}
	}
	return &node{op: op, kids: flat}
}

// positional reports whether a node has a place in the text, so that NEAR can measure from it.
func (n *node) positional() bool {
	switch n.op {
	case opOr:
		for _, k := range n.kids {
			if !k.positional() {
				return false
			}
		}
		return true
	case opNear, opField, opNot, opAnd:
		return false
	}
	return true
}

// holdsOn reports whether the node can hold for a text with none of the words, given whether the fields can.
func (n *node) holdsOn(fields bool) bool { return n.can(true, fields) }

// can reports whether the node can come out as want when no word is found. With unsure, a field may come out either
// way; without, it fails.
func (n *node) can(want, unsure bool) bool {
	switch n.op {
	case opNot:
		return n.kids[0].can(!want, unsure)
	case opField:
		return unsure || !want
	case opAnd, opOr:
		all := want == (n.op == opAnd) // every part has to come out so; else one is enough
		for _, k := range n.kids {
			if k.can(want, unsure) != all {
				return !all
			}
		}
		return all
	}
	return !want
}

// whole returns a compound written as one word.
func (n *node) whole() *node {
	whole := &node{op: opWord}
	for _, k := range n.kids {
		whole.text += k.text
		whole.op = max(whole.op, k.op) // one wildcard makes it one
	}
	return whole
}

func (n *node) String() string {
	var b strings.Builder
	n.write(&b)
	return b.String()
}

func (n *node) write(b *strings.Builder) {
	if n.field != "" {
		b.WriteString(n.field + ":")
	}
	switch n.op {
	case opLiteral:
		b.WriteString("{" + n.text + "}")
	case opField:
		b.WriteString(`"` + n.text + `"`)
	case opCompound:
		n.writeKids(b, "-")
	case opPhrase:
		b.WriteByte('"')
		n.writeKids(b, " ")
		b.WriteByte('"')
	case opNear:
		n.writeKids(b, " NEAR/"+strconv.Itoa(n.within)+" ")
	case opNot:
		b.WriteString("NOT ")
		n.kids[0].writeIn(b)
	case opAnd:
		n.writeKids(b, " AND ")
	case opOr:
		n.writeKids(b, " OR ")
	default:
		b.WriteString(n.text)
	}
}

func (n *node) writeKids(b *strings.Builder, between string) {
	for i, k := range n.kids {
		if i > 0 {
			b.WriteString(between)
		}
		k.writeIn(b)
	}
}

// writeIn writes a node that stands inside another one.
func (n *node) writeIn(b *strings.Builder) {
	if n.op < opAnd && n.op != opNear {
		n.write(b)
		return
	}
	b.WriteByte('(')
	n.write(b)
	b.WriteByte(')')
}
