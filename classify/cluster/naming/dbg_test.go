package naming

import (
	"fmt"
	"testing"
)

func TestDbg(t *testing.T) {
	for _, s := range streams {
		w := s.world(t)
		all := NewBackground(w.texts(), s.muted)
		for i, m := range w.members()[:30] {
			m = latest(m, 200)
			l := Name(m, all, "")
			fmt.Println(i, len(m), l.Text, shares(l))
			if len(l.Phrases) < 2 || true {
				for k, c := range rated(m, all, 2) {
					if k < 9 {
						fmt.Printf("       %.2f %q %.2f lift %.1f shape %.1f\n", c.score, c.text, c.share, c.lift, c.shape())
					}
				}
			}
		}
	}
}
