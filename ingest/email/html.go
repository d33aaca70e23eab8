package email

import (
	"strings"

	"golang.org/x/net/html"

	"molva/ingest"
)

// plain turns a mail's HTML into the text that a plain mail would have: quoted blocks are marked with ">", signatures that
// the mail program knows as such are gone, and its line above an unmarked quotation is a divider.
func plain(in string) string {
	z := html.NewTokenizer(strings.NewReader(in))
	var out pieces
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			out.flush()
			return out.text.String()
		}
		raw := string(z.Raw()) // before Token, which moves on
		switch kind {
		case html.StartTagToken:
			out.opens(z.Token(), raw)
		case html.EndTagToken:
			out.closes(z.Token().Data, raw)
		default:
			out.add(raw)
		}
	}
}

// pieces are the parts of a mail, each with its marks.
type pieces struct {
	text   strings.Builder
	part   strings.Builder // HTML that has not been written yet
	quotes int             // open blockquotes
	hidden string          // the element that is left out
	depth  int             // elements of its name that are open
	ruled  bool            // a divider is written
}

func (p *pieces) add(raw string) {
	if p.hidden == "" {
		p.part.WriteString(raw)
	}
}

func (p *pieces) opens(t html.Token, raw string) {
	switch {
	case p.hidden != "":
		if t.Data == p.hidden {
			p.depth++
		}
	case t.Data == "blockquote":
		p.flush()
		p.quotes++
	case isSignature(t):
		p.hidden, p.depth = t.Data, 1
	case aboveQuote(t) && !p.ruled:
		p.flush()
		p.write("-----Original Message-----")
		p.ruled = true
	default:
		p.add(raw)
	}
}

func (p *pieces) closes(name, raw string) {
	switch {
	case p.hidden != "":
		if name == p.hidden {
			p.depth--
		}
		if p.depth == 0 {
			p.hidden = ""
		}
	case name == "blockquote":
		p.flush()
		p.quotes = max(p.quotes-1, 0)
	default:
		p.add(raw)
	}
}

func (p *pieces) flush() {
	p.write(ingest.PlainText(p.part.String()))
	p.part.Reset()
}

const maxMarks = 8 // a quotation deeper than this says nothing more

func (p *pieces) write(text string) {
	if strings.TrimSpace(text) == "" {
		return
	}
	marks := strings.Repeat("> ", min(p.quotes, maxMarks))
	for line := range strings.Lines(text) {
		p.text.WriteString(marks + strings.TrimRight(line, "\n") + "\n")
	}
}

// isSignature knows the signatures of Gmail, Thunderbird and Outlook.
func isSignature(t html.Token) bool {
	if t.Data != "div" && t.Data != "span" && t.Data != "pre" { // an element that nothing closes would hide the rest
		return false
	}
	id, class := attribute(t, "id"), attribute(t, "class")
	return id == "Signature" || id == "ms-outlook-mobile-signature" || strings.Contains(class, "gmail_signature") || strings.Contains(class, "moz-signature")
}

// aboveQuote knows what Outlook puts before a quotation that goes to the end.
func aboveQuote(t html.Token) bool {
	id := attribute(t, "id")
	return id == "appendonsend" || id == "divRplyFwdMsg"
}

func attribute(t html.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
