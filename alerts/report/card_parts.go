package report

import (
	"molva/alerts"
	"molva/alerts/phrase"
	"molva/classify/card"
)

// AccuracyParts are an accuracy card as parts of a page, the same figures as WriteAccuracy writes.
func AccuracyParts(a alerts.Accuracy, p *phrase.Printer) []Part {
	if a.N == 0 {
		return []Part{{Lines: alerts.Lines(p.Sprintf("No text was judged, so nothing is known of the accuracy."))}}
	}
	first := cardPart(p.Sprintf("%d texts judged, model %s", a.N, alerts.Inert(a.Model)), append([][]string{{p.Sprintf("figure"), p.Sprintf("value, with its 90%% interval")}}, headlines(a.Card, p)...))
	if a.Agreement != nil {
		first.After = append(first.After, alerts.Words(agreement(p, *a.Agreement)))
	}
	if a.Stale {
		first.Lines = alerts.Lines(p.Sprintf("This card is stale: what is said has changed since the sample was drawn. Draw a new one with 'molva label'."))
	}
	all := []Part{first, cardPart(p.Sprintf("By sentiment"), classes(a.Card, p)), cardPart(p.Sprintf("What they are, and what they were called"), confusion(a.Card, p))}
	for _, by := range []struct {
		title string
		parts map[string]card.Part
	}{{p.Sprintf("Language"), a.By.Lang}, {p.Sprintf("Network"), a.By.Network}} {
		if len(by.parts) > 0 {
			all = append(all, cardPart(by.title, parts(p, by.title, by.parts)))
		}
	}
	return all
}

// cardPart makes rows, the first of them the head, a part with a table.
func cardPart(title string, rows [][]string) Part {
	t := &Table{Head: rows[0], Right: make([]bool, len(rows[0]))}
	for i := range t.Right {
		t.Right[i] = i > 0
	}
	for _, row := range rows[1:] {
		cells := make([]Cell, len(row))
		for i, text := range row {
			cells[i] = Cell{Line: alerts.Words(text)}
		}
		t.Rows = append(t.Rows, cells)
	}
	return Part{Title: title, Table: t}
}
