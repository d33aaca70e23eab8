package report

import (
	"molva/alerts"
	"molva/alerts/metric"
	"molva/alerts/phrase"
	"molva/classify"
	"molva/classify/quantify"
	"molva/ingest"
)

// Document says the ratio as a table of periods, and below it who else is talked of.
func (r Ratio) Document(p *phrase.Printer, to alerts.Links) Document {
	d := Document{Language: p.Language(), Title: r.title(p)}
	if !r.last().any() && (len(r.Rows) == 0 || !r.Rows[0].any()) {
		d.Lead = alerts.Lines(p.Sprintf("Nothing was counted in this time."))
		return d
	}
	d.Lead = []alerts.Line{r.lead(p, to)}
	periods := Part{Table: r.table(p, to)}
	if why := r.why(p); why != "" {
		periods.After = alerts.Lines(why)
	}
	d.Parts = append(d.Parts, periods)
	if len(r.Beside) > 0 {
		d.Parts = append(d.Parts, r.competitors(p, to))
	}
	d.Foot = append(alerts.Lines(ratioFormula(p), netFormula(p)), alerts.Lines(alerts.Foot(r.estimated(), r.Reliability, p)...)...)
	return d
}

func (r Ratio) title(p *phrase.Printer) string {
	name := alerts.Inert(r.Topic.Name)
	switch r.Every {
	case alerts.Day:
		return p.Sprintf("%s: positive to negative by day", name)
	case alerts.Month:
		return p.Sprintf("%s: positive to negative by month", name)
	case alerts.Quarter:
		return p.Sprintf("%s: positive to negative by quarter", name)
	case alerts.Year:
		return p.Sprintf("%s: positive to negative by year", name)
	}
	return p.Sprintf("%s: positive to negative by week", name)
}

// lead is the last period in one line.
func (r Ratio) lead(p *phrase.Printer, to alerts.Links) alerts.Line {
	last := r.last()
	when, ratio := p.Dates(last.Period.From, last.Period.To), last.Estimated.Ratio
	if !ratio.Known {
		return alerts.Words(p.Sprintf("%s: positive to negative is undefined; hardly any opinion is negative, or there are too few.", when))
	}
	return leading(p.Sprintf("%s: positive to negative %s (90%% interval %s).", when, p.Ratio(ratio.Value), alerts.RatioInterval(ratio, p)), last.all(r.Topic.ID), to)
}

func (r Ratio) table(p *phrase.Printer, to alerts.Links) *Table {
	t := &Table{Head: []string{periodTitle(r.Every, p), p.Sprintf("Positive"), p.Sprintf("Negative"), p.Sprintf("Neutral"),
		p.Sprintf("Ratio"), p.Sprintf("90%% interval"), p.Sprintf("Net, points"), p.Sprintf("90%% interval")}}
	t.Right = []bool{false, true, true, true, true, true, true, true}
	for _, row := range r.Rows {
		t.Rows = append(t.Rows, row.cells(r.Topic.ID, p, to))
	}
	return t
}

// periodTitle is what a column of periods is called.
func periodTitle(every alerts.Every, p *phrase.Printer) string {
	switch every {
	case alerts.Day:
		return p.Sprintf("Day")
	case alerts.Month:
		return p.Sprintf("Month")
	case alerts.Quarter:
		return p.Sprintf("Quarter")
	case alerts.Year:
		return p.Sprintf("Year")
	}
	return p.Sprintf("Week")
}

func (r Row) cells(topic string, p *phrase.Printer, to alerts.Links) []Cell {
	cells := []Cell{plain(p.Dates(r.Period.From, r.Period.To))}
	for _, c := range []struct {
		n int
		s classify.Sentiment
	}{{r.Positive, classify.Positive}, {r.Negative, classify.Negative}, {r.Neutral, classify.Neutral}} {
		cells = append(cells, counted(c.n, r.evidence(topic, c.s), p, to))
	}
	cells = append(cells, ratioCells(r.Tone, r.all(topic), p, to)...)
	if net := r.Estimated.Net; net.Known {
		return append(cells, Cell{Line: leading(alerts.Points(net.Value), r.all(topic), to), Hint: netFormula(p)}, plain(alerts.PointsInterval(net.Low, net.High, p)))
	}
	return append(cells, plain("–"), plain("–"))
}

// ratioCells are a ratio and its interval.
func ratioCells(t alerts.Tone, all alerts.Evidence, p *phrase.Printer, to alerts.Links) []Cell {
	ratio := t.Estimated.Ratio
	if !ratio.Known {
		return []Cell{{Line: alerts.Words(p.Sprintf("undefined")), Hint: ratioFormula(p)}, plain("–")}
	}
	return []Cell{{Line: leading(p.Ratio(ratio.Value), all, to), Hint: ratioFormula(p)}, plain(alerts.RatioInterval(ratio, p))}
}

func ratioFormula(p *phrase.Printer) string {
	return p.Sprintf("Ratio = positive ÷ negative mentions, both estimated; undefined where hardly any is negative.")
}

func netFormula(p *phrase.Printer) string {
	return p.Sprintf("Net = (positive − negative) ÷ all counted mentions × 100.")
}

// competitors stand beside us in the last period.
func (r Ratio) competitors(p *phrase.Printer, to alerts.Links) Part {
	last := r.last()
	voice := p.Sprintf("Share of voice = its counted mentions ÷ those of all in this table.")
	t := &Table{Head: []string{p.Sprintf("Name"), p.Sprintf("Mentions"), p.Sprintf("Share of voice"), p.Sprintf("Ratio"), p.Sprintf("90%% interval")},
		Right: []bool{false, true, true, true, true}}
	for _, b := range r.Beside {
		all := last.all(b.Topic.ID)
		cells := []Cell{plain(alerts.Inert(b.Topic.Name)), counted(b.Now.Total(), all, p, to)}
		if b.Voice.Known() {
			cells = append(cells, Cell{Line: leading(shareOf(b.Voice, p), all, to), Hint: voice})
		} else {
			cells = append(cells, plain("–"))
		}
		t.Rows = append(t.Rows, append(cells, ratioCells(b.Now, all, p, to)...))
	}
	title := p.Sprintf("Beside the competitors, %s", p.Dates(last.Period.From, last.Period.To))
	return Part{Title: title, Table: t, After: alerts.Lines(voice)}
}

// plain is a cell of words that lead nowhere.
func plain(text string) Cell { return Cell{Line: alerts.Words(text)} }

// counted is a count that leads to what it counts, and nowhere where there is nothing to see.
func counted(n int, e alerts.Evidence, p *phrase.Printer, to alerts.Links) Cell {
	if n == 0 {
		e = ""
	}
	return Cell{Line: leading(p.Number(n), e, to)}
}

func leading(text string, e alerts.Evidence, to alerts.Links) alerts.Line {
	return alerts.Line{{Text: text, URL: to.To(e)}}
}

// shareOf is a share with its interval.
func shareOf(e quantify.Estimate, p *phrase.Printer) string {
	return amount(p, ingest.UnitShare, e.Share, "") + " (" + interval(p, ingest.UnitShare, metric.Interval{Low: e.Low, High: e.High}, "") + ")"
}
