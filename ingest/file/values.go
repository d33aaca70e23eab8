package file

import (
	"bytes"
	"encoding/json"
	"strings"
	"time"
	"unicode"

	"molva/ingest"
)

// values turns what stands in a file into values of the wire format. What does not read as its kind goes on as a
// string, for ingest.Decode to say what is wrong with it.
type values struct {
	zone *time.Location // of times that name none
}

// cell writes the text of a cell; nil: an empty cell says nothing, which is not zero.
func (v values) cell(content []byte, k kind) []byte {
	trimmed := bytes.TrimSpace(content)
	switch {
	case len(trimmed) == 0:
		return nil
	case k == number:
		return literal(plainNumber(trimmed))
	case k == flag:
		return literal(plainFlag(trimmed))
	case k == object:
		return literal(trimmed)
	case k == clock:
		return appendQuoted(nil, v.moment(string(trimmed)))
	case k == list:
		return quotedList(trimmed)
	}
	return appendQuoted(nil, content)
}

// field fits a JSON value that stood under another name to what our name takes; nil when it is null.
func (v values) field(raw []byte, k kind) []byte {
	isString := raw[0] == '"'
	plain := isString && bytes.IndexByte(raw, '\\') < 0
	switch {
	case bytes.Equal(raw, []byte("null")):
		return nil
	case k == list && isString: // one topic, even with a comma in its name
		return append(append([]byte("["), raw...), ']')
	case k == text && (raw[0] == '-' || '0' <= raw[0] && raw[0] <= '9'):
		return appendQuoted(nil, raw)
	case plain && k != text && k != list:
		return v.cell(raw[1:len(raw)-1], k)
	}
	return raw
}

// literal is b itself when it is JSON, else a string.
func literal(b []byte) []byte {
	if json.Valid(b) {
		return b
	}
	return appendQuoted(nil, b)
}

// plainNumber takes out the blanks that spreadsheets put between digits, and writes a decimal comma as a point.
func plainNumber(b []byte) []byte {
	s := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, string(b))
	if strings.Count(s, ",") == 1 && !strings.Contains(s, ".") {
		s = strings.Replace(s, ",", ".", 1)
	}
	return []byte(s)
}

// plainFlag reads yes and no as spreadsheets write them.
func plainFlag(b []byte) []byte {
	switch strings.ToLower(string(b)) {
	case "true", "1", "yes", "да", "истина":
		return []byte("true")
	case "false", "0", "no", "нет", "ложь":
		return []byte("false")
	}
	return b
}

func quotedList(b []byte) []byte {
	out := []byte("[")
	for item := range bytes.FieldsFuncSeq(b, func(r rune) bool { return strings.ContainsRune(",;|", r) }) {
		if item = bytes.TrimSpace(item); len(item) == 0 {
			continue
		}
		if len(out) > 1 {
			out = append(out, ',')
		}
		out = appendQuoted(out, item)
	}
	return append(out, ']')
}

// layouts are what exports write beside what ingest.ParseTime reads. A day before a month is told by the points; with
// slashes nobody can know, so those are not read.
var layouts = []string{
	"2006-1-2T15:4:5", "2006-1-2 15:4:5", "2006-1-2T15:4", "2006-1-2 15:4", "2006-1-2",
	"2.1.2006 15:4:5", "2.1.2006 15:4", "2.1.2006", time.RubyDate,
}

// moment writes a time in RFC 3339 when it can be read.
func (v values) moment(s string) string {
	if t, ok := ingest.ParseTime(s); ok {
		return t.Format(time.RFC3339Nano)
	}
	for _, layout := range layouts {
		if t, err := time.ParseInLocation(layout, s, v.zone); err == nil {
			return t.Format(time.RFC3339Nano)
		}
	}
	return s
}
