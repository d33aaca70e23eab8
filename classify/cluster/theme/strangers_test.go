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
	for _, c := range []struct {
		name         string
		known, heard []statement // nothing known: no warm start
		packs        []string
		least        float64
	}{
		{"phrases alone, first two brands", nil, first, nil, 0.23},
		{"phrases alone, other two", nil, second, nil, 0.25},
		{"phrases alone and travel, first two brands", nil, first, []string{"travel"}, 0.28},
		{"phrases alone and travel, other two", nil, second, []string{"travel"}, 0.33},
		{"warm start, first two brands", second, first, nil, 0.28},
		{"warm start, other two", first, second, nil, 0.34},
		{"warm start and travel, first two brands", second, first, []string{"travel"}, 0.29},
		{"warm start and travel, other two", first, second, []string{"travel"}, 0.35},
	} {
		p := coldPack(t, c.packs...)
		if c.known != nil {
			p = warmPack(t, c.known, c.packs...)
		}
		nmi := vMeasure(stream(NewTable(p), c.heard))
		t.Logf("%-45s n %d NMI %.3f", c.name, len(c.heard), nmi)
		if nmi < c.least {
			t.Errorf("%s: NMI %.3f, want at least %.2f", c.name, nmi, c.least)
		}
	}
}
