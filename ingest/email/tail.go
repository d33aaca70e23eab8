package email

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// What programs, companies and manners put under a text. Each is looked for at the end only.
var (
	footer = pattern(`(?i)^(sent (from|with|via) |get outlook for |отправлено (с|из|через) |послано с |письмо отправлено (с|из) |(скачать|скачайте|получить) outlook|virus-free|без вирусов|please consider the environment|подумайте об? (природе|окружающей)|берегите природу).{0,100}$|^\[(cid|image|logo|изображение|логотип)\b?[^\]]*\]$|^[-_=*~\s]{3,}$`)

	gap = pattern(`\n(\s*\n){2,}`) // where a quotation was

	closing = pattern(`(?i)^((with )?((best|kind|warm|warmest|kindest) )?(regards|wishes)|(yours )?(sincerely|faithfully|truly)|respectfully|с (большим |искренним )?уважением|с (наилучшими|добрыми) пожеланиями|всего (доброго|хорошего|наилучшего))([\s,.!].{0,60})?$`)
	further = pattern(`(?i)^(p\.?\s?p?\.?\s?s\b|з\.?ы\.?|постскриптум)`)

	legal   = pattern(`(?i)^\W*(this (e-?mail|message|communication|mail)|the (information|content)s?|any |confidential|disclaimer|notice|if you |(данное|настоящее|это) |(данный|настоящий|этот) |информация|содержание|внимание|уведомление|если вы )`)
	guarded = pattern(`(?i)confidential|privileged|intended (only |solely |exclusively )?for|intended recipient|конфиденциальн|предназначен\S* (исключительно|только)|(не являетесь|не предназначено).{0,60}(адресат|получател)|получили .{0,40}по ошибке|received .{0,40}in error`)
)

const (
	signed   = 8  // lines at most of what follows "Kind regards"
	short    = 60 // and the letters at most of each
	shortest = 60 // bytes of the shortest disclaimer
	longest  = 4096
	reach    = 8192 // bytes of a text's end in which all that is looked for
)

// trimTail drops what stands under a text and is no part of it, unless nothing would be left. Only the end is looked at, or
// a mail of a million lines would take hours.
func trimTail(lines []string) string {
	text := strings.TrimSpace(gap().ReplaceAllString(strings.Join(lines, "\n"), "\n\n"))
	start := max(len(text)-reach, 0)
	tail := text[start:]
	for {
		less := tail
		for _, cut := range []func(string) string{withoutFooter, withoutDisclaimer, withoutClosing} {
			less = strings.TrimRightFunc(cut(less), unicode.IsSpace)
		}
		if less == tail || start == 0 && less == "" {
			return strings.TrimSpace(text[:start] + tail)
		}
		tail = less
	}
}

func withoutFooter(text string) string {
	head, last := cutLast(text, "\n")
	if footer().MatchString(strings.TrimSpace(last)) {
		return head
	}
	return text
}

func withoutDisclaimer(text string) string {
	head, last := cutLast(text, "\n\n")
	if len(last) >= shortest && len(last) <= longest && legal().MatchString(last) && guarded().MatchString(last) {
		return head
	}
	return text
}

// withoutClosing drops "Kind regards" and the name, post and telephone under it.
func withoutClosing(text string) string {
	rest, line := text, ""
	for seen := 0; rest != "" && seen <= signed; {
		rest, line = cutLast(rest, "\n")
		switch line = strings.TrimSpace(line); {
		case line == "":
			continue
		case closing().MatchString(line):
			return rest
		case len(line) > 2*short || utf8.RuneCountInString(line) > short || further().MatchString(line):
			return text
		}
		seen++
	}
	return text
}

// cutLast gives what stands before and after the last separator; all of it after when there is none.
func cutLast(s, sep string) (head, last string) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):]
	}
	return "", s
}
