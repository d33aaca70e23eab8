package proof

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"
)

// writings are the ways in which a file may hold a text.
var writings = []struct {
	name  string
	write func(string) [][]byte
}{
	{"", func(s string) [][]byte { return [][]byte{[]byte(s)} }},
	{"in UTF-16", inUTF16},
	{"in base64", inBase64},
	{"in JSON", func(s string) [][]byte { return [][]byte{[]byte(strings.Trim(strconv.QuoteToASCII(s), `"`))} }},
	{"in an address", func(s string) [][]byte { return [][]byte{[]byte(url.QueryEscape(s))} }},
	{"in hex", func(s string) [][]byte { return [][]byte{[]byte(hex.EncodeToString([]byte(s)))} }},
}

// writtenIn says how data, in lower case, holds a text; "" when it does not.
func writtenIn(data []byte, text string) string {
	for _, w := range writings {
		for _, as := range w.write(text) {
			if bytes.Contains(data, bytes.ToLower(as)) {
				return strings.TrimSpace("written " + w.name)
			}
		}
	}
	return ""
}

func inUTF16(s string) [][]byte {
	var little, big []byte
	for _, u := range utf16.Encode([]rune(s)) {
		little, big = append(little, byte(u), byte(u>>8)), append(big, byte(u>>8), byte(u))
	}
	return [][]byte{little, big}
}

// inBase64 leaves out the letters that depend on what stands beside it, at each of the three places where it may begin.
func inBase64(s string) (all [][]byte) {
	for before := range 3 {
		b := base64.StdEncoding.EncodeToString([]byte(strings.Repeat("\x00", before) + s))
		from, to := (before*8+5)/6, (before+len(s))*8/6
		all = append(all, []byte(b[from:to]))
	}
	return all
}

func TestWritings(t *testing.T) {
	const mark = "зюкомарка"
	encoded := base64.StdEncoding.EncodeToString([]byte("a " + mark + "!"))
	for want, text := range map[string]string{
		"written": mark, "written in base64": encoded, "written in JSON": `\u0437\u044e\u043a\u043e\u043c\u0430\u0440\u043a\u0430`,
		"written in UTF-16": string(inUTF16(mark)[0]), "": "зюка",
	} {
		if got := writtenIn(bytes.ToLower([]byte("x"+text+"y")), mark); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}
