package spike

import (
	"fmt"
	"testing"
	"time"
)

func TestLab(t *testing.T) {
	for seed := range uint64(60) {
		w := ordinary(seed, 1000, 180)
		s := w.series()
		c := Budget{PerMonth: 2}.Threshold(Replay(s, hourOf(0), hourOf(90*24), time.Hour))
		es := Episodes(Replay(s, hourOf(90*24), hourOf(180*24), time.Hour), c.Threshold)
		if len(es) > 6 {
			fmt.Printf("%+v T %.2f\n", w, c.Threshold)
			for _, e := range es {
				fmt.Printf("   day %.1f %s %v seen %.0f exp %.1f [%.0f %.0f] of %.0f score %.1f\n", e.From.Sub(epoch).Hours()/24, e.Peak.Kind, e.Peak.Window, e.Peak.Seen, e.Peak.Expected, e.Peak.Low, e.Peak.High, e.Peak.Of, e.Peak.Score)
			}
		}
	}
}
