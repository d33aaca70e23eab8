package report

import (
	"slices"
	"strings"

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
		d.Parts = append(d.Parts, w.beside(n))
	}
	d.Parts = append(d.Parts, w.people()...)
	d.Parts = append(d.Parts, w.content()...)
	d.Parts = append(d.Parts, w.posts()...)
	d.Parts = append(d.Parts, w.unusual()...)
	d.Foot = append(w.foot(), alerts.Words(p.Sprintf("The intervals hold the true number in nine of ten cases, posts being a sample of what the account might have posted.")))
	return d
}

// communitiesWriter puts the communities into words.
type communitiesWriter struct {
	*scribe
	Communities
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
	var unknown []alerts.Span
	for _, id := range sideBySide {
		if slices.ContainsFunc(n.Accounts, func(c Community) bool { return c.of(id).Known }) {
			t.Rows = append(t.Rows, w.across(id, n.Accounts))
		} else {
			unknown = append(unknown, alerts.Span{Text: w.name(w.rows[id]).Line.String() + " " + w.line(n.Accounts[0].of(id)).String()})
		}
	}
	part := Part{Title: w.Sprintf("%s: side by side", alerts.Inert(n.Name)), Table: t}
	if len(unknown) > 0 {
		part.After = []alerts.Line{append(alerts.Words(w.Sprintf("Known of none of them, and why:")+" "), parted(unknown)...)}
	}
	return part
}

// column is what an account is called above its numbers.
func (w communitiesWriter) column(c Community) string {
	name := alerts.Inert(c.Account)
	if c.Ours {
		return w.Sprintf("%s (ours)", name)
	}
	return name
}

// across is a row of a metric. A row of several parts shows the last one: posts per day rather than posts.
func (w communitiesWriter) across(id string, accounts []Community) []Cell {
	cells := []Cell{w.scribe.name(w.rows[id])}
	for _, c := range accounts {
		v := c.of(id)
		if id == "posts" {
			cells = append(cells, w.several(c.Values[id]))
			continue
		}
		cells = append(cells, w.cell(v))
	}
	return cells
}

// several are all parts of a value in one cell.
func (w communitiesWriter) several(values []metric.Value) Cell {
	var cell Cell
	for _, v := range values {
		if len(cell.Line) > 0 {
			cell.Line = append(cell.Line, alerts.Span{Text: "; "})
		}
		cell.Line, cell.Hint = append(cell.Line, w.line(v)...), w.hint(w.rows[v.Metric])
	}
	return cell
}

// parted puts a separator between spans.
func parted(spans []alerts.Span) (line alerts.Line) {
	for i, s := range spans {
		if i > 0 {
			line = append(line, alerts.Span{Text: "; "})
		}
		line = append(line, s)
	}
	return line
}

// people are who follows several of the accounts: a table for each network of which that is known, a line for the others.
func (w communitiesWriter) people() (all []Part) {
	for _, n := range w.Networks {
		t := &Table{Head: []string{w.Sprintf("Account"), w.Sprintf("Metric"), w.Sprintf("With"), w.Sprintf("Value")}, Right: []bool{false, false, false, true}}
		for _, c := range n.Accounts {
			for _, id := range ofPeople {
				for _, v := range c.Values[id] {
					if v.Known {
						t.Rows = append(t.Rows, []Cell{plain(w.column(c)), w.scribe.name(w.rows[id]), plain(w.part(v)), w.cell(v)})
					}
				}
			}
		}
		part := Part{Title: w.Sprintf("%s: who follows several", alerts.Inert(n.Name))}
		if len(t.Rows) > 0 {
			part.Table = t
		} else {
			first := n.Accounts[0].of(ofPeople[0])
			part.Lines = []alerts.Line{append(alerts.Words(strings.TrimSpace(w.rows[ofPeople[0]].Name.In(w.Language()))+" "), w.line(first)...)}
		}
		all = append(all, part)
	}
	return all
}
