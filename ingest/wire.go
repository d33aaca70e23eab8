package ingest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"unicode/utf8"
)

// Encode writes a mention in the wire format, without a newline at its end. The same mention gives the same bytes.
// Times are in UTC; one that RFC 3339 cannot write is left out. Text that is no Unicode is replaced, an id that is none
// is an error.
func Encode(m Mention) ([]byte, error) {
	if !utf8.ValidString(m.ID) {
		return nil, errors.New("encode mention: the id is not Unicode")
	}
	m.Published, m.Edited = writable(m.Published), writable(m.Edited)
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(m); err != nil {
		return nil, fmt.Errorf("encode mention: %w", err)
	}
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), nil
}
