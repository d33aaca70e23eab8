package ingest

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// PlainText turns HTML into the text that a reader would see: entities decoded once, paragraphs and line breaks as
// newlines, everything else of the markup gone, scripts and styles with their content. It reads tokens and builds no
// tree, so nesting costs nothing; what is not closed ends where the text ends. Its result is text, not HTML: it may
// well hold a "<" that the author wrote as "&lt;".
func PlainText(in string) string {
	z := html.NewTokenizer(strings.NewReader(in))
	var out flow
	hidden := atom.Atom(0) // the element whose content is not for readers
	for {
		switch z.Next() {
		case html.ErrorToken:
			return out.b.String()
		case html.TextToken:
			if hidden == 0 {
				out.text(string(z.Text()))
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			tag := atom.Lookup(name)
			if hidden == 0 && unseen(tag) {
				hidden = tag
			}
			out.tag(tag, true)
		case html.EndTagToken:
			name, _ := z.TagName()
			tag := atom.Lookup(name)
			if tag == hidden {
				hidden = 0
			}
			out.tag(tag, false)
		}
	}
}

// unseen names the elements whose content no reader sees.
func unseen(tag atom.Atom) bool {
	switch tag {
	case atom.Script, atom.Style, atom.Template, atom.Title, atom.Noscript, atom.Iframe, atom.Noembed, atom.Noframes:
		return true
	}
	return false
}

// flow lays text out as a browser would: blanks in a row are one, and a break is written when text follows it.
type flow struct {
	b      strings.Builder
	space  bool
	breaks int
	pre    bool // line breaks of the text count
}

func (f *flow) text(s string) {
	for _, r := range s {
		switch {
		case r == '\n' && f.pre:
			f.breaks++
		case r != 0xa0 && unicode.IsSpace(r):
			f.space = true
		default:
			f.gap()
			f.b.WriteRune(r)
		}
	}
}

// gap writes what stands between the last text and the next one.
func (f *flow) gap() {
	if f.b.Len() > 0 {
		switch {
		case f.breaks > 0:
			f.b.WriteString("\n\n"[:min(f.breaks, 2)])
		case f.space:
			f.b.WriteByte(' ')
		}
	}
	f.space, f.breaks = false, 0
}

// tag notes the break that a tag makes, whether it opens or closes.
func (f *flow) tag(tag atom.Atom, opens bool) {
	switch tag {
	case atom.Br:
		f.breaks++
	case atom.P, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Blockquote, atom.Ul, atom.Ol, atom.Dl,
		atom.Table, atom.Hr, atom.Figure, atom.Article, atom.Section:
		f.breaks = max(f.breaks, 2)
	case atom.Pre, atom.Textarea:
		f.breaks, f.pre = max(f.breaks, 2), opens
	case atom.Div, atom.Li, atom.Tr, atom.Dt, atom.Dd, atom.Header, atom.Footer, atom.Aside, atom.Main, atom.Nav,
		atom.Address, atom.Figcaption, atom.Option, atom.Form, atom.Details, atom.Summary:
		f.breaks = max(f.breaks, 1)
	case atom.Td, atom.Th:
		f.space = true
	}
}
