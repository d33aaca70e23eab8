package query

import (
	"fmt"
	"unicode/utf8"
)

// Limits of an expression.
const (
	MaxLength = 8000 // runes
	MaxTerms  = 500  // words, literals, tags and field values
	MaxDepth  = 40   // brackets in brackets, NOT before NOT
	maxWithin = 100  // words, of NEAR
)

// parser reads an expression by recursive descent, loosest operator first.
type parser struct {
	lex   lexer
	token token  // the one to be read next
	field string // whose values the words are; "" for those of the text
	terms int
	depth int
	not   token // the first NOT
}

func parse(expr string) (*node, error) {
	if n := utf8.RuneCountInString(expr); n > MaxLength {
		return nil, &Error{MaxLength + 1, fmt.Sprintf("%d characters", n), fmt.Sprintf("at most %d", MaxLength)}
	}
	if !utf8.ValidString(expr) {
		return nil, &Error{utf8.RuneCountInString(expr[:invalidAt(expr)]) + 1, "bytes that are no UTF-8", "text"}
	}
	p := parser{lex: lexer{rest: expr, column: 1}}
	if err := p.advance(); err != nil {
		return nil, err
	}
	n, err := p.or()
	switch {
	case err != nil:
		return nil, err
	case p.token.kind != endToken:
		return nil, p.unexpected("AND, OR, a word or the end")
	case n.holdsOn(false):
		return nil, &Error{p.not.column, p.not.found(), "a word that must be there beside the one that must not"}
	}
	return n, nil
}

// invalidAt returns where the first invalid byte stands.
func invalidAt(s string) int {
	for i, r := range s {
		if r != utf8.RuneError {
			continue
		}
		if _, size := utf8.DecodeRuneInString(s[i:]); size == 1 {
			return i
		}
	}
	return len(s)
}

func (p *parser) advance() (err error) {
	p.token, err = p.lex.next()
	return err
}

func (p *parser) unexpected(want string) error {
	return &Error{p.token.column, p.token.found(), want}
}

func (p *parser) or() (*node, error) {
	var kids []*node
	for {
		n, err := p.and()
		if err != nil {
			return nil, err
		}
		kids = append(kids, n)
		if p.token.kind != orToken {
			return join(opOr, kids), nil
		}
		if err := p.advance(); err != nil {
			return nil, err
		}
	}
}

// and reads what stands side by side; the word AND may be left out.
func (p *parser) and() (*node, error) {
	var kids []*node
	for {
		n, err := p.negation()
		if err != nil {
			return nil, err
		}
		kids = append(kids, n)
		switch p.token.kind {
		case andToken:
			if err := p.advance(); err != nil {
				return nil, err
			}
		case endToken, closeToken, orToken:
			return join(opAnd, kids), nil
		}
	}
}

func (p *parser) negation() (*node, error) {
	if p.token.kind != notToken && p.token.kind != minusToken {
		return p.near()
	}
	if p.not.kind == endToken {
		p.not = p.token
	}
	n, err := p.deeper(p.negation)
	if err != nil {
		return nil, err
	}
	return &node{op: opNot, kids: []*node{n}}, nil
}

// deeper steps over the present token and reads what it opens, one level deeper.
func (p *parser) deeper(read func() (*node, error)) (*node, error) {
	if p.depth++; p.depth > MaxDepth {
		return nil, p.unexpected(fmt.Sprintf("at most %d levels", MaxDepth))
	}
	if err := p.advance(); err != nil {
		return nil, err
	}
	n, err := read()
	p.depth--
	return n, err
}

func (p *parser) near() (*node, error) {
	first := p.token
	left, err := p.operand()
	if err != nil || p.token.kind != nearToken {
		return left, err
	}
	if !left.positional() {
		return nil, &Error{first.column, first.found(), wantOperand}
	}
	within := p.token.within
	if err := p.advance(); err != nil {
		return nil, err
	}
	second := p.token
	right, err := p.operand()
	switch {
	case err != nil:
		return nil, err
	case !right.positional():
		return nil, &Error{second.column, second.found(), wantOperand}
	case p.token.kind == nearToken:
		return nil, p.unexpected("AND or OR: NEAR measures between two; write (a NEAR/3 b) AND (b NEAR/3 c)")
	}
	return &node{op: opNear, within: within, kids: []*node{left, right}}, nil
}

const wantOperand = "a word, a phrase or brackets with only these and OR beside NEAR"

// operand reads what stands without operators: a word, a phrase, a literal, a field or brackets.
func (p *parser) operand() (*node, error) {
	t := p.token
	switch t.kind {
	case openToken:
		return p.group()
	case fieldToken:
		return p.ofField()
	case bareToken, quotedToken, literalToken:
		n, err := p.leaf(t)
		if err != nil {
			return nil, err
		}
		return n, p.advance()
	}
	return nil, p.unexpected(`a word, a phrase or "("`)
}

func (p *parser) group() (*node, error) {
	n, err := p.deeper(p.or)
	if err != nil {
		return nil, err
	}
	if p.token.kind != closeToken {
		return nil, p.unexpected(`AND, OR, a word or ")"`)
	}
	return n, p.advance()
}

// ofField reads the value of a field, or brackets with several.
func (p *parser) ofField() (*node, error) {
	if p.field != "" {
		return nil, p.unexpected("a value of " + p.field)
	}
	if !isField(p.token.text) {
		return nil, p.unexpected("one of " + fieldNames + ", or quotes around what is no field")
	}
	p.field = p.token.text
	if err := p.advance(); err != nil {
		return nil, err
	}
	switch p.token.kind {
	case bareToken, quotedToken, literalToken, openToken:
	default:
		return nil, p.unexpected("a value of " + p.field)
	}
	n, err := p.operand()
	p.field = ""
	return n, err
}
