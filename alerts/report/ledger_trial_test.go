package report

import (
	"slices"
	"testing"

	"molva/alerts/roi"
)

// What may be tried is all that is there, as it is without any change, then what lacks; what turns the sign is known.
func TestTrials(t *testing.T) {
	en, _ := printers(t)
	r := booked(t, everything())
	l, err := BuildLedger(t.Context(), r, LedgerOptions{Changes: map[string]roi.Input{"call_price": {Value: 4}}})
	if err != nil {
		t.Fatal(err)
	}
	trials := l.Trials(en)
	turning := 0
	for _, one := range trials {
		if one.Turns {
			turning++
		}
		if one.Name == "call_price" && one.Now != "3.80\u00a0USD" {
			t.Errorf("%+v", one)
		}
	}
	if turning != 1 || len(trials) < len(l.Given) {
		t.Errorf("%d of %d turn the sign", turning, len(trials))
	}
	for _, choice := range l.Choices(en) {
		if line, _ := lineOf(l.Ledger, choice.Number); line.Class == roi.Equivalent || choice.Name == "" || choice.Worth == "–" {
			t.Errorf("%+v", choice)
		}
	}
	if names := LineNames(en); len(names) != 14 {
		t.Errorf("%d lines", len(names))
	}
	empty, err := BuildLedger(t.Context(), booked(t, nil), LedgerOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if trials := empty.Trials(en); !slices.ContainsFunc(trials, func(one Trial) bool { return one.Name == "spend" && one.Now == "–" }) {
		t.Errorf("a cost that lacks cannot be tried: %+v", trials)
	}
}

// A history is drawn from the earliest period on, and what is not known is no zero.
func TestCourse(t *testing.T) {
	en, _ := printers(t)
	r := booked(t, everything())
	l, err := BuildLedger(t.Context(), r, LedgerOptions{Line: 12, Periods: 3})
	if err != nil {
		t.Fatal(err)
	}
	course := l.Course(en)
	if len(course) != 3 || course[0].Worth.Known || course[0].Text != "–" || !course[2].Worth.Known || course[2].Period != r.Period {
		t.Errorf("%+v", course)
	}
}
