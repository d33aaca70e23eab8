package report

import (
	"maps"
	"slices"
	"strings"
	"time"

	"molva/alerts"
	"molva/alerts/metric"
	"molva/alerts/phrase"
	"molva/alerts/service"
	"molva/ingest"
)

// serviceWriter puts the report into words.
type serviceWriter struct{ *scribe }

// Document says how soon people are answered, what that would look like if those who were not did not count, and who waits.
func (s Service) Document(p *phrase.Printer, to alerts.Links) Document {
	w := serviceWriter{newScribe(p, to, s.Supplies)}
	d := Document{Language: p.Language(), Title: p.Sprintf("%s: answers to customers, %s", alerts.Inert(s.Topic.Name), p.Dates(s.Period.From, s.Period.To))}
	d.Lead = append(w.lead(s), w.soFar(s.Running)...)
	d.Parts = append(d.Parts, Part{Title: p.Sprintf("This period and the one before"), Table: w.beside(s), After: w.flattery(s.Now)})
	if len(s.Networks) > 1 {
		d.Parts = append(d.Parts, Part{Title: p.Sprintf("By network"), Table: w.networks(s.Networks)})
	}
	if len(s.Waiting.Episodes) > 0 {
		d.Parts = append(d.Parts, w.waiting(s.Waiting))
	}
	d.Parts = append(d.Parts, w.index(s.Index))
	if part, any := w.rivals(s.Rivals); any {
		d.Parts = append(d.Parts, part)
	}
	if len(s.Now.Episodes)+len(s.Waiting.Episodes) > 0 {
		d.Foot = alerts.Lines(w.rules(s)...)
	}
	d.Foot = append(d.Foot, w.foot()...)
	return d
}

// lead is how many waited and what came of it, then the median.
func (w serviceWriter) lead(s Service) []alerts.Line {
	first, ok := s.Now.find("waiting_median", metric.PartClock)
	if !ok || len(s.Now.Episodes) == 0 {
		return alerts.Lines(w.Sprintf("How soon people are answered cannot be told; the notes below say why."))
	}
	lines := []alerts.Line{w.counted(s.Now.Serving)}
	if first.Known {
		first.Caveat = metric.Text{}
		lines = append(lines, joinLines(alerts.Words(w.Sprintf("Half of them are answered after:")+" "), w.line(first)))
	}
	return lines
}

// counted says the counts, each leading to its list.
func (w serviceWriter) counted(s metric.Serving) (all alerts.Line) {
	for i, state := range countedStates(s.Desk) {
		if i > 0 {
			all = append(all, alerts.Span{Text: " "})
		}
		all = append(all, alerts.Span{Text: w.state(state) + ": "})
		all = append(all, w.count(s, state).Line...)
		all = append(all, alerts.Span{Text: "."})
	}
	return all
}

// count is how many waits are in a state; a dash where nothing was heard, since that is not nobody.
func (w serviceWriter) count(s metric.Serving, state service.State) Cell {
	if s.Silent {
		return plain("–")
	}
	return counted(s.Count(state), s.Evidence(state), w.Printer, w.to)
}

func (w serviceWriter) state(state service.State) string {
	switch state {
	case service.Answered:
		return w.Sprintf("Answered")
	case service.Waiting:
		return w.Sprintf("No answer so far")
	case service.Late:
		return w.Sprintf("Over the SLA")
	}
	return w.Sprintf("Needed an answer")
}

// beside is the period beside the one before, count by count and metric by metric.
func (w serviceWriter) beside(s Service) *Table {
	t := &Table{Head: []string{w.Sprintf("Metric"), w.Dates(s.Period.From, s.Period.To), w.Dates(s.Before.Period.From, s.Before.Period.To)},
		Right: []bool{false, true, true}}
	if len(s.Now.Episodes)+len(s.Before.Episodes) > 0 {
		for _, state := range countedStates(s.Now.Desk) {
			t.Rows = append(t.Rows, []Cell{plain(w.state(state)), w.count(s.Now.Serving, state), w.count(s.Before.Serving, state)})
		}
	}
	for _, v := range s.Now.Values {
		before, _ := s.Before.find(v.Metric, v.Part)
		t.Rows = append(t.Rows, []Cell{w.called(v), w.cell(v), w.quietly(before)})
	}
	return t
}

