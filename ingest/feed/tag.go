package feed

import (
	"bytes"
	"strings"
)

// tag is one tag of a document: text[start:end].
type tag struct {
	start, end int
	name       string // as it stands, prefix and all
	closes     bool   // </name>
	empty      bool   // <name/>
}

// is compares names as feed readers do, without regard to case.
func (t tag) is(name string) bool { return strings.EqualFold(t.name, name) }

// nextTag finds the first tag at or after from that stands outside comments, CDATA, instructions and declarations. It
// knows only as much XML as that takes. No byte is looked at twice by the calls that walk through a text.
func nextTag(text []byte, from int) (t tag, ok bool) {
	for at := from; at < len(text); {
		i := bytes.IndexByte(text[at:], '<')
		if i < 0 {
			break
		}
		at += i
		switch rest := text[at:]; {
		case bytes.HasPrefix(rest, []byte("<!--")):
			at += skip(rest, "-->")
		case bytes.HasPrefix(rest, []byte("<![CDATA[")):
			at += skip(rest, "]]>")
		case bytes.HasPrefix(rest, []byte("<?")):
			at += skip(rest, "?>")
		case bytes.HasPrefix(rest, []byte("<!DOCTYPE")):
			at += doctype(rest)
		case bytes.HasPrefix(rest, []byte("<!")):
			at += skip(rest, ">")
		case begins(rest):
			return read(text, at), true
		default:
			at++ // a lone <
		}
	}
	return tag{}, false
}

// skip is the length of what ends with mark, or of everything.
func skip(rest []byte, mark string) int {
	if i := bytes.Index(rest, []byte(mark)); i >= 0 {
		return i + len(mark)
	}
	return len(rest)
}

// doctype is the length of a document type with its own declarations.
func doctype(rest []byte) int {
	inside, quote := false, byte(0)
	for i, c := range rest {
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case inside && (c == '"' || c == '\''):
			quote = c
		case c == '[':
			inside = true
		case c == ']':
			inside = false
		case c == '>' && !inside:
			return i + 1
		}
	}
	return len(rest)
}

// begins reports whether a tag begins here: < and a letter, or </ and a letter.
func begins(rest []byte) bool {
	rest = bytes.TrimPrefix(rest[1:], []byte("/"))
	return len(rest) > 0 && (rest[0]|0x20 >= 'a' && rest[0]|0x20 <= 'z' || rest[0] == '_' || rest[0] >= 0x80)
}

func read(text []byte, start int) tag {
	t := tag{start: start, end: start + tagLen(text[start:])}
	inner := bytes.Trim(text[start:t.end], "<>")
	t.closes = bytes.HasPrefix(inner, []byte("/"))
	t.empty = bytes.HasSuffix(inner, []byte("/"))
	inner = bytes.Trim(inner, "/")
	if i := bytes.IndexAny(inner, " \t\r\n/"); i >= 0 {
		inner = inner[:i]
	}
	t.name = string(inner[:min(len(inner), 64)])
	return t
}

// tagLen is the length of a tag. A > in quotes does not end it; a < anywhere does, because no attribute can hold one: such
// a tag is broken, and whoever parses it will say so.
func tagLen(rest []byte) int {
	quote, first := byte(0), 0
	for i := 1; i < len(rest); i++ {
		switch c := rest[i]; {
		case c == '<' && first > 0:
			return first
		case c == '<':
			return i
		case c == '>' && quote == 0:
			return i + 1
		case c == '>' && first == 0:
			first = i + 1
		case c == quote:
			quote = 0
		case quote == 0 && (c == '"' || c == '\''):
			quote = c
		}
	}
	if first > 0 {
		return first
	}
	return len(rest)
}
