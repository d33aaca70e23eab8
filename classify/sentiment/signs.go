package sentiment

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// This file reads what is not a word: links, numbers, faces, emoji, runs of marks.

// linkLen is the length of the link that s begins with, up to the next space. A bare "http" is one too: some corpora
// leave that in the place of a link.
func linkLen(s string) int {
	switch {
	case s[0] != 'h' && s[0] != 'w':
		return 0
	case strings.HasPrefix(s, "http://"), strings.HasPrefix(s, "https://"), strings.HasPrefix(s, "www."):
		if end := strings.IndexFunc(s, unicode.IsSpace); end >= 0 {
			return end
		}
		return len(s)
	case strings.HasPrefix(s, "http") && !startsWord(s[len("http"):]):
		return len("http")
	}
	return 0
}

// nameLen is the length of the account name that s begins with.
func nameLen(s string) int {
	for i, r := range s {
		if r != '_' && !isLetter(r) && !unicode.IsDigit(r) {
			return i
		}
	}
	return len(s)
}

// numberLen takes "3.5", "10/10", "18:00", "50%" as one.
func numberLen(s string) int {
	end := 0
	for i := range len(s) {
		switch c := s[i]; {
		case '0' <= c && c <= '9', c == '%' && end == i:
			end = i + 1
		case strings.IndexByte(".,:/", c) >= 0 && end == i:
		default:
			return end
		}
	}
	return end
}

// numberHash keeps short numbers apart ("5", "10", stars and marks out of ten) and throws the others together.
func numberHash(s string) uint64 {
	s = s[:numberLen(s)]
	if len(s) > 2 && s != "10/10" && s != "100%" {
		return classHash(number, 0)
	}
	h := classHash(number, 1)
	for _, r := range s {
		h = hashRune(h, r)
	}
	return h
}

// entityLen is the length of an HTML entity that was left in a text.
func entityLen(s string) int {
	for _, entity := range [...]string{"&amp;", "&lt;", "&gt;", "&quot;", "&#39;", "&nbsp;"} {
		if strings.HasPrefix(s, entity) {
			return len(entity)
		}
	}
	return 0
}

// bangs reads a run of "!" and "?": which of the two it has, and whether there are one, two or more.
func bangs(s string) (n int, hash uint64) {
	var variant rune
	for n < len(s) && (s[n] == '!' || s[n] == '?') {
		if s[n] == '!' {
			variant |= 1
		} else {
			variant |= 2
		}
		n++
	}
	return n, classHash(marks, variant|rune(min(n, 3))<<2)
}

// isQuestion reports a run of marks that asks.
func isQuestion(t token) bool {
	if t.kind != marks {
		return false
	}
	for n := rune(1); n <= 3; n++ {
		if t.hash == classHash(marks, 2|n<<2) || t.hash == classHash(marks, 3|n<<2) {
			return true
		}
	}
	return false
}

// brackets reads Russian faces: ")" that closes nothing smiles, "(" that is never closed, or doubled, is sad.
func (t *tokens) brackets(s *scanner, rest string) {
	n := strings.IndexFunc(rest, func(r rune) bool { return r != rune(rest[0]) })
	if n < 0 {
		n = len(rest)
	}
	switch {
	case rest[0] == '(' && (n > 1 || s.at > s.lastClose):
		t.take(s, face, n, faceHash('(', n))
	case rest[0] == '(':
		s.open++
		s.at++
	case n <= s.open:
		s.open -= n
		s.at += n
	case n == 1 && t.endsInNumber(s.at): // "1) …"
		s.at++
	default:
		t.take(s, face, n, faceHash(')', n-s.open))
		s.open = 0
	}
}

// endsInNumber reports whether a number stands right before a place.
func (t *tokens) endsInNumber(at int) bool {
	n := len(t.list)
	return n > 0 && t.list[n-1].kind == number && t.list[n-1].end == at
}

// faceHash tells a mouth and how often it is repeated: once, twice, more.
func faceHash(mouth rune, n int) uint64 {
	return hashRune(classHash(face, mouth), rune(min(n, 3)))
}

// faceLen reads a face of eyes, perhaps a nose or a tear, and a mouth; n is 0 where there is none.
func faceLen(s string) (n int, hash uint64) {
	if strings.HasPrefix(s, "<3") {
		return 2, faceHash('3', 1)
	}
	if s == "" || strings.IndexByte(":;=", s[0]) < 0 {
		return 0, 0
	}
	at := 1
	if at < len(s) && strings.IndexByte("-'^", s[at]) >= 0 {
		at++
	}
	if at >= len(s) {
		return 0, 0
	}
	mouth := mouthOf(s[at])
	if mouth == 0 || mouth >= 'A' && startsWord(s[at+1:]) || s[0] != ':' && mouth == '/' && at == 1 {
		return 0, 0
	}
	end := at + 1
	for end < len(s) && s[end] == s[at] {
		end++
	}
	return end, faceHash(mouth, end-at)
}

// mouthOf folds the mouths that mean the same; 0 for what is no mouth.
func mouthOf(c byte) rune {
	switch c {
	case ')', ']', '}':
		return ')'
	case '(', '[', '{':
		return '('
	case 'D', 'd':
		return 'D'
	case 'P', 'p':
		return 'P'
	case '/', '\\', '|':
		return '/'
	case '*':
		return '*'
	}
	return 0
}

// emojiRun reads one emoji however often it is repeated, without its variants and skin tones.
func (t *tokens) emojiRun(s *scanner, first rune, rest string) {
	end := 0
	for i, r := range rest {
		if r != first && !joinsEmoji(r) {
			break
		}
		end = i + utf8.RuneLen(r)
	}
	if joinsEmoji(first) {
		s.at += end
		return
	}
	t.take(s, emoji, end, classHash(emoji, first))
	t.recognise(&t.list[len(t.list)-1])
}

func isEmoji(r rune) bool {
	return r >= 0x1F000 && r <= 0x1FAFF || r >= 0x2600 && r <= 0x27BF || r >= 0x2B00 && r <= 0x2BFF || joinsEmoji(r)
}

// joinsEmoji reports variation selectors, the joiner, the keycap and skin tones.
func joinsEmoji(r rune) bool {
	return r == 0xFE0F || r == 0x200D || r == 0x20E3 || r >= 0x1F3FB && r <= 0x1F3FF
}

// punctuation reads a face, dots, or the end of a clause; the rest is passed over.
func (t *tokens) punctuation(s *scanner, r rune, size int, rest string) {
	if n, hash := faceLen(rest); n > 0 {
		t.take(s, face, n, hash)
		return
	}
	if r == '…' || strings.HasPrefix(rest, "..") {
		n := len(rest) - len(strings.TrimLeft(rest, ".…"))
		t.take(s, marks, n, classHash(marks, '.'))
		return
	}
	if strings.ContainsRune(".,;:\n—–", r) {
		t.take(s, pause, size, 0)
		return
	}
	s.at += size
}
