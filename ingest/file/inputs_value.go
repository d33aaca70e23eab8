package file

import (
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
