package evidence

import (
	"cmp"
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"molva/alerts"
	"molva/ingest"
)

// inputs lists what people entered, in the configuration or by import. Each period is told by the clocks of its own topic, by which
// it begins and ends at midnight.
func (s *pages) inputs(ctx context.Context, v url.Values, _ part) (list, error) {
	q, err := alerts.ParseInputs(v)
	if err != nil {
		return list{}, s.misread(v, err)
	}
	a, err := s.about(ctx, q.Topic, q.Period)
	if err != nil {
		return list{}, err
	}
	all, err := s.Business.Entered(ctx, s.DB, q)
	if err != nil {
		return list{}, err
	}
	zones, err := s.zones(ctx)
	if err != nil {
		return list{}, err
	}
	slices.SortStableFunc(all, byKind)
	p := s.Printer
	a.narrow(q.Kind, p.Sprintf("kind: %s", alerts.Inert(q.Kind)))
	return list{title: a.titled(p.Sprintf("%d entered numbers", len(all))), terms: a.terms, n: len(all),
		head: []string{p.Sprintf("period"), p.Sprintf("topic"), p.Sprintf("kind"), p.Sprintf("value"), p.Sprintf("source")},
		row: func(i int) []cell {
			in := all[i]
			zone := cmp.Or(zones[in.Topic], a.zone)
			return []cell{{Text: p.Dates(in.From.In(zone), in.To.In(zone))}, harmless(in.Topic), harmless(in.Kind), s.entered(in), s.sourceOf(in)}
		}}, nil
}

// zones are those of all topics, by id.
func (s *pages) zones(ctx context.Context) (map[string]*time.Location, error) {
	tree, err := s.DB.Topics(ctx)
	zones := map[string]*time.Location{}
	for _, t := range tree {
		zones[t.ID] = t.Zone
	}
	return zones, err
}

// byKind is the order of a list: all of a kind together, each topic's in the order of their time.
func byKind(a, b ingest.Input) int {
	return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Topic, b.Topic), a.From.Compare(b.From), a.To.Compare(b.To),
		cmp.Compare(a.Currency, b.Currency))
}

// entered is the number itself: a value with its currency, of what it is and its tax, or k of n.
func (s *pages) entered(in ingest.Input) cell {
	p := s.Printer
	if in.Value == nil {
		return cell{Text: p.Sprintf("%d of %d", *in.K, *in.N), Number: true}
	}
	text := s.asTold(*in.Value)
	if in.Currency != "" {
		text += "\u00a0" + alerts.Inert(in.Currency)
	}
	switch in.Per {
	case ingest.EachWeek:
		text = p.Sprintf("%s a week", text)
	case ingest.EachMonth:
		text = p.Sprintf("%s a month", text)
	case ingest.EachYear:
		text = p.Sprintf("%s a year", text)
	}
	switch in.Tax {
	case ingest.TaxIncluded:
		text = p.Sprintf("%s, with tax", text)
	case ingest.TaxExcluded:
		text = p.Sprintf("%s, without tax", text)
	}
	if in.N != nil {
		text += " (" + p.Sprintf("of %d answers", *in.N) + ")"
	}
	return cell{Text: text, Number: true}
}

// asTold is a number with all the digits that were told, as far as the eighth behind the point: a price of 0.008 is not 0.01.
func (s *pages) asTold(x float64) string {
	_, behind, _ := strings.Cut(strconv.FormatFloat(x, 'f', -1, 64), ".")
	return s.Printer.Decimal(x, min(len(behind), 8))
}

// sourceOf says where a number comes from, and whether it is a guess.
func (s *pages) sourceOf(in ingest.Input) cell {
	c := harmless(in.Source)
	if in.Assumed {
		if c.Text != "" {
			c.Text += ", "
		}
		c.Text += s.Printer.Sprintf("assumed")
	}
	return c
}

// steps lists steps of people towards buying, the first first. Who took them is not kept but as hashes, and not shown.
func (s *pages) steps(ctx context.Context, v url.Values, _ part) (list, error) {
	q, err := alerts.ParseSteps(v)
	if err != nil {
		return list{}, s.misread(v, err)
	}
	a, err := s.about(ctx, q.Topic, q.Period)
	if err != nil {
		return list{}, err
	}
	all, err := s.DB.Steps(ctx, q)
	if err != nil {
		return list{}, err
	}
	walked, err := s.DB.Paths(ctx, q)
	if err != nil {
		return list{}, err
	}
	p := s.Printer
	a.narrow(q.Stage, p.Sprintf("stage: %s", alerts.Inert(q.Stage)))
	a.terms = append(a.terms, p.Sprintf("people: %s", p.Number(len(walked))))
	return list{title: a.titled(p.Sprintf("%d steps towards buying", len(all))), people: len(walked), terms: a.terms, n: len(all),
		head: []string{p.Sprintf("when"), p.Sprintf("topic"), p.Sprintf("stage"), p.Sprintf("consent"), p.Sprintf("value")},
		row: func(i int) []cell {
			step := all[i]
			return []cell{a.day(step.At), harmless(step.Topic), harmless(step.Stage), {Text: s.consent(step.Consent)}, s.paid(step)}
		}}, nil
}

func (s *pages) consent(given bool) string {
	if given {
		return s.Printer.Sprintf("yes")
	}
	return s.Printer.Sprintf("no")
}

func (s *pages) paid(step ingest.Step) cell {
	if step.Value == nil {
		return cell{}
	}
	c := s.number(*step.Value)
	c.Text += "\u00a0" + alerts.Inert(step.Currency)
	c.File += " " + alerts.Inert(step.Currency)
	return c
}
