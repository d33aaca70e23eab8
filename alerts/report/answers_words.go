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

// change is what may be said of a change, with its interval: +34% (+27% to +40%).
func (w answersWriter) change(c Course) string {
	m := c.Change
	var size string
	switch {
	case !m.Known && m.Direction == quantify.Unknown:
		return "–"
	case m.Plain:
		return w.gained(c)
	case m.Times && m.Open:
		size = w.Sprintf("at least %s", w.grown(m.Low))
	case m.Times:
		size = w.Sprintf("%s (%s to %s)", w.grown(m.Value), w.grown(m.Low), w.grown(m.High))
	default:
		size = w.difference(c)
	}
	switch m.Direction {
	case quantify.Unclear:
		return w.Sprintf("%s, may be chance", size)
	case quantify.ProbablyUp, quantify.ProbablyDown:
		return w.Sprintf("%s, not proven", size)
	}
	return size
}

// gained is the plain difference of two counts, and how much that is of what there was.
func (w answersWriter) gained(c Course) string {
	text := points(w.Printer, c.Change.Value)
	if c.Before.Value > 0 {
		text += " (" + w.grown(c.Now.Value/c.Before.Value) + ")"
	}
	return text
}

// grown says by how much more something is so many times as much.
func (w answersWriter) grown(times float64) string {
	text := share(w.Printer, times-1) + percentSign(w.Printer)
	if times > 1 {
		return "+" + text
	}
	return text
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
