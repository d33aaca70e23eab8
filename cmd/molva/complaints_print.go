package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"molva/classify/cluster"
	"molva/classify/cluster/life"
	"molva/classify/cluster/theme"
	"molva/store"
)

func (p *program) printComplaints(all []store.Complaint) error {
	if len(all) == 0 {
		fmt.Fprintln(p.out, p.say().Sprintf("nothing recurs yet; 'molva complaints list --all' shows what single people say"))
		return nil
	}
	themes, err := p.themes()
	if err != nil {
		return err
	}
	for _, kind := range cluster.Kinds {
		p.printKind(kind, all, themes)
	}
	return nil
}

func (p *program) printKind(kind cluster.Kind, all []store.Complaint, themes func(string) string) {
	first := true
	for _, c := range all {
		if c.Kind != kind {
			continue
		}
		if first {
			fmt.Fprintln(p.out, p.kindTitle(kind))
			first = false
		}
		p.printComplaint(c, themes)
	}
	if !first {
		fmt.Fprintln(p.out)
	}
}

func (p *program) kindTitle(kind cluster.Kind) string {
	switch kind {
	case cluster.Praise:
		return p.say().Sprintf("What people like")
	case cluster.Suggestion:
		return p.say().Sprintf("What people ask for")
	}
	return p.say().Sprintf("What people complain about")
}

// printComplaint prints one complaint in a few lines.
func (p *program) printComplaint(c store.Complaint, themes func(string) string) {
	fmt.Fprintf(p.out, "  %s  %s\n", p.complaintHead(c, themes), sparkline(c.Trend))
	for _, line := range p.complaintLines(c) {
		fmt.Fprintf(p.out, "      %s\n", line)
	}
	for _, q := range c.Quotes[:min(len(c.Quotes), 1)] {
		p.printComplaintQuote(q)
	}
}

func (p *program) complaintHead(c store.Complaint, themes func(string) string) string {
	head := c.ID.String() + "  " + p.stage(c.State)
	if c.Theme != "" {
		head += "  [" + inert(themes(c.Theme)) + "]"
	}
	return head + "  " + inert(p.complaintName(c))
}

// complaintName is what a person called it, or the phrases with how many say so.
func (p *program) complaintName(c store.Complaint) string {
	if c.Named || len(c.Terms) == 0 {
		return c.Label
	}
	return p.phrases(c.Terms)
}

func (p *program) phrases(all []store.Phrase) string {
	words := make([]string, len(all))
	for i, one := range all {
		words[i] = fmt.Sprintf("%s (%s)", one.Text, p.say().Percent(one.Share))
	}
	return strings.Join(words, " · ")
}

func (p *program) complaintLines(c store.Complaint) []string {
	say := p.say()
	size := say.Sprintf("%d people", c.People)
	if c.Sure > 0 {
		size += ", " + say.Sprintf("%s sure that it is one trouble", say.Percent(c.Sure))
	}
	size += ", " + say.Sprintf("%d mentions", c.Mentions)
	if c.Asking > 0 {
		size += ", " + say.Sprintf("%d of them ask", c.Asking)
	}
	lines := []string{size + "; " + say.Sprintf("first %s, last %s", say.Date(c.First.UTC()), say.Date(c.Last.UTC()))}
	if g := c.Growth; c.State == life.Rising || c.State == life.Fading {
		lines = append(lines, say.Sprintf("in %d days: %s people, %s expected", g.Days, say.Decimal(g.Recent, 0), say.Decimal(g.Expected, 1)))
	}
	if len(c.New) > 0 {
		lines = append(lines, say.Sprintf("new inside it: %s", inert(p.phrases(c.New))))
	}
	if !c.Fixed.IsZero() {
		lines = append(lines, strings.TrimSpace(say.Sprintf("fixed %s", say.Date(c.Fixed.UTC()))+" "+inert(c.Ticket)))
	}
	if c.Ignored {
		lines = append(lines, say.Sprintf("ignored"))
	}
	return lines
}

func (p *program) printComplaintQuote(q store.ComplaintQuote) {
	mark := []string{inert(q.Mention), p.say().Day(q.Published.UTC())}
	if q.URL != "" {
		mark = append(mark, inert(q.URL))
	}
	fmt.Fprintf(p.out, "      — %s\n        %s\n", inert(clip(q.Text, 300)), strings.Join(mark, ", "))
}

// stage is a state in the reader's language.
func (p *program) stage(s life.State) string {
	switch s {
	case life.New:
		return p.say().Sprintf("new")
	case life.Rising:
		return p.say().Sprintf("rising")
	case life.Fading:
		return p.say().Sprintf("fading")
	case life.Dormant:
		return p.say().Sprintf("dormant")
	case life.Fixed:
		return p.say().Sprintf("fixed")
	case life.Returned:
		return p.say().Sprintf("returned")
	}
	return p.say().Sprintf("steady")
}

// sparkline draws people a day; a dot is a day without any.
func sparkline(days []int) string {
	if len(days) == 0 {
		return ""
	}
	bars, most := []rune("▁▂▃▄▅▆▇█"), max(slices.Max(days), 1)
	line := make([]rune, len(days))
	for i, n := range days {
		line[i] = '·'
		if n > 0 {
			line[i] = bars[(n*len(bars)-1)/most]
		}
	}
	return string(line)
}

// themes gives a theme's name in the reader's language.
func (p *program) themes() (func(string) string, error) {
	pack, err := p.themePack()
	return func(id string) string { return pack.Name(id, p.say().Language()) }, err
}

// themePack is the configuration's, or the neutral one: who only reads needs no configuration.
func (p *program) themePack() (*theme.Pack, error) {
	c, err := p.load()
	if err != nil {
		return theme.Neutral(), nil
	}
	return c.Complaints.Pack()
}

func (p *program) printActs(all []store.PastAct) {
	rows := make([][]string, len(all))
	for i, a := range all {
		undone := ""
		if !a.Undone.IsZero() {
			undone = p.say().Sprintf("taken back by %s", a.UndoneBy)
		}
		rows[i] = []string{a.When.UTC().Format(time.RFC3339), a.By, string(a.What), actOnWhat(a.Act), undone}
	}
	table(p.out, rows)
}

// actOnWhat says what an act was on, in the words of the command line.
func actOnWhat(a store.Act) string {
	words := []string{a.ID.String()}
	if a.Into != 0 {
		words = append(words, a.Into.String())
	}
	words = append(words, a.Mentions...)
	for _, word := range []string{a.Label, a.Ticket} {
		if word != "" {
			words = append(words, word)
		}
	}
	return strings.Join(words, " ")
}
