package report

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"molva/alerts"
	"molva/alerts/phrase"
	"molva/classify/card"
)

// WriteAccuracy renders an accuracy card as text or json.
func WriteAccuracy(w io.Writer, a alerts.Accuracy, format string, p *phrase.Printer) error {
	switch format {
	case "text":
		_, err := io.WriteString(w, strings.Join(tell(a, p), "\n")+"\n")
		return err
	case "json":
		return writeJSON(w, a)
	}
	return fmt.Errorf("format is %q, want text or json", format)
}

func tell(a alerts.Accuracy, p *phrase.Printer) []string {
	if a.N == 0 {
		return []string{p.Sprintf("No text was judged, so nothing is known of the accuracy.")}
	}
	lines := []string{p.Sprintf("%d texts judged, model %s", a.N, alerts.Inert(a.Model)), ""}
	lines = append(lines, columns(headlines(a.Card, p))...)
	lines = append(append(lines, ""), columns(classes(a.Card, p))...)
	lines = append(append(lines, "", p.Sprintf("What they are, and what they were called:")), columns(confusion(a.Card, p))...)
	for _, by := range []struct {
		title string
		parts map[string]card.Part
	}{{p.Sprintf("Language"), a.By.Lang}, {p.Sprintf("Network"), a.By.Network}} {
		if len(by.parts) > 0 {
			lines = append(append(lines, ""), columns(parts(p, by.title, by.parts))...)
		}
	}
	lines = append(lines, "")
	if a.Agreement != nil {
		lines = append(lines, agreement(p, *a.Agreement))
	}
	if a.Stale {
		lines = append(lines, p.Sprintf("This card is stale: what is said has changed since the sample was drawn. Draw a new one with 'molva label'."))
	}
	return append(lines, p.Sprintf("The intervals are 90%% ones."))
}

func headlines(a card.Card, p *phrase.Printer) [][]string {
	return [][]string{
		{p.Sprintf("Accuracy"), percent(p, a.Accuracy)},
		{p.Sprintf("Macro-recall"), percent(p, a.MacroRecall)},
		{p.Sprintf("Macro-F1"), percent(p, a.MacroF1)},
		{p.Sprintf("Calibration error"), percent(p, a.ECE)},
		{p.Sprintf("Accuracy without the %d unsure ones", a.N-a.Sure.N), percent(p, a.Sure.Accuracy)},
	}
}

func classes(a card.Card, p *phrase.Printer) [][]string {
	rows := [][]string{{p.Sprintf("Sentiment"), p.Sprintf("Texts"), p.Sprintf("Recall"), p.Sprintf("Precision")}}
	for _, name := range order {
		c := a.Classes[name]
		rows = append(rows, []string{sentiment(p, name), p.Number(c.N), percent(p, c.Recall), percent(p, c.Precision)})
	}
	return rows
}

// order is that of all tables of sentiments.
var order = [3]string{"negative", "neutral", "positive"}

func sentiment(p *phrase.Printer, name string) string {
	switch name {
	case "negative":
		return p.Sprintf("negative")
	case "positive":
		return p.Sprintf("positive")
	}
	return p.Sprintf("neutral")
}

func confusion(a card.Card, p *phrase.Printer) [][]string {
	rows := [][]string{{""}}
	for _, name := range order {
		rows[0] = append(rows[0], sentiment(p, name))
		c := a.Confusion[name]
		rows = append(rows, []string{sentiment(p, name), p.Number(c.Negative), p.Number(c.Neutral), p.Number(c.Positive)})
	}
	return rows
}

func parts(p *phrase.Printer, title string, parts map[string]card.Part) [][]string {
	rows := [][]string{{title, p.Sprintf("Texts"), p.Sprintf("Accuracy"), p.Sprintf("Macro-recall"), p.Sprintf("Calibration error")}}
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		part := parts[name]
		rows = append(rows, []string{alerts.Inert(name), p.Number(part.N), percent(p, part.Accuracy), percent(p, part.MacroRecall), percent(p, part.ECE)})
	}
	return rows
}

func agreement(p *phrase.Printer, a card.Agreement) string {
	if a.Alpha == nil {
		return p.Sprintf("Two people labelled %d of the texts and agreed on %s of them.", a.N, percent(p, a.Same))
	}
	return p.Sprintf("Two people labelled %d of the texts and agreed on %s of them; Krippendorff's alpha %s (%s–%s).", a.N,
		percent(p, a.Same), p.Decimal(a.Alpha.Value, 2), p.Decimal(a.Alpha.Low, 2), p.Decimal(a.Alpha.High, 2))
}

// percent writes a figure with its interval; one that does not exist is a dash.
func percent(p *phrase.Printer, f *card.Figure) string {
	if f == nil {
		return "–"
	}
	return fmt.Sprintf("%s (%s)", p.Percent(f.Value), p.Percents(f.Low, f.High))
}
