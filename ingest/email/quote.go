package email

import (
	"strings"
)

// split takes a mail's text apart: what its author wrote, and what is quoted in it, one level of marks removed. Answers
// between quoted lines are the author's. Signatures belong to neither.
func split(text string) (own, quoted string) {
	var mine, theirs []string
	lines := strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u00a0", " ").Replace(text), "\n")
	signature := false
	for i := 0; i < len(lines); i++ {
		line := strings.TrimSpace(lines[i])
		if strings.HasPrefix(line, ">") {
			theirs, signature = append(theirs, unmarked(line)), false
			continue
		}
		if n := attribution(lines[i:]); n > 0 {
			signature = false
			if i += n - 1; marked(lines[i+1:]) {
				continue
			}
			theirs = append(theirs, lines[i+1:]...)
			break
		}
		if n := heading(lines[i:]); n > 0 {
			theirs = append(theirs, lines[i+n:]...)
			break
		}
		switch {
		case line == "--" && !blank(mine):
			signature = true
		case !signature:
			mine = append(mine, lines[i])
		}
	}
	return trimTail(mine), strings.TrimSpace(strings.Join(theirs, "\n"))
}

func unmarked(line string) string {
	return strings.TrimPrefix(strings.TrimPrefix(line, ">"), " ")
}

// marked reports whether the next line that is not empty is a quoted one.
func marked(lines []string) bool {
	for _, line := range lines {
		if line = strings.TrimSpace(line); line != "" {
			return strings.HasPrefix(line, ">")
		}
	}
	return true // nothing follows
}

func blank(lines []string) bool {
	for _, line := range lines {
		if strings.TrimSpace(line) != "" {
			return false
		}
	}
	return true
}

var (
	// A line that says who wrote what follows: by its verb, or by an address before the colon.
	wrote = pattern(`(?i)(^|[\s>)"»])(wrote|пишете?|пишут|(на)?писал(а|\(а\)|и)?)\s*:$|>\s*:$|^вы (на)?писали .*:$`)
	// It names a time or an address; "My boss wrote:" does not.
	when = pattern(`@|\d{1,2}:\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\b(19|20)\d{2}\b`)
	// How one begins that is wrapped over several lines.
	begins = pattern(`(?i)^(on |\d{1,2}[./ ]|\d{4}-|"|«|(mon|tue|wed|thu|fri|sat|sun)[a-z]*[,. ]|(пн|вт|ср|чт|пт|сб|вс|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье)[,. ])`)
)

// wrapped is the most lines that an attribution takes.
const wrapped = 4

// attribution gives the number of lines, from the first, of "On Friday, Anna wrote:"; 0 when they say no such thing.
func attribution(lines []string) int {
	joined := ""
	for n := 1; n <= min(wrapped, len(lines)); n++ {
		line := strings.TrimSpace(lines[n-1])
		if line == "" || strings.HasPrefix(line, ">") {
			return 0
		}
		joined = strings.TrimSpace(joined + " " + line)
		if wrote().MatchString(joined) && when().MatchString(joined) {
			return n
		}
		if n == 1 && !begins().MatchString(joined) {
			return 0
		}
	}
	return 0
}

var (
	divider = pattern(`(?i)^[-_=\s]{2,}\s*(original message|original appointment|forwarded message|reply message|исходное сообщение|пересылаемое сообщение|пересланное сообщение|перенаправленное сообщение|конец пересылаемого сообщения)\s*[-_=\s]*$|^(begin forwarded message|начало переадресованного сообщения|начало пересылаемого сообщения)\s*:$`)
	sender  = pattern(`(?i)^\*?(from|от|от кого)\s*:\*?\s`)
	field   = pattern(`(?i)^\*?(from|sent|date|to|cc|subject|reply-to|importance|от|от кого|отправлено|дата|кому|копия|тема|важность)\s*:`)
)

// maxFields is the most lines that a heading takes.
const maxFields = 12

// heading gives the number of lines of what Outlook and its like put before the mail that they quote: a divider, the
// mail's From, Sent, To and Subject, or both.
func heading(lines []string) int {
	n := 0
	if divider().MatchString(strings.TrimSpace(lines[0])) {
		n = 1
	}
	fields := n
	for fields < min(len(lines), maxFields) && (field().MatchString(strings.TrimSpace(lines[fields])) || n == 1 && fields == 1 && strings.TrimSpace(lines[1]) == "") {
		fields++
	}
	if n == 1 || fields >= 3 && sender().MatchString(strings.TrimSpace(lines[0])) {
		return fields
	}
	return 0
}
