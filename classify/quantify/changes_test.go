package quantify

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// changes compares each cell with the one before of its topic, as a digest does.
func (s *stream) changes(t *testing.T, table *strings.Builder) {
	cells := s.cells()
	for _, labels := range counts {
		order := rand.New(rand.NewPCG(4, 7)).Perm(len(s.texts))
		var n, covered, said, wrong, width float64
		for i := 1; i < len(cells); i++ {
			before, now := cells[i-1], cells[i]
			if before[0].Topic != now[0].Topic {
				continue
			}
			c := s.figures.calibrate(s.sample(order, now[0].day/s.days, labels), now[0].Topic)
			wasTruth, was := sum(before)
			isTruth, is := sum(now)
			truth := net(isTruth) - net(wasTruth)
			ch := c.Change(is, was)
			n++
			width += ch.High - ch.Low
			if ch.Low <= truth && truth <= ch.High {
				covered++
			}
			if ch.Direction == Up || ch.Direction == Down {
				said++
				if (ch.Direction == Up) != (truth > 0) {
					wrong++
				}
			}
		}
		fmt.Fprintf(table, "%s, changes: %4d labels  covered %3.0f %%, width %3.0f; %.0f of %.0f are called better or worse, %.0f of them wrongly\n",
			s.name, labels, 100*covered/n, 100*width/n, said, n, wrong)
		if covered/n < 0.82 || wrong > 0.05*n {
			t.Errorf("%s: changes with %d labels: covered %.2f, %.0f of %.0f wrong", s.name, labels, covered/n, wrong, said)
		}
	}
}
