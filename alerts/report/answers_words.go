package report

import (
	"molva/alerts/metric"
	"molva/classify/cluster/life"
	"molva/classify/quantify"
	"molva/ingest"
)

func (w answersWriter) question(q metric.Question) string {
	switch q {
	case metric.Audience:
		return w.Sprintf("Did our audience grow?")
	case metric.Awareness:
		return w.Sprintf("Does awareness of us grow?")
	}
	return w.Sprintf("Do we know what people think?")
}

func (w answersWriter) answer(a Answer) string {
	switch a {
	case Yes:
		return w.Sprintf("Yes")
	case No:
		return w.Sprintf("No")
	}
	return w.Sprintf("Not enough data")
}

func (w answersWriter) lever(id string) string {
	switch id {
	case "price":
		return w.Sprintf("Price")
	case "service":
		return w.Sprintf("Service")
	case "audience":
		return w.Sprintf("Whom and how we address")
	}
	return w.Sprintf("Product")
}

// state is where a trouble is going.
func (w answersWriter) state(t Trouble) string {
	switch t.State {
	case life.New:
		return w.Sprintf("new")
	case life.Rising:
		return w.Sprintf("rising")
	case life.Fading:
		return w.Sprintf("fading")
	case life.Dormant:
		return w.Sprintf("silent for two weeks")
	case life.Fixed:
		return w.Sprintf("fixed")
	case life.Returned:
		return w.Sprintf("returned")
	}
	return w.Sprintf("steady")
}

// change is what may be said of a change, with its interval.
func (w answersWriter) change(c Course) string {
	m := c.Change
	var size string
	switch {
	case !m.Known && m.Direction == quantify.Unknown:
		return "–"
	case m.Times && m.Open:
		size = w.Sprintf("at least %s times as many", w.Decimal(m.Low, 2))
	case m.Times:
		size = w.Sprintf("%s (%s–%s) times as many", w.Decimal(m.Value, 2), w.Decimal(m.Low, 2), w.Decimal(m.High, 2))
	default:
		size = w.difference(c)
	}
	switch m.Direction {
	case quantify.Up:
		return w.Sprintf("more: %s", size)
	case quantify.Down:
		return w.Sprintf("less: %s", size)
	}
	return w.Sprintf("may be chance: %s", size)
}

// difference is in points: of shares a hundredth each.
func (w answersWriter) difference(c Course) string {
	scale := 1.0
	if unitOf(w.rows[c.Now.Metric], c.Now) == ingest.UnitShare {
		scale = 100
	}
	in := metric.Interval{Low: scale * c.Change.Low, High: scale * c.Change.High}
	return w.Sprintf("%s points (%s)", points(w.Printer, scale*c.Change.Value), interval(w.Printer, ingest.UnitPoints, in, ""))
}
