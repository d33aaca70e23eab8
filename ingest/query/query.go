package query

import (
	"molva/ingest"
)

// Query is a parsed expression. It is safe for concurrent use.
type Query struct {
	root *node
	set  *Set
}

// Parse reads an expression. Its errors are of type *Error.
func Parse(expr string) (*Query, error) {
	n, err := parse(expr)
	if err != nil {
		return nil, err
	}
	return &Query{root: n, set: newSet([]*node{n}, []string{""})}, nil
}

// Match reports whether the mention is one that the query asks for, and where its text says so: see Set.Explain.
func (q *Query) Match(m *ingest.Mention) (spans []Span, ok bool) {
	for _, hit := range q.set.Explain(m) {
		return hit.Spans, true
	}
	return nil, false
}

// String returns the query as it was understood, in one spelling: words folded, brackets where they count. Parsing it
// gives the same query.
func (q *Query) String() string { return q.root.String() }
