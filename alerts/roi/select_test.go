package roi

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestWhatIsSelectedIsWhatSortingFinds(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 5))
	for range 2000 {
		all := make([]float64, 1+random.IntN(60))
		for i := range all {
			all[i] = float64(random.IntN(1 + random.IntN(40))) // many are alike
		}
		if random.IntN(4) == 0 {
			all[0] = math.Inf(1)
		}
		sorted := slices.Sorted(slices.Values(all))
		for _, place := range []float64{0, 0.025 * float64(len(all)-1), float64(len(all) / 2), 0.975 * float64(len(all)-1), float64(len(all) - 1)} {
			whole, rest := math.Modf(place)
			want := sorted[int(whole)]
			if rest > 0 {
				want += rest * (sorted[int(whole)+1] - want)
			}
			if got := placed(all, place); got != want && !(math.IsNaN(got) && math.IsNaN(want)) {
				t.Fatalf("at %v of %v: %v, want %v", place, sorted, got, want)
			}
		}
	}
}
