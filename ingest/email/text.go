package email

import (
	"bytes"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/emersion/go-message"
	"golang.org/x/text/encoding/charmap"
)

// decode gives a part's text as UTF-8. What breaks off or is garbled gives what can be read.
func decode(raw []byte, mediaType, encoding, charset string) string {
	var h message.Header
	h.Set("Content-Transfer-Encoding", encoding)
	params := map[string]string{}
	if charset != "" && !strings.EqualFold(charset, "us-ascii") { // which many claim of what is not
		params["charset"] = charset
	}
	h.SetContentType(mediaType, params)
	e, _ := message.New(h, bytes.NewReader(raw)) // with an error e.Body is what it was
	text, _ := io.ReadAll(e.Body)
	return utf(string(text))
}

// utf reads text that is no UTF-8, and names no charset that we know, as Russian: nearly all such mail is. In the wrong
// one of the two charsets, capital and small letters change places.
func utf(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	best, most := s, -1
	for _, charset := range []*charmap.Charmap{charmap.Windows1251, charmap.KOI8R} {
		text, err := charset.NewDecoder().String(s)
		if n := small(text); err == nil && n > most {
			best, most = text, n
		}
	}
	return best
}

func small(s string) (n int) {
	for _, r := range s {
		if unicode.Is(unicode.Cyrillic, r) && unicode.IsLower(r) {
			n++
		}
	}
	return n
}
