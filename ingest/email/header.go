package email

import (
	"bufio"
	"bytes"
	"net/mail"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/emersion/go-message"
	_ "github.com/emersion/go-message/charset" // so that names and subjects may be in any
	mime "github.com/emersion/go-message/mail"
	"github.com/emersion/go-message/textproto"

	"molva/ingest"
)

// header is a mail's own.
type header struct{ mime.Header }

// parseHeader reads what can be read: a line that is none is left out.
func parseHeader(raw []byte) header {
	var good bytes.Buffer
	kept := false
	for line := range bytes.Lines(raw) {
		if folded := line[0] == ' ' || line[0] == '\t'; !folded {
			name, _, colon := bytes.Cut(line, []byte(":"))
			kept = colon && len(name) > 0 && !bytes.ContainsFunc(name, func(r rune) bool { return r <= ' ' || r > '~' })
		}
		if kept {
			good.Write(line)
		}
	}
	good.WriteString("\r\n")
	h, _ := textproto.ReadHeader(bufio.NewReader(&good)) // what it could read before an error
	return header{mime.Header{Header: message.Header{Header: h}}}
}

// id is the Message-ID without its brackets; "" when there is none that can be one.
func (h header) id() string {
	id := bare(h.Get("Message-Id"))
	if len(id) > ingest.MaxID || !utf8.ValidString(id) || strings.ContainsFunc(id, unicode.IsControl) {
		return ""
	}
	return id
}

// thread gives the first mail of the thread and the one that this one answers; "" for one that starts a thread.
func (h header) thread() (first, parent string) {
	references, answered := strings.Fields(h.Get("References")), strings.Fields(h.Get("In-Reply-To"))
	for _, s := range answered { // some clients write a sentence around it
		if strings.HasPrefix(s, "<") {
			parent = bare(s)
			break
		}
	}
	if parent == "" && len(references) > 0 {
		parent = bare(references[len(references)-1])
	}
	if first = parent; len(references) > 0 {
		first = bare(references[0])
	}
	return first, parent
}

func bare(id string) string { return strings.Trim(strings.TrimSpace(id), "<>") }

func (h header) subject() string {
	text, err := h.Subject()
	if err != nil {
		text = h.Get("Subject")
	}
	return utf(text)
}

// author is who wrote the mail, known by the address in lower case.
func (h header) author() ingest.Author {
	for _, field := range []string{"From", "Sender"} {
		list, err := h.AddressList(field)
		if err != nil || len(list) == 0 {
			list = loose(h.Get(field))
		}
		if len(list) > 0 {
			return ingest.Author{ID: strings.ToLower(list[0].Address), Name: utf(list[0].Name)}
		}
	}
	return ingest.Author{}
}

// loose finds the address in a field that breaks the rules, such as a name with bare commas or in bare bytes.
func loose(field string) []*mail.Address {
	name, rest, ok := strings.Cut(field, "<")
	address, _, closed := strings.Cut(rest, ">")
	if !ok || !closed || !strings.Contains(address, "@") {
		return nil
	}
	return []*mail.Address{{Name: strings.Trim(name, ` "`), Address: strings.TrimSpace(address)}}
}

// written is the Date field, which is the author's claim; zero when it cannot be read.
func (h header) written() time.Time {
	at, err := h.Date()
	if err != nil {
		return time.Time{}
	}
	return at
}

// automatic names the sign that a program wrote the mail; "" when there is none.
func (h header) automatic() string {
	is := func(name string, values ...string) bool {
		value, _, _ := strings.Cut(strings.ToLower(h.Get(name)), ";")
		for _, v := range values {
			if strings.TrimSpace(value) == v {
				return true
			}
		}
		return false
	}
	switch {
	case h.Has("Auto-Submitted") && !is("Auto-Submitted", "no"): // RFC 3834
		return "auto-submitted"
	case h.Has("X-Autoreply") || h.Has("X-Autorespond") || is("Precedence", "auto_reply"):
		return "auto-reply"
	case is("Precedence", "bulk", "junk"):
		return "bulk"
	case is("Content-Type", "multipart/report") || is("Return-Path", "<>"): // RFC 6522, RFC 5321
		return "report"
	case is("Content-Type", "text/calendar"):
		return "invitation"
	}
	return ""
}
