package mail

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/textproto"
	"regexp"
	"strings"
	"time"

	"molva/alerts"
	"molva/alerts/sheet"
)

const (
	maxSubject = 200    // UTF-16 units
	maxPage    = 30_000 // the same; some mail programs hide what is beyond 100 KB
)

// letter is the mail as RFC 5322 has it, lines ended by CRLF.
func (m *mailer) letter(msg alerts.Message) ([]byte, error) {
	rows := sheet.Of(msg).Fit(maxPage, sheet.TextSize)
	page, err := html(rows, msg.Language)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	parts := multipart.NewWriter(&b)
	if err := parts.SetBoundary("=_" + hash(msg.Key)); err != nil { // quoted-printable never writes "=_"
		return nil, fmt.Errorf("lay out the mail: %w", err)
	}
	m.headers(&b, msg, rows, parts.Boundary())
	for _, p := range []struct{ kind, text string }{{"text/plain", sheet.Text(rows)}, {"text/html", page}} {
		if err := write(parts, p.kind, p.text); err != nil {
			return nil, fmt.Errorf("lay out the mail: %w", err)
		}
	}
	if err := parts.Close(); err != nil {
		return nil, fmt.Errorf("lay out the mail: %w", err)
	}
	return b.Bytes(), nil
}

func (m *mailer) headers(b *bytes.Buffer, msg alerts.Message, rows []sheet.Row, boundary string) {
	line := func(name, value string) { fmt.Fprintf(b, "%s: %s\r\n", name, value) }
	to := make([]string, len(m.to))
	for i, a := range m.to {
		to[i] = a.String()
	}
	line("From", m.from.String())
	line("To", strings.Join(to, ",\r\n "))
	line("Subject", encoded(subject(rows)))
	line("Date", m.now().Format(time.RFC1123Z))
	line("Message-ID", m.id(msg.Key))
	if idForm.MatchString(msg.Under.ID) {
		line("In-Reply-To", msg.Under.ID)
		line("References", msg.Under.ID)
	}
	line("Auto-Submitted", "auto-generated") // RFC 3834: nobody's absence answers it
	line("MIME-Version", "1.0")
	line("Content-Type", mime.FormatMediaType("multipart/alternative", map[string]string{"boundary": boundary}))
	b.WriteString("\r\n")
}

func write(parts *multipart.Writer, kind, text string) error {
	w, err := parts.CreatePart(textproto.MIMEHeader{
		"Content-Type":              {kind + "; charset=utf-8"},
		"Content-Transfer-Encoding": {"quoted-printable"},
	})
	if err != nil {
		return err
	}
	q := quotedprintable.NewWriter(w)
	if _, err := io.WriteString(q, text); err != nil {
		return err
	}
	return q.Close()
}

// subject is title and headline, of the rows that are clean already; of a quote it is the quote.
func subject(rows []sheet.Row) string {
	var said []string
	for _, r := range rows {
		if r.Style == sheet.Title || r.Style == sheet.Headline {
			said = append(said, r.Line.String())
		}
	}
	if len(said) == 0 && len(rows) > 0 {
		said = append(said, rows[0].Line.String())
	}
	return alerts.Cut(strings.Join(said, ". "), maxSubject, sheet.Units)
}

// encoded is a header's text by RFC 2047, folded between its words. What only looks encoded is encoded too, so that nobody
// decodes it.
func encoded(text string) string {
	text = strings.ReplaceAll(text, "=?", "=\u2060?")
	return strings.ReplaceAll(mime.QEncoding.Encode("utf-8", text), "?= =?", "?=\r\n =?")
}

// idForm is a Message-ID as we make them.
var idForm = regexp.MustCompile(`^<[0-9a-f]{32}@[!-;=?-~]+>$`)

// id is the Message-ID of a key.
func (m *mailer) id(key string) string { return "<" + hash(key) + "@" + m.domain() + ">" }

func hash(key string) string {
	sum := sha256.Sum256([]byte(key))
	return hex.EncodeToString(sum[:16])
}
