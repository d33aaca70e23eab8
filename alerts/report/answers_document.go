package report

import (
	"strings"

	"molva/alerts"
	"molva/alerts/metric"
	"molva/alerts/phrase"
)

// Document says the three answers first.
func (a Answers) Document(p *phrase.Printer, to alerts.Links) Document {
	w := answersWriter{newScribe(p, to, a.Supplies)}
	d := Document{Language: p.Language(), Title: p.Sprintf("%s: the three answers, %s", alerts.Inert(a.Topic.Name), p.Dates(a.Period.From, a.Period.To))}
	for _, r := range a.Replies() {
		d.Lead = append(d.Lead, w.lead(r))
	}
	for _, r := range a.Replies() {
		d.Parts = append(d.Parts, w.reply(r))
	}
	d.Parts = append(d.Parts, w.vanities(a.Vanity)...)
	told := alerts.TellComplaints(a.Digest, p, to)
	d.Parts = append(d.Parts, problems(told, p)...)
	d.Parts = append(d.Parts, w.changes(a)...)
	d.Parts = append(d.Parts, w.competitors(a)...)
	if len(a.Goals.Goals) > 0 {
		d.Parts = append(d.Parts, Part{Title: p.Sprintf("Goals against targets"), Table: goalsWriter(w).table(a.Goals)})
	}
	d.Foot = w.bottom(told)
	return d
}

// answersWriter puts the answers into words.
type answersWriter struct{ *scribe }

// lead is a question with its answer and the number that decides first; of the audience also who of it does not follow, and who
// follows and gives no sign of life.
func (w answersWriter) lead(r Reply) alerts.Line {
	l := alerts.Words(w.question(r.Question) + " " + w.answer(r.Answer) + ": " + r.Why.In(w.Language()))
	for i, f := range r.Figures {
		if f.Now.Known && (i == 0 || f.Now.Metric == "living_audience" && f.Now.Part != "members") {
			l = append(append(l, alerts.Span{Text: "; "}), w.figure(f)...)
		}
	}
	return append(l, alerts.Span{Text: "."})
}

// figure is a course in half a line: Unique authors: 12, in the period before 7.
func (w answersWriter) figure(c Course) alerts.Line {
	l := append(w.called(c.Now).Line, alerts.Span{Text: ": "})
	l = append(l, w.line(c.Now)...)
	if c.Before.Known {
		l = append(l, alerts.Span{Text: ", "}, alerts.Span{Text: w.Sprintf("previously %s", w.plain(c.Before)), URL: w.to.To(c.Before.Evidence)})
	}
	return l
}

// reply is the figures behind an answer, and what lacks.
func (w answersWriter) reply(r Reply) Part {
	part := Part{Title: w.question(r.Question) + " " + w.answer(r.Answer)}
	if len(r.Lacks) > 0 {
		lacks := make([]string, len(r.Lacks))
		for i, l := range r.Lacks {
			lacks[i] = l.In(w.Language())
		}
		part.Lines = alerts.Lines(w.Sprintf("What lacks: %s.", strings.Join(lacks, "; ")))
	}
	part.Table = w.courses(r.Figures, true)
	return part
}

