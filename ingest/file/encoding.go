package file

import (
	"bytes"
	"unicode/utf8"
)

const (
	windows1251 = "windows-1251" // in which spreadsheets in Russian save CSV
	wideText    = "UTF-16"       // in which stores and Windows export
)

var littleEndian, bigEndian = []byte("\xff\xfe"), []byte("\xfe\xff")

// isUTF16 reports a byte order mark that says so.
func isUTF16(head []byte) bool {
	return bytes.HasPrefix(head, littleEndian) || bytes.HasPrefix(head, bigEndian)
}

// encodingOf tells Russian text in windows-1251 from UTF-8 with some wrong bytes, and from other encodings, which would
// turn into nonsense that looks like Russian. "" is UTF-8.
//
// Such text has hardly any valid UTF-8 beyond ASCII, its high bytes are letters that stand in words of their own kind
// (in Latin-1 they stand among ASCII letters), and small letters outnumber capitals (in KOI8-R the halves are swapped).
func encodingOf(head []byte) string {
	if soundUTF8(head) || !russianWords(head) {
		return ""
	}
	return windows1251
}

// soundUTF8 reports whether most of what is beyond ASCII is valid. A character that the end of b cuts counts as neither.
func soundUTF8(b []byte) bool {
	valid, wrong := 0, 0
	for len(b) > 0 {
		r, size := utf8.DecodeRune(b)
		switch {
		case size > 1:
			valid++
		case r == utf8.RuneError && utf8.FullRune(b):
			wrong++
		}
		b = b[size:]
	}
	return wrong == 0 || valid > wrong
}

func russianWords(b []byte) bool {
	var high, letters, small, alone int
	for i, c := range b {
		if c < utf8.RuneSelf {
			continue
		}
		high++
		if !russian(c) {
			continue
		}
		letters++
		if c >= 0xe0 || c == 0xb8 {
			small++
		}
		if besideASCII(b, i) {
			alone++
		}
	}
	return letters*10 >= high*9 && small*2 > letters && alone*5 < letters
}

// russian reports whether c is a letter А-я, Ё or ё in windows-1251.
func russian(c byte) bool { return c >= 0xc0 || c == 0xa8 || c == 0xb8 }

// besideASCII reports whether a Latin letter touches the byte at i.
func besideASCII(b []byte, i int) bool {
	return i > 0 && latin(b[i-1]) || i+1 < len(b) && latin(b[i+1])
}

func latin(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
