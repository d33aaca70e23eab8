package report

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"molva/alerts"
	"molva/alerts/metric"
	"molva/alerts/phrase"
	"molva/ingest"
)

// scribe puts the values of one report into words, and remembers what the foot of the report owes their reader: the formula of
// every number that was said, why a dash is one, and what a mark means.
type scribe struct {
	*phrase.Printer
	to       alerts.Links
	supplies map[string][]string // as in metric.Business
	rows     map[string]metric.Metric
	formulas []string // ids, as they were first said
	marked   []string // why values are missing, and what must be known of others; the n-th has the mark n+1
	vanity   bool
	entered  bool
	assumed  bool
}

func newScribe(p *phrase.Printer, to alerts.Links, supplies map[string][]string) *scribe {
	return &scribe{Printer: p, to: to, supplies: supplies, rows: registry()}
}

// registry is all rows by their ids; nobody changes them.
var registry = sync.OnceValue(func() map[string]metric.Metric {
	rows := map[string]metric.Metric{}
	for _, m := range metric.All() {
		rows[m.ID] = m
	}
	return rows
})

// cell is a value with its interval, leading to its evidence; its hint is the formula. A missing value is a dash with a mark,
// which the foot explains.
func (s *scribe) cell(v metric.Value) Cell {
	return Cell{Line: s.line(v), Hint: s.hint(s.rows[v.Metric])}
}

// line is a value with its interval, and a mark where the foot has more to say: 4.2% (3.1–5.6%)¹.
func (s *scribe) line(v metric.Value) alerts.Line {
	m := s.use(v.Metric)
	if !v.Known {
		return alerts.Words("–" + superscript(s.lack(m, v)))
	}
	text := s.plain(v)
	if v.Interval != nil && !(v.Over && v.Interval.Open && v.Interval.Low >= v.Value) { // which the number says already
		unit, ends := around(unitOf(m, v), v.Value, *v.Interval)
		text += " (" + interval(s.Printer, unit, ends, alerts.Inert(v.Currency)) + ")"
	}
	return alerts.Line{{Text: text + s.basis(v) + s.caution(v.Caveat), URL: s.to.To(v.Evidence)}}
}

// plain is the bare number of a known value.
func (s *scribe) plain(v metric.Value) string {
	text := amount(s.Printer, unitOf(s.rows[v.Metric], v), v.Value, alerts.Inert(v.Currency))
	if v.Over {
		return s.Sprintf("more than %s", text)
	}
	return text
}

// unitOf is the unit of a value: its own, or else the row's.
func unitOf(m metric.Metric, v metric.Value) ingest.Unit { return cmp.Or(v.Unit, m.Unit) }

// part is what people call a part of a metric; a stranger's word, such as a hashtag, names itself.
func (s *scribe) part(v metric.Value) string {
	return alerts.Inert(s.rows[v.Metric].PartOf(v, s.Language()))
}

// name is what a metric is called, vanity marked; its hint is the formula.
func (s *scribe) name(m metric.Metric) Cell {
	c := Cell{Line: alerts.Words(m.Name.In(s.Language())), Hint: s.hint(m), Vanity: m.Class == metric.Vanity}
	if c.Vanity {
		s.vanity = true
		c.Line = append(c.Line, alerts.Span{Text: " (V)"})
	}
	return c
}

// hint is the formula of a metric, with what is divided by and as of when, and what it is made of.
func (s *scribe) hint(m metric.Metric) string {
	text := m.Formula.In(s.Language())
	if d := m.Denominator.In(s.Language()); d != "" {
		text += "; " + s.Sprintf("denominator: %s", d)
	}
	if needs := m.Needs(); len(needs) > 0 {
		text += "; " + s.Sprintf("made of: %s", strings.Join(needs, ", "))
	}
	return text
}

// use remembers that a number of the metric was said.
func (s *scribe) use(id string) metric.Metric {
	if !slices.Contains(s.formulas, id) {
		s.formulas = append(s.formulas, id)
	}
	return s.rows[id]
}

// lack remembers why a value is missing, and returns the number of the footnote.
func (s *scribe) lack(m metric.Metric, v metric.Value) int {
	return remember(&s.marked, s.missing(v))
}

// missing says which input a value lacks and how to supply it, or why it is undefined although nothing lacks.
func (s *scribe) missing(v metric.Value) string {
	var why []string
	if v.Missing != "" {
		how := metric.Supply(v.Missing, v.Network, s.Language(), s.supplies)
		why = append(why, cmp.Or(how, s.Sprintf("%s is not known", v.Missing)))
	}
	if caveat := v.Caveat.In(s.Language()); caveat != "" {
		why = append(why, caveat)
	}
	return alerts.Inert(cmp.Or(strings.Join(why, "; "), s.Sprintf("undefined")))
}

// caution remembers what the reader must know of a number, and returns its mark.
func (s *scribe) caution(caveat metric.Text) string {
	text := alerts.Inert(caveat.In(s.Language()))
	if text == "" {
		return ""
	}
	return superscript(remember(&s.marked, text))
}

// basis marks a number that nobody measured.
func (s *scribe) basis(v metric.Value) string {
	switch v.Basis {
	case metric.Entered:
		s.entered = true
		return ", " + s.Sprintf("entered")
	case metric.Assumed:
		s.assumed = true
		return ", " + s.Sprintf("assumed")
	}
	return ""
}

// remember adds a text that is not there yet, and returns its number from one on.
func remember(all *[]string, text string) int {
	if at := slices.Index(*all, text); at >= 0 {
		return at + 1
	}
	*all = append(*all, text)
	return len(*all)
}

// foot is what must stand below the values that were said: the notes, and all formulas, once each.
func (s *scribe) foot() []alerts.Line { return append(s.notes(), s.formulae()...) }

// notes say why some values are missing, what is to be known of others, and what marks mean.
func (s *scribe) notes() (all []alerts.Line) {
	for i, why := range s.marked {
		all = append(all, alerts.Words(superscript(i+1)+" "+why))
	}
	if s.vanity {
		all = append(all, alerts.Words(s.Sprintf("(V) is vanity: alone it says nothing of the business, and it cannot be a goal.")))
	}
	if s.entered {
		all = append(all, alerts.Words(s.Sprintf("Entered numbers were put in by people; their sources stand in the list of inputs.")))
	}
	if s.assumed {
		all = append(all, alerts.Words(s.Sprintf("Assumed numbers are guesses; whatever is made of one is a guess too.")))
	}
	return all
}

// formulae are those of the metrics of which a number was said.
func (s *scribe) formulae() (all []alerts.Line) {
	for _, id := range s.formulas {
		if m, ok := s.rows[id]; ok {
			all = append(all, alerts.Words(m.Name.In(s.Language())+" = "+s.hint(m)))
		}
	}
	return all
}
