package quantify

import (
	"fmt"
	"math"
	"strings"
	"testing"
)

// alone estimates each set whole, without a label and with figures measured without it: what a new domain has to expect.
func alone(t *testing.T, all map[string][]judged, table *strings.Builder) {
	t.Helper()
	var missed, covered float64
	n := float64(len(strangers))
	for _, s := range strangers {
		f := measure(all, s.name)
		truth, cell := sum(all[s.name])
		e := f.calibrate(nil, "").Estimate(cell)
		miss := math.Abs(e.Net.Value - net(truth))
		missed += miss / n
		if e.Net.Low <= net(truth) && net(truth) <= e.Net.High {
			covered += 1 / n
		}
		fmt.Fprintf(table, "%s whole, 0 labels: net %+.0f is estimated %+.0f (%+.0f to %+.0f)\n", s.name,
			100*net(truth), 100*e.Net.Value, 100*e.Net.Low, 100*e.Net.High)
	}
	fmt.Fprintf(table, "missed by %.1f points, %.0f %% covered\n", 100*missed, 100*covered)
	if covered < 0.69 {
		t.Errorf("of ten strange sets %.0f %% are covered", 100*covered)
	}
}
