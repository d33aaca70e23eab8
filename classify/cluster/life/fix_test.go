package life

import (
	"math/rand/v2"
	"testing"
	"time"
)

// mended is a complaint of so many people a day that was fixed on day 56. Late posts follow for three days; then a part
// stays, and after three weeks it may come back whole. The crowd knows nothing of it.
type mended struct {
	size, stays float64
	back        bool
}

const (
	fixedOn = 56
	backOn  = 77
	seenFor = 105
)

// people is what a day has of the complaint before the fix.
func (m mended) people(d int) float64 {
	switch {
	case d < fixedOn || d >= backOn && m.back:
		return 1
	case d < fixedOn+3:
		return .3
	}
	return m.stays
}

// returned is the day on which it was called returned, 0 for never.
func (m mended) returned(seed uint64) int {
	r := rand.New(rand.NewPCG(seed, 7))
	own, crowd := make([]int, seenFor), make([]int, seenFor)
	for d := range own {
		own[d] = poisson(r, m.size*m.people(d)*gamma(r, 4)/4)
		crowd[d] = own[d] + poisson(r, 100)
	}
	for d := fixedOn; d < seenFor; d++ {
		c := Course{Days: own[:d+1], First: monday, Last: monday.AddDate(0, 0, d), People: 999, Texts: 9, Fixed: monday.AddDate(0, 0, fixedOn).Add(9 * time.Hour)}
		if Judge([]Course{c}, Crowd{crowd[:d+1]}, monday.AddDate(0, 0, d+1).Add(-time.Second))[0].State == Returned {
			return d
		}
	}
	return 0
}

// TestFixFigures simulates whether a fix that held is left alone, and how soon one that did not is seen.
func TestFixFigures(t *testing.T) {
	runs := 10
	if testing.Verbose() {
		runs = 200
	}
	t.Logf("%5s %6s %8s %8s %8s", "size", "stays", "in error", "seen", "after")
	for _, row := range []struct {
		mended
		inError, seen int     // percent: at most, at least
		after         float64 // days, at most
	}{
		{mended{.2, .05, true}, 8, 50, 21},
		{mended{1, .05, true}, 8, 95, 8},
		{mended{5, .05, true}, 8, 100, 4},
		{mended{20, .05, true}, 8, 100, 3},
		{mended{.2, .1, false}, 12, 0, 0},
		{mended{1, .1, false}, 12, 0, 0},
		{mended{5, .1, false}, 8, 0, 0},
		{mended{20, .1, false}, 8, 0, 0},
	} {
		early, seen, days := 0, 0, 0
		for seed := range uint64(runs) {
			switch d := row.returned(seed); {
			case d == 0:
			case d < backOn || !row.back:
				early++
			default:
				seen++
				days += d - backOn + 1
			}
		}
		inError, found, after := early*100/runs, seen*100/max(runs-early, 1), float64(days)/float64(max(seen, 1))
		t.Logf("%5.1f %6.2f %7d%% %7d%% %8.1f", row.size, row.stays, inError, found, after)
		if inError > row.inError || found < row.seen || after > row.after {
			t.Errorf("%+v: %d %% in error, %d %% seen after %.1f days", row, inError, found, after)
		}
	}
}
