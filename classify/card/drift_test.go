package card

import "testing"

func TestDrifted(t *testing.T) {
	sample := Mix{Counts{40, 30, 30}, 50}
	for name, c := range map[string]struct {
		today Mix
		want  bool
	}{
		"the same mix":              {Mix{Counts{400, 300, 300}, 500}, false},
		"a little more complaints":  {Mix{Counts{450, 280, 270}, 500}, false},
		"far more complaints":       {Mix{Counts{750, 150, 100}, 500}, true},
		"far more, but a few texts": {Mix{Counts{4, 1, 1}, 3}, false},
		"another language":          {Mix{Counts{400, 300, 300}, 950}, true},
		"nothing is said today":     {Mix{}, false},
	} {
		if got := Drifted(sample, c.today); got != c.want {
			t.Errorf("%s: drifted is %v", name, got)
		}
	}
	if Drifted(Mix{}, sample) {
		t.Error("without a sample nothing can drift from it")
	}
}
