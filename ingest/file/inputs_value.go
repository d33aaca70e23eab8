package file

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"
	"time"

	"molva/ingest"
)

// numbers reads the value of an input, or its k of n.
func numbers(in *ingest.Input, r record) (err error) {
	if in.Value, err = valueOf(in.Kind, r.of("value")); err != nil {
		return err
	}
	if in.K, err = readWhole(r.of("k"), "k"); err != nil {
		return err
	}
	in.N, err = readWhole(r.of("n"), "n")
	return err
}

// valueOf reads a number in a kind's unit; nil when nothing stands there. A share may be in per cent when it says so.
func valueOf(kind, s string) (*float64, error) {
	if s == "" {
		return nil, nil
	}
	k, _ := ingest.InputOf(kind)
	scale := 1.0
	if whole, cut := strings.CutSuffix(s, "%"); cut && k.Unit == ingest.UnitShare {
		s, scale = whole, 100
	}
	v, err := readNumber(s, k.Unit == ingest.UnitCount)
	if err != nil {
		return nil, err
	}
	v /= scale
	return &v, nil
}

func readWhole(s, name string) (*int, error) {
	if s == "" {
		return nil, nil
	}
	v, err := readNumber(s, true)
	if err == nil && v == float64(int(v)) {
		return new(int(v)), nil
	}
	return nil, fmt.Errorf("%s is no whole number, want one such as 120", name)
}

// readFlag reads yes or no; nothing is no.
func readFlag(s, name string) (bool, error) {
	switch string(plainFlag([]byte(s))) {
	case "true":
		return true, nil
	case "false", "":
		return false, nil
	}
	return false, fmt.Errorf("%s is neither yes nor no", name)
}

// perWords and taxWords are what people write for what a value is of and for its tax, in small letters with single spaces.
var (
	perWords = map[string]ingest.Per{
		"weekly": ingest.EachWeek, "a week": ingest.EachWeek, "в неделю": ingest.EachWeek, "неделя": ingest.EachWeek, "еженедельно": ingest.EachWeek,
		"monthly": ingest.EachMonth, "a month": ingest.EachMonth, "в месяц": ingest.EachMonth, "месяц": ingest.EachMonth, "ежемесячно": ingest.EachMonth,
		"yearly": ingest.EachYear, "a year": ingest.EachYear, "в год": ingest.EachYear, "год": ingest.EachYear, "ежегодно": ingest.EachYear,
	}
	taxWords = map[string]ingest.Tax{
		"with tax": ingest.TaxIncluded, "with vat": ingest.TaxIncluded, "с ндс": ingest.TaxIncluded, "с налогом": ingest.TaxIncluded,
		"without tax": ingest.TaxExcluded, "without vat": ingest.TaxExcluded, "без ндс": ingest.TaxExcluded, "без налога": ingest.TaxExcluded,
	}
)

// perOf reads of each of what a value is. A word that nobody knows stays, for the input's check to name it.
func perOf(s string) ingest.Per {
	s = plainWords(s)
	return cmp.Or(perWords[s], ingest.Per(s))
}

// taxOf reads whether tax is in an amount, as perOf does.
func taxOf(s string) ingest.Tax {
	s = plainWords(s)
	return cmp.Or(taxWords[s], ingest.Tax(s))
}

func plainWords(s string) string { return strings.Join(strings.Fields(strings.ToLower(s)), " ") }

var dotted = regexp.MustCompile(`^(\d{2})\.(\d{2})\.(\d{4})$`)

// periodOf is the period of a record; days may also be written as 30.09.2026.
func periodOf(r record, zone *time.Location) (from, to time.Time, err error) {
	period := r.of("period")
	if period == "" {
		period = isoDay(r.of("from")) + ".." + isoDay(r.of("to"))
	}
	if zone == nil {
		zone = time.UTC
	}
	return ingest.ParsePeriod(period, zone)
}

func isoDay(s string) string { return dotted.ReplaceAllString(s, "$3-$2-$1") }

// topicOf finds a topic by its id or name, whatever the case.
func topicOf(topics []ingest.Topic, name string) (ingest.Topic, error) {
	ids := make([]string, len(topics))
	for i, t := range topics {
		if strings.EqualFold(t.ID, name) || strings.EqualFold(t.Name, name) {
			return t, nil
		}
		ids[i] = t.ID
	}
	return ingest.Topic{}, ingest.Complain("the topic is unknown, want one of: %s", strings.Join(ids, ", "))
}
