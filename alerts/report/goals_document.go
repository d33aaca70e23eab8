package report

import (
	"cmp"

	"molva/alerts"
	"molva/alerts/metric"
	"molva/alerts/phrase"
)

// Document says where each goal stands, and below that how it came there.
func (g Goals) Document(p *phrase.Printer, to alerts.Links) Document {
	w := goalsWriter{newScribe(p, to, g.Supplies)}
	d := Document{Language: p.Language(), Title: p.Sprintf("%s: the goals, %s", alerts.Inert(g.Topic.Name), p.Dates(g.Period.From, g.Period.To))}
	if len(g.Goals) == 0 {
		d.Lead = alerts.Lines(p.Sprintf("The configuration names no goals for it."))
		return d
	}
	d.Lead = append(alerts.Lines(w.summary(g)), w.soFar(g.Running)...)
	d.Parts = w.parts(g)
	d.Foot = append(alerts.Lines(
		p.Sprintf("Progress = (now − baseline) ÷ (target − baseline), with the 90%% interval of the value."),
		p.Sprintf("The pace goes on in a straight line from the baseline's day through the value of now, as of the period's end.")), w.foot()...)
	return d
}

// goalsWriter puts goals into words.
type goalsWriter struct{ *scribe }

func (w goalsWriter) summary(g Goals) string {
	count := map[Answer]int{}
	for _, one := range g.Goals {
		if one.Refused == nil {
			count[one.Reaches]++
		}
	}
	return w.Sprintf("Goals that the present pace reaches: %d; that it does not reach: %d; that nobody can tell of yet: %d.",
		count[Yes], count[No], count[CannotTell])
}

// parts are the table of all goals, then the history of each, then those that are none.
func (w goalsWriter) parts(g Goals) []Part {
	all := []Part{{Table: w.table(g)}}
	for _, one := range g.Goals {
		if one.Refused == nil && len(one.History) > 0 {
			all = append(all, w.history(one))
		}
	}
	return all
}

// table has a line for each goal; what is refused says so in it.
func (w goalsWriter) table(g Goals) *Table {
	t := &Table{Head: []string{w.Sprintf("Goal"), w.Sprintf("Metric"), w.Sprintf("Now"), w.Sprintf("Baseline"), w.Sprintf("Target"), w.Sprintf("Due"),
		w.Sprintf("Progress"), w.Sprintf("By that day"), w.Sprintf("Gets there"), w.Sprintf("Owner")},
		Right: []bool{false, false, true, true, true, false, true, true, false, false}}
	for _, one := range g.Goals {
		t.Rows = append(t.Rows, w.cells(one))
	}
	return t
}

func (w goalsWriter) cells(g Goal) []Cell {
	name, owner := plain(alerts.Inert(cmp.Or(g.Name, g.ID))), plain(alerts.Inert(g.Owner))
	m := w.rows[g.Metric]
	if g.Refused != nil {
		return []Cell{name, plain(alerts.Inert(cmp.Or(m.Name.In(w.Language()), g.Metric))), plain("–"), plain("–"), plain("–"), plain(""),
			plain("–"), plain("–"), plain(w.refusal(m)), owner}
	}
	unit := unitOf(m, g.Value)
	amountOf := func(x float64) Cell { return plain(w.amount(g.Goal, unit, x, g.Value.Currency)) }
	return []Cell{name, w.name(m), w.cell(g.Value), amountOf(g.Baseline), amountOf(g.Target), plain(w.Date(g.By)),
		w.way(g.Progress), w.pace(g), plain(w.answer(g.Reaches)), owner}
}

func (w goalsWriter) refusal(m metric.Metric) string {
	if m.Class == metric.Vanity {
		return w.Sprintf("refused: vanity cannot be a goal")
	}
	return w.Sprintf("refused: no such metric, or none that can be a goal")
}

func (w goalsWriter) history(g Goal) Part {
	t := &Table{Head: []string{w.Sprintf("Month"), w.Sprintf("Value"), w.Sprintf("Progress")}, Right: []bool{false, true, true}}
	for _, past := range g.History {
		then := Goal{Goal: g.Goal, Value: past.Value}
		t.Rows = append(t.Rows, []Cell{plain(w.Dates(past.Period.From, past.Period.To)), w.cell(past.Value), w.way(then.progress())})
	}
	return Part{Title: alerts.Inert(cmp.Or(g.Name, g.ID)), Table: t}
}
