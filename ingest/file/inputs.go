package file

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"slices"
	"strings"

	"molva/ingest"
)

// InputOptions says how to understand a file of entered numbers.
//
// A record is one number: its kind, topic and period, and either a value or k of n. The period is as ingest.ParsePeriod reads
// it, or stands in from and to, two days that both belong to it. A value may be of each week, month or year of it, which per says.
// Of two records of the same kind, topic, period and currency the second is refused: they would not add up.
type InputOptions struct {
	Path   string            // tells the format, as in Options
	Format string            // as in Options
	Map    map[string]string // our name → the file's own, such as value: Сумма
	Topic  string            // every number is of this topic, whatever its record says
	Topics []ingest.Topic    // that there are; each has the zone in which its days begin
	Log    *slog.Logger      // hears what was guessed about the file; nil: nobody does
}

// ReadInputs reads all of r and emits its numbers. What cannot be read is in the pages' Rejected as "line N".
func ReadInputs(ctx context.Context, r io.Reader, o InputOptions, emit func(ingest.Page) error) error {
	if err := o.Validate(); err != nil {
		return err
	}
	lines := map[ingest.InputKey]int{}
	take := func(r record, page *ingest.Page) error {
		in, err := o.input(r)
		if err != nil {
			return err
		}
		if first, twice := lines[in.Key()]; twice {
			return fmt.Errorf("line %d is of the same kind, topic, period and currency; only one of the two would count", first)
		}
		lines[in.Key()] = r.line
		page.Inputs = append(page.Inputs, in)
		return nil
	}
	return readRecords(ctx, r, Options{Path: o.Path, Format: o.Format, Log: o.Log}, o.names(), take, emit)
}

var inputFields = []string{"kind", "topic", "period", "from", "to", "value", "per", "k", "n", "currency", "tax", "assumed", "source"}

// Validate joins all that is wrong with the options; without Topics it is not known whether there is such a topic.
func (o InputOptions) Validate() error {
	all := []error{Options{Format: o.Format}.check()}
	for _, ours := range slices.Sorted(maps.Keys(o.Map)) {
		if !slices.Contains(inputFields, ours) {
			all = append(all, ingest.Complain("map has %q, which is no field of an entered number; possible are: %s", ours, strings.Join(inputFields, ", ")))
		} else if o.Map[ours] == "" {
			all = append(all, ingest.Complain("map %s= names no field of the file", ours))
		}
	}
	if _, err := topicOf(o.Topics, o.Topic); o.Topic != "" && o.Topics != nil && err != nil {
		all = append(all, err)
	}
	return errors.Join(all...)
}

func (o InputOptions) names() names {
	return names{known: among(inputFields), list: strings.Join(inputFields, ", "), mapped: o.Map, example: "value", missing: o.missing}
}

func (o InputOptions) missing(fields []string) string {
	has := func(name string) bool { return slices.Contains(fields, name) }
	switch {
	case !has("kind"):
		return "kind"
	case o.Topic == "" && !has("topic"):
		return "topic"
	case !has("period") && !(has("from") && has("to")):
		return "period, or from and to"
	case !has("value") && !(has("k") && has("n")):
		return "value, or k and n"
	}
	return ""
}

// input reads one number; what it returns can be kept.
func (o InputOptions) input(r record) (in ingest.Input, err error) {
	name := o.Topic
	if name == "" {
		name = r.of("topic")
	}
	t, err := topicOf(o.Topics, name)
	if err != nil {
		return in, err
	}
	in = ingest.Input{Kind: strings.ToLower(r.of("kind")), Topic: t.ID, Per: perOf(r.of("per")),
		Currency: strings.ToUpper(r.of("currency")), Tax: taxOf(r.of("tax")), Source: r.of("source")}
	if in.From, in.To, err = periodOf(r, t.Zone); err != nil {
		return in, err
	}
	if in.Assumed, err = readFlag(r.of("assumed"), "assumed"); err != nil {
		return in, err
	}
	if err := numbers(&in, r); err != nil {
		return in, err
	}
	return in, in.Check()
}
