package report

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"molva/alerts"
	"molva/alerts/metric"
	"molva/alerts/phrase"
	"molva/alerts/roi"
	"molva/ingest"
)

// Trial is an input that one may try to change.
type Trial struct {
	Name   string // lead_to_customer
	Called string
	Now    string // what it is, without any change; a dash where it lacks
	Turns  bool   // of all it is the nearest to turning the sign of the answer
}

// Trials are the inputs that are there, then those that lines or costs lack.
func (l Ledger) Trials(p *phrase.Printer) []Trial {
	w := ledgerWriter{newScribe(p, alerts.Links{}, l.Supplies), l}
	names := l.names()
	for _, lack := range l.wanting() {
		for name := range strings.SplitSeq(lack, " | ") {
			if !slices.Contains(names, name) && enterable(name) {
				names = append(names, name)
			}
		}
	}
	nearest, _ := l.nearest()
	all := make([]Trial, len(names))
	for i, name := range names {
		all[i] = Trial{name, w.inputName(name), w.given(w.old(), name), name == nearest.Input}
	}
	return all
}

// wanting is what the costs lack, then what the lines do.
func (l Ledger) wanting() []string {
	all := slices.Clone(l.Costs.Lacks)
	for _, line := range l.Lines {
		all = append(all, lacksOf(line)...)
	}
	return all
}

// Choice is a line that may stand in a return.
type Choice struct {
	Number      int
	Name, Worth string
}

// Choices are the lines of revenue and of cost avoided that are known for the whole period.
func (l Ledger) Choices(p *phrase.Printer) (all []Choice) {
	w := ledgerWriter{newScribe(p, alerts.Links{}, l.Supplies), l}
	for _, line := range l.Lines {
		if line.Worth.Known && line.Partial == nil && line.Class != roi.Equivalent {
			all = append(all, Choice{line.Number, w.lineName(line.Number), w.amountOf(line.Worth)})
		}
	}
	return all
}

// LineNames are all lines by their numbers, from one on.
func LineNames(p *phrase.Printer) (all []Choice) {
	for n := 1; metric.LineName(n) != (metric.Text{}); n++ {
		all = append(all, Choice{Number: n, Name: metric.LineName(n).In(p.Language())})
	}
	return all
}

// Untriable is why some changes cannot be tried, in a person's words.
func Untriable(p *phrase.Printer, err error) string {
	var wrong *ChangeError
	var unknown *ingest.Complaint
	switch {
	case errors.As(err, &wrong) && wrong.Name == "":
		return p.Sprintf("Found “%s”, want a name and a value, such as lead_to_customer=12%%.", alerts.Inert(wrong.Found))
	case errors.As(err, &wrong) && wrong.Want == "":
		return p.Sprintf("“%s” is changed twice.", alerts.Inert(wrong.Name))
	case errors.As(err, &wrong):
		return p.Sprintf("“%s” is “%s”, want a value such as %s.", alerts.Inert(wrong.Name), alerts.Inert(wrong.Found), wrong.Want)
	case errors.As(err, &unknown) && len(unknown.Args) == 2:
		return p.Sprintf("There is no input %s; there are %s.", inertArgs(unknown.Args)...)
	}
	return alerts.Inert(err.Error())
}

// inertArgs are the words of a complaint, some of which are the asker's own.
func inertArgs(args []any) []any {
	all := make([]any, len(args))
	for i, a := range args {
		all[i] = alerts.Inert(fmt.Sprint(a))
	}
	return all
}
