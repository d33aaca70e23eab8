package theme

import (
	"math"
	"strconv"
	"testing"
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
	for _, s := range list {
		g := table.Read(s.terms)
		table.Learn(s.terms, g, s.Created)
		gold, guessed = append(gold, s.label), append(guessed, strconv.Itoa(g.Theme))
	}
	return gold, guessed
}

// TestStrangers measures themes against the reasons that passengers gave, on brands whose complaints taught nothing.
func TestStrangers(t *testing.T) {
	first, second := halves(airline(t))
	none, knowsFirst, knowsSecond := cold(), warmFrom(t, first), warmFrom(t, second)
	for _, c := range []struct {
		name  string
		warm  *warm
		heard []statement
		packs []string
		least float64
	}{
		{"phrases alone, first two brands", none, first, nil, 0.23},
		{"phrases alone, other two", none, second, nil, 0.25},
		{"phrases alone and travel, first two brands", none, first, []string{"travel"}, 0.28},
		{"phrases alone and travel, other two", none, second, []string{"travel"}, 0.33},
		{"warm start, first two brands", knowsSecond, first, nil, 0.28},
		{"warm start, other two", knowsFirst, second, nil, 0.34},
		{"warm start and travel, first two brands", knowsSecond, first, []string{"travel"}, 0.29},
		{"warm start and travel, other two", knowsFirst, second, []string{"travel"}, 0.35},
	} {
		nmi := vMeasure(stream(NewTable(packFrom(t, c.warm, c.packs...)), c.heard))
		t.Logf("%-45s n %d NMI %.3f", c.name, len(c.heard), nmi)
		if nmi < c.least {
			t.Errorf("%s: NMI %.3f, want at least %.2f", c.name, nmi, c.least)
		}
	}
}

// TestSure: as many guesses are right as they say of themselves, on brands whose complaints taught nothing.
func TestSure(t *testing.T) {
	first, second := halves(airline(t))
	table := NewTable(packFrom(t, warmFrom(t, first)))
	var said, right float64
	for _, s := range second {
		g := table.Read(s.terms)
		table.Learn(s.terms, g, s.Created)
		said += float64(g.P)
		if g.Theme != None && table.ids[g.Theme] == themeOf[s.label] {
			right++
		}
	}
	n := float64(len(second))
	t.Logf("n %.0f right %.3f said %.3f", n, right/n, said/n)
	if math.Abs(said-right)/n > 0.06 {
		t.Errorf("%.3f are right, they say %.3f", right/n, said/n)
	}
}
