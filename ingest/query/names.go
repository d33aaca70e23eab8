package query

import "strings"

// Names returns the words by which a query knows what it asks for, folded, in its order: those that are in whatever it
// finds, or are one of several ways to say the same. What must not be there, and what must be there beside a name in one
// of several words, are not among them: kestrel in kestrel AND (battery OR sound).
func (q *Query) Names() []string { return q.root.names(nil) }

func (n *node) names(list []string) []string {
	switch n.op {
	case opNot, opField:
		return list
	case opAnd, opNear:
		kids := n.kids
		if certain := withoutChoices(kids); len(certain) > 0 {
			kids = certain
		} else {
			kids = kids[:1]
		}
		return namesOf(kids, list)
	case opOr, opCompound, opPhrase:
		return namesOf(n.kids, list)
	}
	return append(list, strings.Trim(n.text, "*#@"))
}

func namesOf(kids []*node, list []string) []string {
	for _, k := range kids {
		list = k.names(list)
	}
	return list
}

// withoutChoices leaves out what can be said in several ways, and what must not be said.
func withoutChoices(kids []*node) (rest []*node) {
	for _, k := range kids {
		if k.op != opOr && k.op != opNot && k.op != opField {
			rest = append(rest, k)
		}
	}
	return rest
}

// Terms returns the words and phrases by which a network's own search finds at least what the query finds, as far as such a
// search can: the names, but what stands together stays together.
func (q *Query) Terms() []string { return q.root.terms(nil) }

func (n *node) terms(list []string) []string {
	switch n.op {
	case opNot, opField:
		return list
	case opAnd, opNear:
		return n.leading().terms(list) // one of what must all be there finds enough
	case opOr:
		for _, k := range n.kids {
			list = k.terms(list)
		}
		return list
	case opCompound, opPhrase:
		return append(list, strings.Join(namesOf(n.kids, nil), " "))
	}
	return append(list, strings.Trim(n.text, "*#@"))
}

// leading is the part of an AND that a search is best asked for: what can be said in one way only, else the first choice.
func (n *node) leading() *node {
	if certain := withoutChoices(n.kids); len(certain) > 0 {
		return certain[0]
	}
	for _, k := range n.kids {
		if k.op == opOr {
			return k
		}
	}
	return n.kids[0]
}
