package ingest

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// text reads a string. What is no Unicode becomes U+FFFD and sets lossy.
func (s *scanner) text() (string, error) {
	if !s.take('"') {
		return "", s.errorf("found %s, want a string", s.found())
	}
	for i := s.at; i < len(s.src); i++ {
		switch c := s.src[i]; {
		case c == '"':
			out := s.src[s.at:i]
			s.at = i + 1
			return s.sound(out), nil
		case c == '\\':
			return s.escaped(i)
		case c < ' ':
			s.at = i
			return "", s.errorf("found a bare control character in a string, want an escape")
		}
	}
	s.at = len(s.src)
	return "", s.errorf("found the end inside a string")
}

// sound replaces invalid UTF-8, byte for byte as a range over the string would.
func (s *scanner) sound(out string) string {
	if s.valid || utf8.ValidString(out) {
		return out
	}
	s.lossy = true
	return string([]rune(out))
}

// escaped reads the rest of a string whose first backslash stands at i.
func (s *scanner) escaped(i int) (string, error) {
	out := append(make([]byte, 0, i-s.at+64), s.src[s.at:i]...)
	for i < len(s.src) {
		c := s.src[i]
		switch {
		case c == '"':
			s.at = i + 1
			return s.sound(string(out)), nil
		case c < ' ':
			s.at = i
			return "", s.errorf("found a bare control character in a string, want an escape")
		case c != '\\':
			out = append(out, c)
			i++
			continue
		}
		r, n := s.escape(s.src[i:])
		if n == 0 {
			s.at = i
			return "", s.errorf("found a bad escape in a string")
		}
		out = utf8.AppendRune(out, r)
		i += n
	}
	s.at = len(s.src)
	return "", s.errorf("found the end inside a string")
}

// escape reads one escape sequence and returns how long it is, 0 when it is none. Half of a surrogate pair is U+FFFD.
func (s *scanner) escape(in string) (rune, int) {
	if len(in) < 2 {
		return 0, 0
	}
	if in[1] != 'u' {
		if i := strings.IndexByte(`"\/bfnrt`, in[1]); i >= 0 {
			return rune("\"\\/\b\f\n\r\t"[i]), 2
		}
		return 0, 0
	}
	r, ok := hex4(in)
	if !ok {
		return 0, 0
	}
	if !utf16.IsSurrogate(r) {
		return r, 6
	}
	if low, ok := hex4(in[6:]); ok {
		if pair := utf16.DecodeRune(r, low); pair != utf8.RuneError {
			return pair, 12
		}
	}
	s.lossy = true
	return utf8.RuneError, 6
}

// hex4 reads \uXXXX.
func hex4(in string) (rune, bool) {
	if len(in) < 6 || in[0] != '\\' || in[1] != 'u' {
		return 0, false
	}
	var r rune
	for _, c := range []byte(in[2:6]) {
		switch {
		case isDigit(c):
			c -= '0'
		case 'a' <= c|0x20 && c|0x20 <= 'f':
			c = c | 0x20 - 'a' + 10
		default:
			return 0, false
		}
		r = r<<4 | rune(c)
	}
	return r, true
}

// number reads a number as it is written.
func (s *scanner) number() (string, error) {
	s.peek()
	n := numberLen(s.src[s.at:])
	if n == 0 {
		return "", s.errorf("found %s, want a number", s.found())
	}
	s.at += n
	return s.src[s.at-n : s.at], nil
}

// numberLen is the length of the JSON number that begins s; 0: none does.
func numberLen(s string) int {
	i := 0
	if i < len(s) && s[i] == '-' {
		i++
	}
	whole := digits(s[i:])
	if whole == 0 {
		return 0
	}
	if s[i] == '0' {
		whole = 1
	}
	i += whole
	if i < len(s) && s[i] == '.' {
		if n := digits(s[i+1:]); n > 0 {
			i += 1 + n
		}
	}
	if i < len(s) && s[i]|0x20 == 'e' {
		j := i + 1
		if j < len(s) && (s[j] == '+' || s[j] == '-') {
			j++
		}
		if n := digits(s[j:]); n > 0 {
			i = j + n
		}
	}
	return i
}

func digits(s string) int {
	n := 0
	for n < len(s) && isDigit(s[n]) {
		n++
	}
	return n
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
