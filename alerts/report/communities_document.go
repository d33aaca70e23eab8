package report

import (
	"fmt"
	"slices"

	"molva/alerts"
	"molva/alerts/metric"
	"molva/alerts/phrase"
)

// Document says how ours do beside the others, then what works in them, and what is worth a look.
func (c Communities) Document(p *phrase.Printer, to alerts.Links) Document {
	w := communitiesWriter{newScribe(p, to, c.Supplies), c}
	d := Document{Language: p.Language(),
		Title: p.Sprintf("%s: the communities, %s", alerts.Inert(c.Topic.Name), p.Dates(c.Period.From, c.Period.To))}
	if len(c.Networks) == 0 {
		d.Lead = alerts.Lines(p.Sprintf("No account belongs to this topic or to a competitor. Name them in molva.yaml: `topics: [{id: %s, accounts: [\"vk:…\"]}]`.",
			alerts.Inert(c.Topic.ID)))
		return d
	}
	for _, n := range c.Networks {
		d.Lead = append(d.Lead, w.lead(n)...)
	}
	if c.Running {
		d.Lead = append(d.Lead, alerts.Words(w.Sprintf("The period is not over: these are its numbers so far.")))
	}
	for _, n := range c.Networks {
		d.Parts = append(d.Parts, w.beside(n))
	}
	d.Parts = append(d.Parts, w.people()...)
	d.Parts = append(d.Parts, w.content()...)
	d.Parts = append(d.Parts, w.posts()...)
	d.Parts = append(d.Parts, w.unusual()...)
	d.Foot = append(w.foot(), alerts.Words(metric.Legend.In(p.Language())))
	d.Foot = append(d.Foot, w.meanings(c.names())...)
	d.Foot = append(d.Foot,
		alerts.Words(p.Sprintf("The intervals hold the true number in about nine of ten cases, with few posts rather less often; posts are taken as a sample of what the account might have posted.")))
	return d
}

// communitiesWriter puts the communities into words.
type communitiesWriter struct {
	*scribe
	Communities
}

// line says whose number it is that the foot warns of, and of how many accounts a percentile is.
func (w communitiesWriter) line(v metric.Value) alerts.Line {
	if v.Known && v.Metric == "benchmark_percentile" {
		v.Caveat = metric.Text{}
		return append(w.scribe.line(v), alerts.Span{Text: fmt.Sprintf(" (n = %d)", v.N)})
	}
	for _, caveat := range []*string{&v.Caveat.EN, &v.Caveat.RU} {
		if *caveat != "" && v.Known {
			*caveat = v.Network + ":" + v.Account + ": " + *caveat
		}
	}
	return w.scribe.line(v)
}

// cell is a number with its formula as the hint.
func (w communitiesWriter) cell(v metric.Value) Cell {
	return Cell{Line: w.line(v), Hint: w.hint(w.rows[v.Metric])}
}

// lead is a line for each account of ours: how large, how fast, how good, beside whom.
func (w communitiesWriter) lead(n Network) (all []alerts.Line) {
	for _, c := range n.Accounts {
		if !c.Ours {
			continue
		}
		line := alerts.Words(alerts.Inert(c.name()) + ": ")
		for i, id := range []string{"followers", "growth_rate", "engagement_rate_view", "benchmark_percentile"} {
			if i > 0 {
				line = append(line, alerts.Span{Text: "; "})
			}
			line = append(append(line, alerts.Span{Text: w.name(w.rows[id]).Line.String() + " "}), w.line(c.of(id))...)
		}
		all = append(all, line)
	}
	return all
}

// beside is a table of a network's accounts, with a row for every metric that is known of any.
func (w communitiesWriter) beside(n Network) Part {
	t := &Table{Head: []string{w.Sprintf("Metric")}, Right: []bool{false}}
	for _, c := range n.Accounts {
		t.Head, t.Right = append(t.Head, w.column(c)), append(t.Right, true)
	}
	var unknown []string
	for _, id := range sideBySide {
		if slices.ContainsFunc(n.Accounts, func(c Community) bool { return c.of(id).Known }) {
			t.Rows = append(t.Rows, w.across(id, n.Accounts))
		} else {
			unknown = append(unknown, id)
		}
	}
	part := Part{Title: w.Sprintf("%s: side by side", alerts.Inert(n.Name)), Table: t}
	if len(unknown) > 0 {
		part.After = []alerts.Line{w.reasons(w.Sprintf("Not known of any of them (the footnotes say why):"), n.Accounts[0], unknown)}
	}
	return part
}

