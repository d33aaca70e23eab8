package copies

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"molva/ingest/query"
)

// words yields the folded words of a text without links, names of accounts and leading retweet marks, each valid until
// the next.
func words(scan *query.Scanner, text string) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		if !strings.Contains(text, "@") && !isLink(text) && !strings.Contains(text, "www.") {
			eachWord(scan, original(text), yield)
			return
		}
		for field := range strings.FieldsSeq(original(text)) {
			if isLink(field) || isAccount(field) {
				continue
			}
			if !eachWord(scan, field, yield) {
				return
			}
		}
	}
}

func eachWord(scan *query.Scanner, text string, yield func([]byte) bool) bool {
	for scan.Reset(text); scan.Next(); {
		if !yield(scan.Word()) {
			return false
		}
	}
	return true
}

// isLink looks inside the field too, because people write "look:https://…".
func isLink(field string) bool {
	return strings.Contains(field, "://") || strings.HasPrefix(field, "www.")
}

// isAccount allows for punctuation before the sign, as in ".@name" and "(@name".
func isAccount(field string) bool {
	return strings.HasPrefix(strings.TrimLeft(field, `.,:;("'«“-—`), "@")
}

// Repost reports whether a text says of itself that it is somebody else's: "RT @name …", "Forwarded from …",
// "Репост …".
func Repost(text string) bool {
	text = strings.TrimSpace(text)
	return len(original(text)) < len(text)
}

var repostMarks = [...]string{"forwarded from ", "forwarded message from ", "переслано от ", "переслано из ", "репост из ", "репост от ", "репост:"}

// original takes the marks of a repost off the front of a text, all of them: retweets are retweeted.
func original(text string) string {
	for {
		text = strings.TrimSpace(text)
		rest, ok := cutMark(text)
		if !ok {
			return text
		}
		text = rest
	}
}

// cutMark takes off one mark: "RT @name", with or without a colon, or one of the others up to its colon or the end of
// its line.
func cutMark(text string) (rest string, ok bool) {
	if rest, ok := cutPrefixFold(text, "rt @"); ok {
		size := nameLen(rest)
		return strings.TrimPrefix(rest[size:], ":"), size > 0
	}
	for _, mark := range repostMarks {
		rest, ok := cutPrefixFold(text, mark)
		if !ok {
			continue
		}
		if strings.HasSuffix(mark, ":") {
			return rest, true
		}
		end := strings.IndexAny(rest, ":\n")
		return rest[end+1:], end >= 0
	}
	return text, false
}

// nameLen is the length of the account name that s begins with.
func nameLen(s string) int {
	rest := strings.TrimLeftFunc(s, func(r rune) bool {
		return r == '_' || r == '.' || r == '-' || unicode.IsLetter(r) || unicode.IsDigit(r)
	})
	return len(s) - len(rest)
}

// cutPrefixFold is strings.CutPrefix without regard to case; prefix is in lower case.
func cutPrefixFold(s, prefix string) (rest string, ok bool) {
	for _, want := range prefix {
		r, size := utf8.DecodeRuneInString(s)
		if unicode.ToLower(r) != want {
			return s, false
		}
		s = s[size:]
	}
	return s, true
}
