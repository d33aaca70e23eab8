package theme

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync"
)

// warmFile is what the packs know before any stream: counts of terms by theme, made by TestWarm from public labelled data
// (see THEMES.md). Without it a young table finds every word equally telling.
//
//go:embed warm.tsv
var warmFile string

// warm is a warm start, by the themes of its file.
type warm struct {
	ids  []string
	sums sums
	rows map[string][]float32
}

var warmStart = sync.OnceValues(func() (*warm, error) { return readWarm(warmFile) })

// warmUp adds a warm start to a pack whose phrases are read. Themes that the pack does not have are passed over.
func (p *Pack) warmUp(w *warm) {
	p.sums = newSums(len(p.themes))
	p.sums.size = w.sums.size
	for i, id := range w.ids {
		if to := p.index(id); to >= 0 {
			for g := range tongues {
				p.sums.seen[g][to], p.sums.mass[g][to] = w.sums.seen[g][i], w.sums.mass[g][i]
			}
		}
	}
	for term, row := range w.rows {
		k := p.known[term]
		k.counts = make([]float32, len(p.themes))
		for i, id := range w.ids {
			if to := p.index(id); to >= 0 {
				k.counts[to] = row[i]
			}
		}
		k.info = tell(widen(k.counts), p.sums.seen[tongueOf(term)])
		p.known[term] = k
	}
}

// The file is tab-separated: a line that names the themes, lines of sums by tongue, then a line for each term.
var warmTongues = [tongues]string{latin: "latin", cyrillic: "cyrillic", shared: "shared"}

func readWarm(file string) (*warm, error) {
	w := &warm{rows: make(map[string][]float32)}
	number := 0
	for line := range strings.Lines(file) {
		number++
		if line = strings.TrimRight(line, "\n"); line == "" || line[0] == '#' {
			continue
		}
		if err := w.take(strings.Split(line, "\t")); err != nil {
			return nil, fmt.Errorf("read the warm start, line %d: %w", number, err)
		}
	}
	return w, nil
}

func (w *warm) take(fields []string) error {
	if w.ids == nil {
		w.ids = fields[1:]
		w.sums = newSums(len(w.ids))
		return nil
	}
	row, err := numbers(fields[1:], len(w.ids))
	if err != nil {
		return err
	}
	what, of, sum := strings.Cut(fields[0], ":")
	if !sum {
		w.rows[fields[0]] = row
		w.sums.size[tongueOf(fields[0])]++
		return nil
	}
	return w.sums.take(what, of, row)
}

// take reads a line of sums, such as seen:latin.
func (s *sums) take(what, of string, row []float32) error {
	for g, name := range warmTongues {
		if name != of || what != "seen" && what != "mass" {
			continue
		}
		to := s.seen[g]
		if what == "mass" {
			to = s.mass[g]
		}
		for i, n := range row {
			to[i] = float64(n)
		}
		return nil
	}
	return fmt.Errorf("found sums of %q, want seen or mass of a tongue", what+":"+of)
}

func numbers(fields []string, want int) ([]float32, error) {
	if len(fields) != want {
		return nil, fmt.Errorf("found %d numbers, want one for each of %d themes", len(fields), want)
	}
	row := make([]float32, want)
	for i, field := range fields {
		n, err := strconv.ParseFloat(field, 32)
		if err != nil {
			return nil, err
		}
		row[i] = float32(n)
	}
	return row, nil
}

func widen(row []float32) []float64 {
	wide := make([]float64, len(row))
	for i, n := range row {
		wide[i] = float64(n)
	}
	return wide
}
