package query

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// leaf makes a node of a word, a phrase or a literal.
func (p *parser) leaf(t token) (*node, error) {
	n, err := p.value(t)
	if err != nil {
		return nil, err
	}
	if p.terms += max(len(n.kids), 1); p.terms > MaxTerms {
		return nil, &Error{t.column, t.found(), fmt.Sprintf("at most %d words", MaxTerms)}
	}
	return n, nil
}

func (p *parser) value(t token) (*node, error) {
	if p.field != "" && p.field != titleField {
		return fieldNode(p.field, t)
	}
	n, err := textNode(t)
	if err != nil {
		return nil, err
	}
	n.field = p.field
	return n, nil
}

// textNode makes a node of what the text must hold.
func textNode(t token) (*node, error) {
	if t.kind == literalToken {
		return literalNode(t)
	}
	kids, err := wordNodes(t)
	if err != nil {
		return nil, err
	}
	switch len(kids) {
	case 0:
		return nil, &Error{t.column, t.found(), "a letter or a digit"}
	case 1:
		return kids[0], nil
	}
	return &node{op: opPhrase, kids: kids}, nil
}

func literalNode(t token) (*node, error) {
	text := norm.NFC.String(strings.TrimSpace(t.text))
	for range Words(text) {
		return &node{op: opLiteral, text: text}, nil
	}
	return nil, &Error{t.column, t.found(), "a letter or a digit between the braces"}
}

// wordNodes cuts the text of a token into words, tags and compounds.
func wordNodes(t token) ([]*node, error) {
	var kids []*node
	sc := scanner{stars: true}
	sc.reset(t.text)
	done := 0 // bytes that a tag has taken
	for sc.next() {
		if sc.start < done {
			continue
		}
		n := &node{op: opWord, text: string(sc.word)}
		switch tag := tagAt(t.text, sc.start); {
		case tag.full > 0:
			done = tag.full
			n = &node{op: opTag, text: tag.fold(t.text, tag.full)}
		case strings.Contains(n.text, "*"):
			n.op = opWildcard
		}
		if prefix, _, ok := strings.Cut(n.text, "*"); ok && utf8.RuneCountInString(strings.TrimLeft(prefix, "#@")) < 2 {
			return nil, &Error{t.column, t.found(), "at least two letters before *"}
		}
		kids = attach(kids, n, sc.joined)
	}
	return kids, nil
}

// attach adds a word to the others, or to the compound that it goes on with.
func attach(kids []*node, n *node, joined bool) []*node {
	if !joined || n.op != opWord {
		return append(kids, n)
	}
	last := kids[len(kids)-1]
	switch last.op {
	case opCompound:
		last.kids = append(last.kids, n)
	case opWord:
		kids[len(kids)-1] = &node{op: opCompound, kids: []*node{last, n}}
	default:
		kids = append(kids, n)
	}
	return kids
}
