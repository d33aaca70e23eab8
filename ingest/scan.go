package ingest

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"
)

// maxDepth is how deeply objects and arrays of a mention may nest.
const maxDepth = 64

// scanner reads JSON from a string, one value at a time. It is stricter than encoding/json where two readings of one
// body are possible (a name that stands twice is an error) and says where and what it found. Strings without escapes
// are cut out of the source and not copied.
type scanner struct {
	src   string
	at    int
	depth int
	lossy bool // a string read since this was cleared had bytes or escapes that are no Unicode
	valid bool // the whole source is valid UTF-8
}

func newScanner(body []byte) *scanner {
	src := strings.TrimPrefix(string(body), "\ufeff")
	return &scanner{src: src, valid: utf8.ValidString(src)}
}

// peek skips blanks and returns the next byte, 0 at the end.
func (s *scanner) peek() byte {
	for ; s.at < len(s.src); s.at++ {
		switch c := s.src[s.at]; c {
		case ' ', '\t', '\n', '\r':
		default:
			return c
		}
	}
	return 0
}

// take consumes c when it comes next.
func (s *scanner) take(c byte) bool {
	if s.peek() != c || s.at == len(s.src) {
		return false
	}
	s.at++
	return true
}

func (s *scanner) errorf(format string, args ...any) error {
	return fmt.Errorf("byte %d: "+format, append([]any{s.at + 1}, args...)...)
}

// end errors unless only blanks are left.
func (s *scanner) end() error {
	if s.peek(); s.at < len(s.src) {
		return s.errorf("found %s after the object, want the end", s.found())
	}
	return nil
}

// found names what comes next, without quoting anybody's text.
func (s *scanner) found() string {
	switch c := s.peek(); {
	case s.at == len(s.src):
		return "the end"
	case c == '{':
		return "an object"
	case c == '[':
		return "an array"
	case c == '"':
		return "a string"
	case c == '-' || isDigit(c):
		return "the number " + brief(s.src[s.at:s.at+numberLen(s.src[s.at:])])
	}
	for _, word := range []string{"true", "false", "null"} {
		if strings.HasPrefix(s.src[s.at:], word) {
			return word
		}
	}
	r, _ := utf8.DecodeRuneInString(s.src[s.at:])
	return fmt.Sprintf("%q", r)
}

// object calls do for each name of an object; do must read the value. With fold, names must differ by more than case:
// encoding/json and its like would take either for the other.
func (s *scanner) object(fold bool, do func(name string) error) error {
	if !s.take('{') {
		return s.errorf("found %s, want an object", s.found())
	}
	names := nameSet{fold: fold}
	return s.list('}', func() error {
		name, err := s.text()
		if err != nil {
			return err
		}
		if !names.add(name) {
			return s.errorf("the name %q stands twice", brief(name))
		}
		if !s.take(':') {
			return s.errorf("found %s after a name, want a colon", s.found())
		}
		return do(name)
	})
}

// array calls do for each element; do must read it.
func (s *scanner) array(do func() error) error {
	if !s.take('[') {
		return s.errorf("found %s, want an array", s.found())
	}
	return s.list(']', do)
}

// list reads comma-separated items up to the closing bracket.
func (s *scanner) list(end byte, item func() error) error {
	if s.depth++; s.depth > maxDepth {
		return s.errorf("nested deeper than %d levels", maxDepth)
	}
	defer func() { s.depth-- }()
	if s.take(end) {
		return nil
	}
	for {
		if err := item(); err != nil {
			return err
		}
		if s.take(end) {
			return nil
		}
		if !s.take(',') {
			return s.errorf("found %s, want a comma or %c", s.found(), end)
		}
	}
}

// word reads true, false or null when it comes next.
func (s *scanner) word(w string) bool {
	if s.peek(); !strings.HasPrefix(s.src[s.at:], w) {
		return false
	}
	s.at += len(w)
	return true
}

// value reads whatever comes next. Numbers stay as they are written; so do objects and arrays, as json.RawMessage: taken
// apart, a few bytes of brackets would become many times as many of memory.
func (s *scanner) value() (any, error) {
	switch c := s.peek(); {
	case c == '{' || c == '[':
		from := s.at
		err := s.skim()
		return json.RawMessage(strings.ToValidUTF8(s.src[from:s.at], "\ufffd")), err
	case c == '"':
		return s.text()
	case s.word("true"):
		return true, nil
	case s.word("false"):
		return false, nil
	case s.word("null"):
		return nil, nil
	}
	n, err := s.number()
	return json.Number(n), err
}

// skim reads whatever comes next and keeps nothing of it.
func (s *scanner) skim() (err error) {
	switch c := s.peek(); {
	case c == '{':
		return s.object(false, func(string) error { return s.skim() })
	case c == '[':
		return s.array(s.skim)
	case c == '"':
		_, err = s.text()
	case s.word("true") || s.word("false") || s.word("null"):
	default:
		_, err = s.number()
	}
	return err
}

// nameSet is the names of one object. Few are compared one by one, which costs no allocation.
type nameSet struct {
	few  [24]string
	n    int
	many map[string]struct{}
	fold bool // names that differ only by case are the same
}

// add reports whether the name is new.
func (s *nameSet) add(name string) bool {
	for _, known := range s.few[:s.n] {
		if known == name || s.fold && len(known) == len(name) && strings.EqualFold(known, name) {
			return false
		}
	}
	if s.n < len(s.few) {
		s.few[s.n] = name
		s.n++
		return true
	}
	if s.many == nil {
		s.many = map[string]struct{}{}
	}
	if s.fold {
		name = strings.ToLower(name)
	}
	_, known := s.many[name]
	s.many[name] = struct{}{}
	return !known
}

// brief cuts what an error quotes.
func brief(s string) string {
	const most = 40
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}
