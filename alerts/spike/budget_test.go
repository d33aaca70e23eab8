package spike

import (
	"testing"
	"time"
)

// history is a replay of so many days in which the given hours had those scores.
func history(days int, scores map[int]float64) []Moment {
	out := make([]Moment, days*24)
	for i := range out {
		out[i].At = hourOf(i)
		if s, ok := scores[i]; ok {
			out[i].Signs = []Sign{{Kind: Spike, At: hourOf(i), Score: s}}
		}
	}
	return out
}

func TestEpisodes(t *testing.T) {
	h := history(4, map[int]float64{10: 3, 11: 4, 20: 2, 21: 3, 33: 3, 44: 3.5, 90: 5})
	got := Episodes(h, 2.5)
	want := [][3]float64{{10, 21, 4}, {33, 44, 3.5}, {90, 90, 5}}
	if len(got) != len(want) {
		t.Fatalf("%d episodes, want %d: %+v", len(got), len(want), got)
	}
	for i, e := range got {
		if !e.From.Equal(hourOf(int(want[i][0]))) || !e.To.Equal(hourOf(int(want[i][1]))) || e.Peak.Score != want[i][2] {
			t.Errorf("episode %d is %v to %v at %v, want %v", i, e.From, e.To, e.Peak.Score, want[i])
		}
	}
}

// TestThresholdOrder: a larger budget, fewer topics and a quieter past each lower the threshold.
func TestThresholdOrder(t *testing.T) {
	loud, calm := map[int]float64{}, map[int]float64{}
	for i := range 20 {
		loud[i*100], calm[i*100] = 2+float64(i)/10, 0.6+float64(i)/20
	}
	noisy, still := history(90, loud), history(90, calm)
	base := Budget{PerMonth: 2}.Threshold(noisy)
	if base.Note != Measured || base.Days < 89 || base.Topics != 1 || base.Episodes > 6 {
		t.Errorf("%+v", base)
	}
	for name, lower := range map[string]Calibration{
		"ten a month": Budget{PerMonth: 10}.Threshold(noisy),
		"a calm past": Budget{PerMonth: 2}.Threshold(still),
	} {
		if lower.Threshold >= base.Threshold {
			t.Errorf("%s: %.2f, not under %.2f", name, lower.Threshold, base.Threshold)
		}
	}
	if many := (Budget{PerMonth: 2}).Threshold(noisy, noisy, still); many.Threshold <= base.Threshold {
		t.Errorf("three topics: %.2f, not over %.2f", many.Threshold, base.Threshold)
	}
}

func TestThresholdWithoutHistory(t *testing.T) {
	none := Budget{PerMonth: 2}.Threshold()
	short := Budget{PerMonth: 2}.Threshold(history(20, nil))
	if none.Note != Assumed || short.Note != Assumed || none.Threshold != short.Threshold || none.Threshold < 2 {
		t.Errorf("%+v, %+v", none, short)
	}
	never := Budget{}.Threshold(history(90, nil))
	if never.Threshold <= short.Threshold || never.Threshold > highest {
		t.Errorf("a budget of nothing: %+v", never)
	}
}

func TestReplayCutsToHours(t *testing.T) {
	got := Replay(steady(1, 1), hourOf(240).Add(20*time.Minute), hourOf(243), time.Minute)
	if len(got) != 3 || !got[0].At.Equal(hourOf(240)) {
		t.Errorf("%+v", got)
	}
}
