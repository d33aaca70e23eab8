package theme

import (
	_ "embed"
	"fmt"
	"sync"
)

// warmFile is what the packs know before any stream: counts of terms by theme, learned by TestWarm from public data (see
// THEMES.md). Without it a young table finds every word equally telling.
//
//go:embed warm.bin
var warmFile []byte

var warmStart = sync.OnceValues(func() (*warm, error) { return readWarm(warmFile) })

// warm is a warm start. Its terms are hashes: they are what people wrote, names and abuse included, and none of it is to be
// read here.
type warm struct {
	ids  []string
	sums sums
	rows map[uint64]warmRow
	file []byte
}

type warmRow struct {
	tongue tongue
	counts []float32 // by theme
}

// prior is what is known of a term beforehand.
type prior struct {
	counts []float64 // by theme
	info   float32   // what they tell, or unknown
	common float32   // share of the texts of its tongue that have it
}

// hash is FNV-1a (Fowler, Noll, Vo).
func hash(term string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(term) {
		h = (h ^ uint64(term[i])) * 1099511628211
	}
	return h
}

// The file is written as a state is: the ids of the themes; by tongue the mentions and terms of each theme and the number of
// different terms; then the terms, each as its tongue, its hash and its counts.
func readWarm(file []byte) (*warm, error) {
	r := scanner{in: file}
	w := &warm{ids: r.ids(), rows: make(map[uint64]warmRow), file: file}
	w.sums = newSums(len(w.ids))
	for g := range tongues {
		r.doubles(w.sums.seen[g])
		r.doubles(w.sums.mass[g])
	}
	for range r.size(len(file)) {
		g, term := r.size(int(tongues)-1), r.uint64()
		row := warmRow{tongue(g), make([]float32, len(w.ids))}
		r.counts(row.counts)
		w.rows[term] = row
		w.sums.size[g]++
	}
	if r.check(len(r.in) == 0); r.err != nil {
		return nil, fmt.Errorf("read the warm start: %w", r.err)
	}
	return w, nil
}

// warmUp adds a warm start to a pack whose themes are read. Themes that the pack does not have are passed over.
func (p *Pack) warmUp(w *warm) {
	at := make([]int, len(w.ids))
	for i, id := range w.ids {
		at[i] = p.index(id)
	}
	p.sums = w.sums.move(at, len(p.themes))
	p.priors = make(map[uint64]prior, len(w.rows))
	for term, row := range w.rows {
		counts := make([]float64, len(p.themes))
		for i, to := range at {
			if to >= 0 {
				counts[to] = float64(row.counts[i])
			}
		}
		seen := p.sums.seen[row.tongue]
		p.priors[term] = prior{counts, tell(counts, seen), share(counts, seen)}
	}
}

// share is the part of all texts that was counted.
func share(counts, texts []float64) float32 {
	var n, all float64
	for i, c := range counts {
		n, all = n+c, all+texts[i]
	}
	if all == 0 {
		return 0
	}
	return float32(min(1, n/all))
}

// met reports whether a term is part of the warm start.
func (p *Pack) met(term string) bool {
	_, ok := p.priors[hash(term)]
	return ok
}
