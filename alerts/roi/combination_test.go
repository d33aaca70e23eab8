package roi

import (
	"reflect"
	"testing"
)

// Each line is a number, together they are none that can be written down; nor is what they bring back of next to nothing.
func TestAReturnThatNoNumberHoldsIsRefused(t *testing.T) {
	huge, tiny := sample(), sample()
	huge.Given["article_price"], huge.Given["video_price"] = Input{Value: 6e306, Terms: dollars}, Input{Value: 3e307, Terms: dollars}
	tiny.Given["spend/ads"], tiny.Given["labour_hours"] = Input{Value: 1e-320, Terms: dollars}, Input{}
	for name, in := range map[string]Inputs{"huge benefits": huge, "a tiny cost": tiny} {
		l := Compute(in)
		if !l.Lines[6].Worth.Known || !l.Lines[8].Worth.Known {
			t.Fatalf("%s: %+v", name, l.Lines)
		}
		if c, err := l.Combine(7, 9); err != ErrInfinite || c.Lines != nil {
			t.Errorf("%s: %+v, %v", name, c, err)
		}
		walk(reflect.ValueOf(l), func(x float64) {
			if finite(x) != nil {
				t.Errorf("%s: the ledger holds %v", name, x)
			}
		})
	}
}

func BenchmarkCompute(b *testing.B) {
	in := sample()
	for name, k := range map[string]Input{
		"ctr": countedOf(360, 12000), "quality/photos": countedOf(25, 100), "quality/videos": countedOf(9, 60), "quality/insights": countedOf(6, 20),
		"self_solved": countedOf(66, 300), "lead_to_customer": countedOf(17, 210), "conversion": countedOf(276, 12000), "conversion/before": countedOf(240, 12000),
	} {
		in.Given[name] = k
	}
	for b.Loop() {
		Compute(in)
	}
}
