package reports

import (
	"maps"
	"net/url"
	"slices"

	"molva/alerts"
	"molva/alerts/report"
)

// tools are the forms that ask the ledger: which lines stand together, what if an input were otherwise, and how one line went.
type tools struct {
	Lines    []choice
	Tries    []report.Trial
	Tried    []change
	All      []report.Choice
	Line     int
	Periods  int
	ForLines []field // what each form keeps of the others
	ForTry   []field
	ForLine  []field
}

// choice is a line that may stand in a return; Chosen also where the return was refused, so that it can be put right.
type choice struct {
	report.Choice
	Chosen bool
}

// change is one that is tried, with the way to be without it.
type change struct{ Text, Without string }

// field is a hidden part of a form.
type field struct{ Name, Value string }

func (s *server) tools(l report.Ledger, q question, w wish) *tools {
	t := &tools{Tries: l.Trials(s.Printer), All: report.LineNames(s.Printer), Line: w.Line, Periods: w.Periods}
	for _, line := range l.Choices(s.Printer) {
		t.Lines = append(t.Lines, choice{line, slices.Contains(w.Lines, line.Number)})
	}
	for i := range w.Changes {
		less := w
		less.Changes = slices.Delete(slices.Clone(w.Changes), i, i+1)
		t.Tried = append(t.Tried, change{alerts.Inert(w.Changes[i]), asked(q, less.values())})
	}
	all := w.values()
	t.ForLines, t.ForTry, t.ForLine = kept(q, all, "lines"), kept(q, all, ""), kept(q, all, "line", "periods")
	return t
}

// asked is a question with its wish, as an address.
func asked(q question, more url.Values) string {
	return q.Query(func(v url.Values) {
		for name, values := range more {
			v[name] = values
		}
	})
}

// kept are the hidden fields of a form: the question, without what the form itself asks.
func kept(q question, more url.Values, without ...string) (all []field) {
	v, _ := url.ParseQuery(asked(q, more)[1:])
	for _, name := range slices.Sorted(maps.Keys(v)) {
		if slices.Contains(without, name) {
			continue
		}
		for _, value := range v[name] {
			all = append(all, field{name, value})
		}
	}
	return all
}
