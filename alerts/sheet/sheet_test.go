package sheet_test

import (
	"strings"
	"testing"
	"unicode"

	"molva/alerts"
	"molva/alerts/phrase/phrasetest"
	"molva/alerts/sheet"
	"molva/alerts/sheet/sheettest"
)

func TestText(t *testing.T) {
	for _, language := range []string{"en", "ru"} {
		rows := sheet.Of(sheettest.Week(language)).Fit(60_000, sheet.TextSize)
		phrasetest.Golden(t, "week."+language+".txt", sheet.Text(rows))
	}
}

// Whatever the words are, a row is one line, and the whole fits with its end in it.
func TestAnything(t *testing.T) {
	for name, text := range sheettest.Texts {
		t.Run(name, func(t *testing.T) {
			all := sheet.Of(sheettest.Hostile(text))
			for _, room := range []int{4_096, 16_000, 60_000} {
				check(t, all, all.Fit(room, sheet.TextSize), room)
			}
		})
	}
}

func check(t *testing.T, all sheet.Sheet, rows []sheet.Row, room int) {
	t.Helper()
	if size := sheet.Units(sheet.Text(rows)); size > room {
		t.Errorf("%d units in %d", size, room)
	}
	if len(rows) < len(all.End) {
		t.Fatalf("%d rows, the end alone has %d", len(rows), len(all.End))
	}
	for i, r := range rows[len(rows)-len(all.End):] {
		if r.Line.String() != all.End[i].Line.String() {
			t.Errorf("the end is lost: %.40q", r.Line)
		}
	}
	for _, r := range rows {
		if strings.ContainsFunc(r.Line.String(), func(r rune) bool { return unicode.IsControl(r) || r == '\u202e' || r == '\u2028' }) {
			t.Errorf("not one line: %.80q", r.Line)
		}
		for _, s := range r.Line {
			if s.URL != "" && !strings.HasPrefix(s.URL, "https://") {
				t.Errorf("leads to %.80q", s.URL)
			}
		}
	}
}

// A quote stands alone, and what does not fit leaves a sign.
func TestFit(t *testing.T) {
	quote := sheet.Of(alerts.Message{Said: &alerts.Said{Text: "It leaks", Mark: "negative, vk"}})
	if got, want := sheet.Text(quote.Fit(1000, sheet.TextSize)), "    > It leaks\n    — negative, vk\n"; got != want {
		t.Errorf("quote:\n%s\nwant:\n%s", got, want)
	}
	story := alerts.Story{Title: "Zarya", Headline: "Worse.", Sections: []alerts.Section{{Title: "Networks", Lines: alerts.Lines("a", "b")}},
		Coverage: alerts.Section{Title: "Coverage", Lines: alerts.Lines("All read.")}}
	all := sheet.Of(alerts.Message{Story: story})
	for room, want := range map[int]string{
		100: "Zarya\nWorse.\n\nNetworks\n  a\n  b\n\nCoverage\n  All read.\n",
		54:  "Zarya\nWorse.\n    …\n\nCoverage\n  All read.\n", // a heading without its section is none
		29:  "Coverage\n  All read.\n",
	} {
		if got := sheet.Text(all.Fit(room, sheet.TextSize)); got != want {
			t.Errorf("in %d: %q, want %q", room, got, want)
		}
	}
}

func TestSparks(t *testing.T) {
	values := []*int{new(0), nil, new(7), new(3)}
	got := strings.Join(sheet.Sparks(alerts.Chart{Title: "Mentions", Unit: "a day", Labels: []string{"Mon", "Tue", "Wed", "Thu"},
		Series: []alerts.Series{{Name: "Zarya", Values: values}}}), "\n")
	if want := "Mentions (a day), Mon – Thu\n▁·█▄  Zarya: 0, ?, 7, 3"; got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}