// column is what an account is called above its numbers.
func (w communitiesWriter) column(c Community) string {
	name := alerts.Inert(c.Account)
	if c.Ours && !c.Topic.Competitor {
		return w.Sprintf("%s (ours)", name)
	}
	return name
}

// across is a row of a metric, with all parts of it in one cell: posts, and posts per day.
func (w communitiesWriter) across(id string, accounts []Community) []Cell {
	cells := []Cell{w.scribe.name(w.rows[id])}
	for _, c := range accounts {
		cell := Cell{Hint: w.hint(w.rows[id])}
		for _, v := range c.Values[id] {
			if len(cell.Line) > 0 {
				cell.Line = append(cell.Line, alerts.Span{Text: "; "})
			}
			cell.Line = append(cell.Line, w.line(v)...)
		}
		cells = append(cells, cell)
	}
	return cells
}

// people are who follows several of the accounts, in a table for each network of which that is known; of the others a line says why
// it is not.
func (w communitiesWriter) people() (all []Part) {
	var unknown alerts.Line
	for _, n := range w.Networks {
		t := &Table{Head: []string{w.Sprintf("Account"), w.Sprintf("With"), w.Sprintf("In both"), w.Sprintf("Share of its followers"), w.Sprintf("Jaccard")},
			Right: []bool{false, false, true, true, true}}
		for _, c := range n.Accounts {
			t.Rows = append(t.Rows, w.overlaps(c)...)
		}
		if len(t.Rows) > 0 {
			all = append(all, Part{Title: w.Sprintf("%s: who follows several", alerts.Inert(n.Name)), Table: t})
			continue
		}
		if len(unknown) > 0 {
			unknown = append(unknown, alerts.Span{Text: ", "})
		}
		unknown = append(unknown, alerts.Span{Text: alerts.Inert(n.Name) + w.mark(n.Accounts[0], "audience_intersection")})
	}
	if len(unknown) > 0 {
		line := append(alerts.Words(w.Sprintf("Not known (the footnotes say why):")+" "), unknown...)
		all = append(all, Part{Title: w.Sprintf("Who follows several"), Lines: []alerts.Line{line}})
	}
	return all
}

// overlaps are the rows of one account: with each other one, and with none of them.
func (w communitiesWriter) overlaps(c Community) (rows [][]Cell) {
	for three := range slices.Chunk(c.Values["audience_intersection"], 3) { // in both, share, Jaccard
		if len(three) == 3 && three[0].Known {
			rows = append(rows, []Cell{plain(w.column(c)), plain(w.part(three[0])), w.cell(three[0]), w.cell(three[1]), w.cell(three[2])})
		}
	}
	if v := c.of("exclusive_audience"); v.Known {
		rows = append(rows, []Cell{plain(w.column(c)), plain(w.Sprintf("with none of the others")), plain(""), w.cell(v), plain("")})
	}
	return rows
}

// because is the name of a metric that is not known, with the mark of why.
func (w communitiesWriter) because(c Community, id string) alerts.Line {
	return alerts.Words(w.scribe.name(w.rows[id]).Line.String() + w.mark(c, id))
}

// mark is the footnote that says why.
func (w communitiesWriter) mark(c Community, id string) string {
	return superscript(w.lack(w.use(id), c.of(id)))
}

// reasons are such names in one line.
func (w communitiesWriter) reasons(title string, c Community, ids []string) alerts.Line {
	line := alerts.Words(title + " ")
	for i, id := range ids {
		if i > 0 {
			line = append(line, alerts.Span{Text: "; "})
		}
		line = append(line, w.because(c, id)...)
	}
	return line
}
