package theme

import (
	"math"
	"strconv"
	"testing"
	"time"
)

// vMeasure is the normalised mutual information of two labellings (arithmetic mean; Rosenberg, Hirschberg 2007).
func vMeasure(gold, guessed []string) float64 {
	both, a, b := make(map[[2]string]float64), make(map[string]float64), make(map[string]float64)
	for i := range gold {
		both[[2]string{gold[i], guessed[i]}]++
		a[gold[i]]++
		b[guessed[i]]++
	}
	n := float64(len(gold))
	return 2 * (entropy(a, n) + entropy(b, n) - entropy(both, n)) / (entropy(a, n) + entropy(b, n))
}

func entropy[K comparable](counts map[K]float64, n float64) float64 {
	var h float64
	for _, c := range counts {
		h -= c / n * math.Log(c/n)
	}
	return h
}

// stream has a table hear statements one after another and returns their labels and what it guessed of each.
func stream(table *Table, list []statement) (gold, guessed []string) {
	at := time.Date(2015, 2, 17, 0, 0, 0, 0, time.UTC)
	for _, s := range list {
		g := table.Read(s.terms)
		table.Learn(s.terms, g, at)
		at = at.Add(time.Minute)
		gold, guessed = append(gold, s.label), append(guessed, strconv.Itoa(g.Theme))
	}
	return gold, guessed
}

// TestFigures measures themes against the reasons that passengers gave, on brands whose complaints taught nothing.
func TestFigures(t *testing.T) {
	first, second := halves(airline(t))
	none := "themes\n"
	for _, c := range []struct {
		name  string
		warm  string
		test  []statement
		packs []string
		least float64
	}{
		{"phrases alone, first two brands", none, first, nil, 0.21},
		{"phrases alone, other two", none, second, nil, 0.23},
		{"phrases alone and travel, first two brands", none, first, []string{"travel"}, 0.27},
		{"phrases alone and travel, other two", none, second, []string{"travel"}, 0.30},
		{"warm start, first two brands", warmFrom(t, second), first, nil, 0.27},
		{"warm start, other two", warmFrom(t, first), second, nil, 0.32},
		{"warm start and travel, first two brands", warmFrom(t, second), first, []string{"travel"}, 0.28},
		{"warm start and travel, other two", warmFrom(t, first), second, []string{"travel"}, 0.32},
	} {
		nmi := vMeasure(stream(NewTable(packFrom(t, c.warm, c.packs...)), c.test))
		t.Logf("%-45s n %d NMI %.3f", c.name, len(c.test), nmi)
		if nmi < c.least {
			t.Errorf("%s: NMI %.3f, want at least %.2f", c.name, nmi, c.least)
		}
	}
}
