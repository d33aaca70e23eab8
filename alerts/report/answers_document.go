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
	if a.Running {
		d.Lead = append(d.Lead, alerts.Words(p.Sprintf("The period is not over yet: it is held against as much of the one before.")))
	}
	for _, r := range a.Replies() {
		d.Parts = append(d.Parts, w.reply(r))
	}
	d.Parts = append(d.Parts, w.vanities(a.Vanity)...)
	told := alerts.TellComplaints(a.Digest, p, to)
	d.Parts = append(d.Parts, w.problems(a, told), w.changes(a), w.worth(a.Worth))
	d.Parts = append(d.Parts, w.competitors(a)...)
	if len(a.Goals.Goals) > 0 {
		d.Parts = append(d.Parts, Part{Title: p.Sprintf("Goals against targets"), Table: goalsWriter(w).table(a.Goals)})
	}
	d.Foot = w.bottom(told)
	return d
}

// answersWriter puts the answers into words.
type answersWriter struct{ *scribe }

// lead is a question with its answer and the numbers that decide; of the audience also who of it does not follow, and who follows and
// gives no sign of life.
func (w answersWriter) lead(r Reply) alerts.Line {
	l := alerts.Words(w.question(r.Question) + " " + w.answer(r.Answer) + ": " + r.Why.In(w.Language()) + ".")
	before := " "
	for _, f := range r.Figures {
		if f.Now.Known && f.Decides && f.Now.Metric != "measured_accuracy" { // the answer says it
			l = append(append(l, alerts.Span{Text: before}), w.figure(f)...)
			before = "; "
		}
	}
	if before != " " {
		l = append(l, alerts.Span{Text: "."})
	}
	if crowd := w.crowd(r); len(crowd) > 0 {
		l = append(append(l, alerts.Span{Text: " "}), crowd...)
	}
	return l
}

// crowd says of whom the living audience is made.
func (w answersWriter) crowd(r Reply) (l alerts.Line) {
	for _, f := range r.Figures {
		if text := w.people(f.Now); text != "" && !f.Decides { // what decides was said
			l = append(l, alerts.Span{Text: text, URL: w.to.To(f.Now.Evidence)}, alerts.Span{Text: "; "})
		}
	}
	switch {
	case len(l) == 0:
		return nil
	case len(r.Unseen) > 0:
		return append(l, alerts.Span{Text: w.Sprintf("who is active is not known of %s", w.List(inertAll(r.Unseen))) + "."})
	}
	l[len(l)-1].Text = "."
	return l
}

// people says one part of the living audience; "" of what is told elsewhere.
func (w answersWriter) people(v metric.Value) string {
	if !v.Known || v.Metric != "living_audience" {
		return ""
	}
	switch n := int(v.Value); v.Part {
	case "":
		return w.Sprintf("%d people gave a sign of life", n)
	case "non_members":
		return w.Sprintf("%d of them do not follow us", n)
	case "inactive":
		return w.Sprintf("%d followers are inactive", n)
	}
	return ""
}

func inertAll(all []string) []string {
	inert := make([]string, len(all))
	for i, s := range all {
		inert[i] = alerts.Inert(s)
	}
	return inert
}

// figure is a course in half a line: Unique authors: 12, in the period before 7, +71% (+12% to +180%).
func (w answersWriter) figure(c Course) alerts.Line {
	l := append(w.called(c.Now).Line, alerts.Span{Text: ": "})
	l = append(l, w.line(c.Now)...)
	if c.Before.Known {
		l = append(l, alerts.Span{Text: ", "}, alerts.Span{Text: w.Sprintf("previously %s", w.plain(c.Before)), URL: w.to.To(c.Before.Evidence)})
	}
	if change := w.change(c); c.Change.Known {
		l = append(l, alerts.Span{Text: ", " + change})
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

// competitors hold the figures that decide, and some more, beside theirs: the same formulas, the same sources.
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
			if len(c.Beside) != len(a.Rivals) {
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
