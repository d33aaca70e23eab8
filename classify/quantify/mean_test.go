package quantify

import (
	"math"
	"testing"
)

// TestStudent compares with the tables of the t distribution.
func TestStudent(t *testing.T) {
	for df, want := range map[float64]float64{4: 2.1318, 5: 2.0150, 10: 1.8125, 30: 1.6973, 120: 1.6577} {
		if got := student(df); math.Abs(got-want) > 0.002 {
			t.Errorf("student(%v) = %.4f, want %.4f", df, got, want)
		}
	}
}

func TestMean(t *testing.T) {
	if f := Mean(nil); f.Known {
		t.Errorf("of nothing: %+v", f)
	}
	if f := Mean([]float64{1, 2}); f.Value != 1.5 || f.Low != 1.5 || f.High != 1.5 {
		t.Errorf("of two: %+v", f)
	}
	f := Mean([]float64{2, 4, 4, 4, 5, 5, 7, 9}) // s = 2.138, t(7) = 1.8946: half = 1.432
	if f.Value != 5 || math.Abs(f.High-6.432) > 0.002 || math.Abs(f.Low-3.568) > 0.002 {
		t.Errorf("of eight: %+v", f)
	}
}

// TestMedian: the ranks are those of the sign test's tables at one side of 5 %.
func TestMedian(t *testing.T) {
	for n, want := range map[int]int{1: 0, 4: 0, 5: 1, 8: 2, 10: 2, 15: 4, 20: 6, 30: 11, 100: 42} {
		if got := medianRank(n); got != want {
			t.Errorf("medianRank(%d) = %d, want %d", n, got, want)
		}
	}
	if f := Median([]float64{9, 1, 5, 3, 7}); f != (Figure{Value: 5, Low: 1, High: 9, Known: true}) {
		t.Errorf("of five: %+v", f)
	}
	if f := Median([]float64{4, 2}); f != (Figure{Value: 3, Low: 3, High: 3, Known: true}) {
		t.Errorf("of two: %+v", f)
	}
	many := make([]float64, 5001)
	for i := range many {
		many[i] = float64(i)
	}
	if f := Median(many); f.Value != 2500 || f.Low < 2430 || f.Low > 2450 || f.High != 5000-f.Low {
		t.Errorf("of 5001: %+v", f)
	}
}
