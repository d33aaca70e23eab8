package life

import (
	"math/rand/v2"
	"testing"
	"time"
)

// mended is a complaint that was fixed on the morning of day 56, of which a part stays and which comes back three weeks
// later; on a hundred days, among a crowd that knows nothing of it.
type mended struct {
	size, stays float64
	back        bool
}

// returned counts complaints called returned: in error, before the trouble came back; and days until it was seen.
func (m mended) returned(t *testing.T, seed uint64) (early bool, after int) {
	const fixed, again, days = 56, 77, 105
	r := rand.New(rand.NewPCG(seed, 7))
	own, crowd := make([]int, days), make([]int, days)
	for d := range own {
		f := 1.
		switch {
		case d > fixed && (d < again || !m.back):
			f = m.stays
		case d == fixed:
			f = .3
		case d > fixed && d < fixed+3:
			f = .3
		}
		own[d] = poisson(r, m.size*f*gamma(r, 4)/4)
		crowd[d] = own[d] + poisson(r, 100)
	}
	after = -1
	for d := fixed; d < days; d++ {
		now := monday.AddDate(0, 0, d+1).Add(-time.Second)
		c := Course{Days: own[:d+1], First: monday, Last: now, People: 1000, Texts: 9, Fixed: monday.AddDate(0, 0, fixed).Add(9 * time.Hour)}
		if Judge([]Course{c}, Crowd{crowd[:d+1]}, now)[0].State != Returned {
			continue
		}
		if d < again || !m.back {
			return true, -1
		}
		return false, d - again + 1
	}
	return false, -1
}

func TestFixFigures(t *testing.T) {
	t.Logf("%5s %6s %8s %8s %8s", "size", "stays", "in error", "seen", "days")
	for _, m := range []mended{{.2, 0, true}, {1, 0, true}, {5, 0, true}, {20, 0, true}, {.2, .1, true}, {1, .1, true}, {5, .1, true}, {20, .1, true},
		{.2, .15, false}, {1, .15, false}, {5, .15, false}, {20, .15, false}, {.2, .1, false}, {1, .1, false}, {5, .1, false}, {20, .1, false}, {1, 1, false}, {5, 1, false}} {
		errors, seen, days := 0, 0, 0
		const n = 100
		for seed := range uint64(n) {
			early, after := m.returned(t, seed)
			errors += one(early)
			if after > 0 {
				seen++
				days += after
			}
		}
		t.Logf("%5.1f %6.2f %7d%% %7d%% %8.1f", m.size, m.stays, errors, seen*100/max(n-errors, 1), float64(days)/float64(max(seen, 1)))
	}
}