// courses are figures now and before, with what may be said of the change.
func (w answersWriter) courses(all []Course, deciding bool) *Table {
	t := &Table{Head: []string{w.Sprintf("Metric"), w.Sprintf("Now"), w.Sprintf("Before"), w.Sprintf("Change"), ""}, Right: []bool{false, true, true, true, false}}
	if deciding {
		t.Head[4] = w.Sprintf("Decides")
	}
	for _, c := range all {
		row := []Cell{w.called(c.Now), w.cell(c.Now), w.past(c), {Line: alerts.Words(w.change(c))}, {}}
		if c.Decides {
			row[4] = Cell{Line: alerts.Words(w.Sprintf("yes"))}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// past is the value before; nothing of a lift, which is a change by itself.
func (w answersWriter) past(c Course) Cell {
	if c.Before.Metric == "" {
		return Cell{}
	}
	return w.cell(c.Before)
}

// called is the name of a metric, with the part and the account that it is of.
func (w answersWriter) called(v metric.Value) Cell {
	c := w.name(w.rows[v.Metric])
	if v.Part != "" && v.Part != v.Metric {
		c.Line = append(c.Line, alerts.Span{Text: ", " + w.part(v)})
	}
	if v.Account != "" {
		c.Line = append(c.Line, alerts.Span{Text: ", " + alerts.Inert(v.Network+":"+v.Account)})
	}
	return c
}

// vanities are figures that answer nothing.
func (w answersWriter) vanities(all []Course) []Part {
	if len(all) == 0 {
		return nil
	}
	return []Part{{Title: w.Sprintf("What is vanity among the figures"),
		Lines: alerts.Lines(w.Sprintf("They may grow while nothing does: none of the answers rests on them.")), Table: w.courses(all, false)}}
}

// problems are the complaints of the most people, as the digest tells them.
func problems(told alerts.Story, p *phrase.Printer) []Part {
	part := Part{Title: p.Sprintf("The most frequent problems, counted in people"), Lines: alerts.Lines(told.Headline)}
	for _, s := range told.Recurs {
		for _, i := range s.Items {
			part.Lines = append(part.Lines, alerts.Line{{Text: i.Title(), URL: i.Open.URL}})
			for _, l := range i.Lines {
				part.Lines = append(part.Lines, append(alerts.Words("— "), l...))
			}
			if i.Said != nil {
				part.Lines = append(part.Lines, alerts.Line{{Text: "— «" + i.Said.Text + "» (" + i.Said.Mark + ")", URL: i.Said.URL}})
			}
		}
		part.Lines = append(part.Lines, s.Lines...)
	}
	return []Part{part}
}

// changes are what would have to change, by lever.
func (w answersWriter) changes(a Answers) []Part {
	part := Part{Title: w.Sprintf("What to change")}
	if len(a.Levers) == 0 {
		part.Lines = alerts.Lines(w.Sprintf("No two people ask for the same change yet."))
		return []Part{part}
	}
	part.Table = &Table{Head: []string{w.Sprintf("In what"), w.Sprintf("What is said"), w.Sprintf("People"), w.Sprintf("Stands")},
		Right: []bool{false, false, true, false}}
	for _, l := range a.Levers {
		for _, t := range l.Troubles {
			part.Table.Rows = append(part.Table.Rows, w.trouble(a, l, t, w.state(t)))
		}
		for _, t := range l.Wishes {
			part.Table.Rows = append(part.Table.Rows, w.trouble(a, l, t, w.Sprintf("asked for")))
		}
	}
	return []Part{part}
}

func (w answersWriter) trouble(a Answers, l Lever, t Trouble, stands string) []Cell {
	name := alerts.Name(t.Complaint, w.Printer)
	if t.Theme != "" {
		name += " (" + alerts.Inert(a.Digest.Themes.Name(t.Theme, w.Language())) + ")"
	}
	return []Cell{{Line: alerts.Words(w.lever(l.ID))}, {Line: alerts.Words(name)}, w.cell(t.Told), {Line: alerts.Words(stands)}}
}

// competitors hold the deciding figures beside theirs: the same formulas, the same sources.
func (w answersWriter) competitors(a Answers) []Part {
	if len(a.Rivals) == 0 {
		return nil
	}
	t := &Table{Head: []string{w.Sprintf("Metric"), alerts.Inert(a.Topic.Name)}, Right: []bool{false, true}}
	for _, rival := range a.Rivals {
		t.Head, t.Right = append(t.Head, alerts.Inert(rival.Name)), append(t.Right, true)
	}
	for _, r := range a.Replies() {
		for _, c := range r.Figures {
			if !c.Decides || len(c.Beside) != len(a.Rivals) {
				continue
			}
			row := []Cell{w.called(c.Now), w.cell(c.Now)}
			for _, v := range c.Beside {
				row = append(row, w.cell(v))
			}
			t.Rows = append(t.Rows, row)
		}
	}
	return []Part{{Title: w.Sprintf("Beside the competitors"), Table: t}}
}

// bottom is the rules, the notes and formulas, what could be seen, and how sure the sentiment is.
func (w answersWriter) bottom(told alerts.Story) (all []alerts.Line) {
	for _, rule := range []metric.Text{audienceRule, awarenessRule, opinionRule} {
		all = append(all, alerts.Words(rule.In(w.Language())))
	}
	all = append(all, w.foot()...)
	all = append(all, told.Coverage.Lines...)
	return append(all, alerts.Lines(told.Foot...)...)
}
