package feed

import (
	"bytes"
	"mime"
	"regexp"
	"strconv"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	uni "golang.org/x/text/encoding/unicode"
)

// toUTF8 makes valid UTF-8 of a feed's bytes, with only such characters as XML allows.
//
// What the bytes are decides, not what they claim: a byte order mark, or the zero bytes of UTF-16, or being UTF-8 but for
// a few bad bytes. Only then the charset of the Content-Type counts, and then the one of the XML declaration. A byte that
// means nothing becomes U+FFFD.
func toUTF8(b []byte, contentType string) []byte {
	if e := encodingOf(b, contentType); e != nil {
		if decoded, err := e.NewDecoder().Bytes(b); err == nil {
			b = decoded
		}
	}
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	b = bytes.ToValidUTF8(b, []byte("\uFFFD"))
	return reference.ReplaceAllFunc(bytes.Map(allowed, b), replaceReference)
}

// encodingOf guesses how b is encoded; nil is UTF-8.
func encodingOf(b []byte, contentType string) encoding.Encoding {
	switch {
	case bytes.HasPrefix(b, []byte("\xef\xbb\xbf")):
		return nil
	case bytes.HasPrefix(b, []byte("\xff\xfe")), len(b) > 1 && b[0] != 0 && b[1] == 0:
		return uni.UTF16(uni.LittleEndian, uni.UseBOM)
	case bytes.HasPrefix(b, []byte("\xfe\xff")), len(b) > 1 && b[0] == 0 && b[1] != 0:
		return uni.UTF16(uni.BigEndian, uni.UseBOM)
	case looksUTF8(b):
		return nil
	}
	_, params, err := mime.ParseMediaType(contentType)
	if err == nil && params["charset"] != "" {
		if e := byName(params["charset"]); e != nil {
			return e
		}
	}
	if m := declared.FindSubmatch(b[:min(len(b), 200)]); m != nil {
		return byName(string(m[1]))
	}
	return nil
}

// byName finds an encoding that can hold XML one byte at a time; the bytes have shown that they are no UTF-16.
func byName(label string) encoding.Encoding {
	e, name := charset.Lookup(label)
	if name == "" || name == "utf-8" || name == "utf-16le" || name == "utf-16be" || name == "replacement" {
		return nil
	}
	return e
}

// looksUTF8 tells UTF-8 with a few bad bytes from the bytes of some other encoding: in UTF-8, letters beyond ASCII take
// several bytes that fit together, which by chance they hardly do.
func looksUTF8(b []byte) bool {
	good, bad := 0, 0
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		switch {
		case r == utf8.RuneError && n == 1:
			bad++
		case n > 1:
			good++
		}
		b = b[n:]
	}
	return bad == 0 || good > 4*bad
}

// allowed drops characters that XML 1.0 does not have.
func allowed(r rune) rune {
	switch {
	case r == '\t', r == '\n', r == '\r':
		return r
	case r < 0x20, r == 0xfffe, r == 0xffff, unicode.Is(unicode.Cs, r):
		return -1
	}
	return r
}

var (
	declared  = regexp.MustCompile(`^\s*<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9._:-]+)["']`)
	reference = regexp.MustCompile(`&#(?:[0-9]{1,10}|[xX][0-9a-fA-F]{1,8});`)
)

// replaceReference puts U+FFFD in the place of a reference to a character that XML does not have.
func replaceReference(ref []byte) []byte {
	digits, base := string(ref[2:len(ref)-1]), 10
	if digits[0] == 'x' || digits[0] == 'X' {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	if r := rune(n); err != nil || n > unicode.MaxRune || !utf8.ValidRune(r) || allowed(r) < 0 {
		return []byte("\uFFFD")
	}
	return ref
}
