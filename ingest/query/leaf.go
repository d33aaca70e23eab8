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
	for end := 0; sc.next(); {
		if sc.start < end {
			continue // a part of the tag before
		}
		var n *node
		n, end = wordNode(&sc)
		if !isSelective(n.text) {
			return nil, &Error{t.column, t.found(), "at least two letters before *"}
		}
		kids = attach(kids, n, sc.joined)
	}
	return kids, nil
}

// wordNode makes a node of the present word and says where it ends.
func wordNode(sc *scanner) (n *node, end int) {
	if tag := tagAt(sc.src, sc.start, true); tag.full > 0 {
		folded, _ := tag.fold(&scanner{stars: true}, nil, sc.src, tag.full)
		return &node{op: opTag, text: string(folded)}, tag.full
	}
	n = &node{op: opWord, text: string(sc.word)}
	if strings.Contains(n.text, "*") {
		n.op = opWildcard
	}
	return n, sc.end
}

// isSelective reports whether a wildcard has enough letters in front to be found by.
func isSelective(word string) bool {
	prefix, _, wild := strings.Cut(word, "*")
	return !wild || utf8.RuneCountInString(strings.TrimLeft(prefix, "#@")) >= 2
}

// attach adds a word to the others, or to the compound that it goes on with.
func attach(kids []*node, n *node, joined bool) []*node {
	if !joined || n.op == opTag || kids[len(kids)-1].op == opTag {
		return append(kids, n)
	}
	last := kids[len(kids)-1]
	if last.op == opCompound {
		last.kids = append(last.kids, n)
		return kids
	}
	kids[len(kids)-1] = &node{op: opCompound, kids: []*node{last, n}}
	return kids
}
