package store

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"molva/classify/cluster/terms"
	"molva/ingest/query"
)

// PostPart narrows posts down to those of a part by which they are compared. A zero field leaves that side open.
type PostPart struct {
	Slot   string // an hour or a weekday of publishing, as [Slots] has it
	Zone   string // by whose clocks, as the time zone database names it; "" is UTC
	Length string // of the text, as [Length] tells it
	Word   string // as [Words] has it
}

// holds returns which posts are of the part.
func (p PostPart) holds() (func(text string, published time.Time) bool, error) {
	zone, err := time.LoadLocation(p.Zone)
	if err != nil {
		return nil, err
	}
	return func(text string, published time.Time) bool {
		return (p.Slot == "" || slices.Contains(Slots(published, zone), p.Slot)) &&
			(p.Length == "" || Length(text) == p.Length) &&
			(p.Word == "" || slices.Contains(Words(text), p.Word))
	}, nil
}

// weekdays are the slots of weekdays, as [time.Weekday] counts them.
var weekdays = [...]string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

// Slots are the hour and the weekday of a moment by the clocks of a zone: h14, mon.
func Slots(at time.Time, zone *time.Location) []string {
	at = at.In(zone)
	return []string{fmt.Sprintf("h%02d", at.Hour()), weekdays[at.Weekday()]}
}

// Length tells how long a text is, in characters: none, short up to 160, medium up to 1000, long.
func Length(text string) string {
	switch n := utf8.RuneCountInString(text); {
	case n == 0:
		return "none"
	case n <= 160:
		return "short"
	case n <= 1000:
		return "medium"
	}
	return "long"
}

// fewRunes is how many letters a word has at least.
const fewRunes = 3

// Words are the words of a text, folded, each once, without links, hashtags, names of accounts, numbers and words that say
// nothing by themselves.
func Words(text string) []string {
	var all []string
	for field := range strings.FieldsSeq(text) {
		if strings.ContainsAny(field, "#@") || strings.Contains(field, "://") {
			continue
		}
		for word := range query.Words(field) {
			if utf8.RuneCountInString(word) >= fewRunes && !terms.Stop(word) && strings.ContainsFunc(word, unicode.IsLetter) && !slices.Contains(all, word) {
				all = append(all, word)
			}
		}
	}
	return all
}