// called is the name of a metric with its part.
func (w serviceWriter) called(v metric.Value) Cell {
	c := w.name(w.rows[v.Metric])
	if v.Part != "" {
		c.Line = append(c.Line, alerts.Span{Text: ", " + w.part(v)})
	}
	return c
}

// quietly is a value beside another one of the same metric, whose caveats have said enough.
func (w serviceWriter) quietly(v metric.Value) Cell {
	switch {
	case v.Known:
		v.Caveat = metric.Text{}
	case v.Metric == "":
		return plain("–")
	}
	return w.cell(v)
}

// flattery says what a mean of the answered would have been, and why it is better than the truth.
func (w serviceWriter) flattery(s Served) []alerts.Line {
	mean, median, n := s.usual()
	waiting := len(s.Episodes) - n
	if n == 0 {
		return nil
	}
	usual := w.Sprintf("Of the answered alone, which is what others report, the mean would be %s and the median %s.",
		w.hours(mean.Hours()), w.hours(median.Hours()))
	if waiting == 0 {
		return alerts.Lines(usual)
	}
	return alerts.Lines(usual + " " + w.Sprintf("That flatters: it leaves out the %d who wait without an answer, and they wait longest.", waiting))
}

func (w serviceWriter) hours(h float64) string { return Hours(w.Printer, h) }

// Hours says how long something took, as reports do.
func Hours(p *phrase.Printer, h float64) string { return amount(p, ingest.UnitHours, h, "") }

// rules say by what it was judged.
func (w serviceWriter) rules(s Service) []string {
	d := s.Now.Desk
	all := []string{w.Sprintf("One wait goes from the first message that needs an answer to our answer; who has none counts as waiting until their network was last heard. Intervals are 90%% ones.")}
	if unheard := w.unheard(s); len(unheard) > 0 {
		all = append(all, w.Sprintf("Not heard since then, so that a wait or an answer after it is unknown: %s.", strings.Join(unheard, "; ")))
	}
	if d.SLA > 0 {
		all = append(all, w.Sprintf("The SLA is %s in business hours.", w.hours(d.SLA.Hours())))
	}
	return all
}

// recent is how long ago a network may have been heard of which that is not said.
const recent = 24 * time.Hour

// unheard are the networks that the report tells of and that have been silent since, each with the moment.
func (w serviceWriter) unheard(s Service) (all []string) {
	d := s.Now.Desk
	for _, network := range slices.Sorted(maps.Keys(d.Known)) {
		told := func(s Served) bool { return slices.Contains(s.Serving.Networks(), network) }
		if at := d.Known[network]; (told(s.Now) || told(s.Before)) && d.Now.Sub(at) > recent {
			all = append(all, alerts.Inert(network)+" "+w.Moment(at.In(d.Zone)))
		}
	}
	return all
}

// rivals say of whom this cannot be known.
func (w serviceWriter) rivals(all []ingest.Topic) (Part, bool) {
	if len(all) == 0 {
		return Part{}, false
	}
	names := make([]string, len(all))
	for i, t := range all {
		names[i] = alerts.Inert(t.Name)
	}
	return Part{Title: w.Sprintf("Competitors"), Lines: alerts.Lines(
		w.Sprintf("Nobody outside can know how soon competitors answer (%s): neither who speaks for them is known, nor what they say in private.", strings.Join(names, ", ")))}, true
}

func joinLines(a, b alerts.Line) alerts.Line { return append(a[:len(a):len(a)], b...) }
