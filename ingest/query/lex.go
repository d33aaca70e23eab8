package query

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// kind is what a token of an expression is.
type kind uint8

const (
	endToken kind = iota
	bareToken
	quotedToken
	literalToken
	fieldToken
	openToken
	closeToken
	andToken
	orToken
	notToken
	minusToken
	nearToken
)

// token is one piece of an expression. Text is what stands between the quotes or braces, before the colon, or the bare
// characters.
type token struct {
	kind   kind
	text   string
	source string // as it stands in the expression
	column int
	within int // of nearToken
}

// found names a token in an error.
func (t token) found() string {
	if t.kind == endToken {
		return "the end"
	}
	if t.kind == quotedToken {
		return shorten(t.source)
	}
	return strconv.Quote(shorten(t.source))
}

// shorten keeps an error to one line.
func shorten(s string) string {
	const most = 40
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most]) + "…"
}

type lexer struct {
	rest   string
	column int // of the first rune of rest, from 1
}

// next cuts off the next token.
func (l *lexer) next() (token, error) {
	blank := len(l.rest) - len(strings.TrimLeftFunc(l.rest, unicode.IsSpace))
	l.cut(blank)
	r, size := utf8.DecodeRuneInString(l.rest)
	switch {
	case l.rest == "":
		return token{kind: endToken, column: l.column}, nil
	case r == '(':
		return l.take(openToken, size), nil
	case r == ')':
		return l.take(closeToken, size), nil
	case r == '{':
		return l.enclosed(literalToken, size, "}")
	case closers(r) != "":
		return l.enclosed(quotedToken, size, closers(r))
	case r == '-':
		return l.minus()
	}
	return l.bare()
}

// closers returns what may close a quotation that r opens; "" when r opens none.
func closers(r rune) string {
	switch r {
	case '"':
		return `"`
	case '«':
		return "»"
	case '“':
		return "”"
	case '„':
		return "“”"
	case '”':
		return "”"
	}
	return ""
}

// cut drops n bytes and returns them.
func (l *lexer) cut(n int) string {
	s := l.rest[:n]
	l.rest = l.rest[n:]
	l.column += utf8.RuneCountInString(s)
	return s
}

func (l *lexer) take(k kind, n int) token {
	column := l.column
	s := l.cut(n)
	return token{kind: k, text: s, source: s, column: column}
}

func (l *lexer) enclosed(k kind, open int, closers string) (token, error) {
	n := strings.IndexAny(l.rest[open:], closers)
	if n < 0 {
		last, _ := utf8.DecodeLastRuneInString(closers)
		end := l.column + utf8.RuneCountInString(l.rest)
		return token{}, &Error{end, "the end", "the closing " + string(last)}
	}
	_, size := utf8.DecodeRuneInString(l.rest[open+n:])
	t := l.take(k, open+n+size)
	t.text = t.source[open : open+n]
	return t, nil
}

// minus reads the short form of NOT. A lone one is more likely a dash, and excluding what follows would go unnoticed.
func (l *lexer) minus() (token, error) {
	t := l.take(minusToken, 1)
	if r, _ := utf8.DecodeRuneInString(l.rest); l.rest == "" || unicode.IsSpace(r) {
		return t, &Error{t.column, t.found(), `"-" with a word directly behind it`}
	}
	return t, nil
}

// bare reads what has no quotes: an operator, the name of a field or a word.
func (l *lexer) bare() (token, error) {
	n := strings.IndexFunc(l.rest, func(r rune) bool {
		return unicode.IsSpace(r) || r == '(' || r == ')' || r == '{' || closers(r) != ""
	})
	if n < 0 {
		n = len(l.rest)
	}
	if name, value, ok := strings.Cut(l.rest[:n], ":"); ok && isName(name) && !strings.HasPrefix(value, "//") {
		t := l.take(fieldToken, len(name)+1)
		t.text = strings.ToLower(name)
		return t, nil
	}
	return l.take(bareToken, n).operator()
}

// operator tells the operators from the words.
func (t token) operator() (token, error) {
	switch t.text {
	case "AND", "И":
		t.kind = andToken
	case "OR", "ИЛИ":
		t.kind = orToken
	case "NOT", "НЕ":
		t.kind = notToken
	case "NEAR":
		return token{}, &Error{t.column, t.found(), wantNear}
	}
	if distance, ok := strings.CutPrefix(t.text, "NEAR/"); ok {
		return near(t, distance)
	}
	return t, nil
}

const wantNear = "NEAR/n with n from 1 to 100"

func near(t token, distance string) (token, error) {
	n, err := strconv.Atoi(distance)
	if err != nil || n < 1 || n > maxWithin {
		return token{}, &Error{t.column, t.found(), wantNear}
	}
	t.kind, t.within = nearToken, n
	return t, nil
}

// isName reports whether a colon behind s makes it a field: "lang:" does, "12:" does not.
func isName(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i] | 0x20; c < 'a' || c > 'z' {
			return false
		}
	}
	return s != ""
}
