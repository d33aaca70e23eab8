package report

import (
	"molva/alerts"
	"molva/alerts/metric"
	"molva/classify/quantify"
	"molva/ingest"
)

// amount is a number in the metric's unit; the goal's own word for the unit stands behind a bare count.
func (w goalsWriter) amount(g metric.Goal, unit ingest.Unit, x float64, currency string) string {
	text := amount(w.Printer, unit, x, alerts.Inert(currency))
	if g.Unit != "" && (unit == ingest.UnitCount || unit == ingest.UnitScore || unit == ingest.UnitRate) {
		text += " " + alerts.Inert(g.Unit)
	}
	return text
}

// way is a part of the way with its interval.
func (w goalsWriter) way(f quantify.Figure) Cell {
	if !f.Known {
		return plain("–")
	}
	text := amount(w.Printer, ingest.UnitShare, f.Value, "")
	if f.Open || f.Low != f.High {
		text += " (" + interval(w.Printer, ingest.UnitShare, metric.Interval{Low: f.Low, High: f.High, Open: f.Open}, "") + ")"
	}
	return plain(text)
}

// pace is where the straight line is on the goal's day. Beyond the target it says nothing of how far: a share of 250%, for one, there
// is not.
func (w goalsWriter) pace(g Goal) Cell {
	if g.Reaches == Yes {
		return plain(w.Sprintf("all of it"))
	}
	return w.way(g.Pace)
}

func (w goalsWriter) answer(a Answer) string {
	switch a {
	case Yes:
		return w.Sprintf("yes")
	case No:
		return w.Sprintf("no")
	}
	return w.Sprintf("cannot tell yet")
}
