package mail

import (
	"bytes"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/mail"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html/atom"

	dom "golang.org/x/net/html"

	"molva/alerts"
	"molva/alerts/phrase/phrasetest"
	"molva/alerts/sheet/sheettest"
)

// writer makes letters and sends none.
func writer(t testing.TB) *mailer {
	t.Helper()
	m, err := open(Options{Host: "smtp.zarya.example", From: "Молва <digest@zarya.example>",
		To: []string{"brand@zarya.example", "Анна <anna@zarya.example>"}}, nil, now)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// read is a letter as a mail program reads it: header, text and HTML.
func read(t testing.TB, letter []byte) (header mail.Header, text, html string) {
	t.Helper()
	for line := range bytes.SplitSeq(letter, []byte("\r\n")) {
		if len(line) > 998 || bytes.ContainsAny(line, "\r\n\x00") || bytes.ContainsFunc(line, func(r rune) bool { return r > '~' }) {
			t.Errorf("line of %d bytes: %.60q", len(line), line)
		}
	}
	m, err := mail.ReadMessage(bytes.NewReader(letter))
	if err != nil {
		t.Fatal(err)
	}
	kind, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/alternative" {
		t.Fatalf("%s, %v", kind, err)
	}
	var parts []string
	for r := multipart.NewReader(m.Body, params["boundary"]); ; {
		p, err := r.NextPart() // reads quoted-printable
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(p)
		if err != nil {
			t.Fatal(err)
		}
		parts = append(parts, p.Header.Get("Content-Type")+"\n"+string(body))
	}
	if len(parts) != 2 {
		t.Fatalf("%d parts", len(parts))
	}
	text, plain := strings.CutPrefix(parts[0], "text/plain; charset=utf-8\n")
	html, marked := strings.CutPrefix(parts[1], "text/html; charset=utf-8\n")
	if !plain || !marked {
		t.Errorf("parts %.40q and %.40q", parts[0], parts[1])
	}
	return m.Header, strings.ReplaceAll(text, "\r\n", "\n"), strings.ReplaceAll(html, "\r\n", "\n")
}

func TestLetter(t *testing.T) {
	for _, language := range []string{"en", "ru"} {
		m := sheettest.Week(language)
		m.Under.ID = "<00112233445566778899aabbccddeeff@zarya.example>"
		letter, err := writer(t).letter(m)
		if err != nil {
			t.Fatal(err)
		}
		head, _, _ := strings.Cut(string(letter), "\r\n\r\n")
		_, text, html := read(t, letter)
		phrasetest.Golden(t, "week."+language+".head.txt", strings.ReplaceAll(head, "\r\n", "\n")+"\n")
		phrasetest.Golden(t, "week."+language+".txt", text)
		phrasetest.Golden(t, "week."+language+".html", html)
	}
}

// Whatever strangers write, the mail has the headers, elements and attributes that we gave it, and loads nothing.
func TestAnything(t *testing.T) {
	for name, text := range sheettest.Texts {
		t.Run(name, func(t *testing.T) {
			m := sheettest.Hostile(text)
			m.Under.ID = text
			checkLetter(t, m)
			m.Said = &alerts.Said{Text: text, Mark: text, URL: text, Host: text}
			checkLetter(t, m)
		})
	}
}

func FuzzLetter(f *testing.F) {
	for _, text := range sheettest.Texts {
		f.Add(text[:min(len(text), 300)])
	}
	f.Fuzz(func(t *testing.T, text string) { checkLetter(t, sheettest.Hostile(text)) })
}

func checkLetter(t *testing.T, m alerts.Message) {
	t.Helper()
	letter, err := writer(t).letter(m)
	if err != nil {
		t.Fatal(err)
	}
	header, text, html := read(t, letter)
	var names []string
	for name, values := range header {
		if names = append(names, name); len(values) != 1 {
			t.Errorf("%s stands %d times", name, len(values))
		}
	}
	slices.Sort(names)
	want := []string{"Auto-Submitted", "Content-Type", "Date", "From", "Message-Id", "Mime-Version", "Subject", "To"}
	if !slices.Equal(names, want) {
		t.Errorf("headers %q", names)
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(header.Get("Subject"))
	if err != nil || strings.ContainsAny(subject, "\r\n\x00") {
		t.Errorf("subject %q, %v", subject, err)
	}
	if strings.ContainsAny(text, "\r\x00\x1b\u202e") {
		t.Error("the text holds control characters")
	}
	checkPage(t, html)
}

// What our template writes.
var (
	elements   = []atom.Atom{atom.Html, atom.Head, atom.Meta, atom.Title, atom.Body, atom.Div, atom.H1, atom.H2, atom.P, atom.Blockquote, atom.A, atom.Table, atom.Caption, atom.Tbody, atom.Tr, atom.Th, atom.Td, atom.Span}
	attributes = []string{"lang", "charset", "name", "content", "style", "dir", "href"}
)

func checkPage(t *testing.T, html string) {
	t.Helper()
	root, err := dom.Parse(strings.NewReader(html))
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		if n.Type == dom.CommentNode || (n.Type == dom.ElementNode && !slices.Contains(elements, n.DataAtom)) {
			t.Errorf("element %.40q", n.Data)
		}
		for _, a := range n.Attr {
			if !slices.Contains(attributes, a.Key) || (a.Key == "href" && !strings.HasPrefix(a.Val, "https://")) || (a.Key == "style" && strings.Contains(a.Val, "url(")) {
				t.Errorf("attribute %s=%.80q of %s", a.Key, a.Val, n.Data)
			}
		}
	}
}

// The same digest has the same id, so that mail programs show it once; what answers it says so.
func TestMessageID(t *testing.T) {
	m := writer(t)
	first, again := m.id("digest-day/zarya/2026-09-21/mail"), m.id("digest-day/zarya/2026-09-21/mail")
	if first != again || first == m.id("digest-day/zarya/2026-09-22/mail") || !idForm.MatchString(first) {
		t.Errorf("ids %s, %s", first, again)
	}
	answer := sheettest.Week("en")
	answer.Under = alerts.Place{ID: first}
	letter, err := m.letter(answer)
	if err != nil {
		t.Fatal(err)
	}
	if header, _, _ := read(t, letter); header.Get("In-Reply-To") != first || header.Get("References") != first {
		t.Errorf("answers %q", header.Get("In-Reply-To"))
	}
}

// The same message gives the same bytes.
func TestSameBytes(t *testing.T) {
	one, err := writer(t).letter(sheettest.Week("ru"))
	if err != nil {
		t.Fatal(err)
	}
	other, err := writer(t).letter(sheettest.Week("ru"))
	if err != nil || !bytes.Equal(one, other) {
		t.Errorf("two mails differ, %v", err)
	}
}
