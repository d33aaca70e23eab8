package main

import (
	"bytes"
	"testing"

	"molva/alerts"
)

// Several reports are an array in JSON, one table in CSV, and stand one after the other elsewhere.
func TestPrintPages(t *testing.T) {
	for format, c := range map[string]struct {
		pages []string
		want  string
	}{
		"csv":  {[]string{"a,b\r\n1,2\r\n", "a,b\r\n3,4\r\n"}, "a,b\r\n1,2\r\n3,4\r\n"},
		"text": {[]string{"x\n", "y\n"}, "x\n\ny\n"},
		"json": {[]string{"1\n", "2\n"}, "[\n  1,\n  2\n]\n"},
	} {
		var out bytes.Buffer
		p := &program{out: &out, output: format}
		pages := make([][]byte, len(c.pages))
		for i, page := range c.pages {
			pages[i] = []byte(page)
		}
		if err := p.printPages(pages); err != nil || out.String() != c.want {
			t.Errorf("%s: %q, %v", format, out.String(), err)
		}
		out.Reset()
		if err := p.printPages(pages[:1]); err != nil || out.String() != c.pages[0] {
			t.Errorf("%s alone: %q, %v", format, out.String(), err)
		}
	}
}

// Every kind of report has somebody who builds it, or it would never go anywhere.
func TestEveryReportIsBuilt(t *testing.T) {
	built := map[alerts.Kind]bool{alerts.RatioReport: true}
	for _, one := range told {
		built[one.kind] = true
	}
	for _, kind := range alerts.Reports {
		if !built[kind] {
			t.Errorf("nobody builds %s", kind)
		}
	}
	if len(built) != len(alerts.Reports) {
		t.Errorf("%d are built, %d are reports", len(built), len(alerts.Reports))
	}
}

// What may be looked at before is the digest of the rhythm and its reports.
func TestReportKinds(t *testing.T) {
	for every, want := range map[alerts.Every]int{alerts.Day: 1, alerts.Week: 3, alerts.Month: 4, alerts.Quarter: 0} {
		if got := reportKinds(every); len(got) != want {
			t.Errorf("%s: %v", every, got)
		}
	}
}
