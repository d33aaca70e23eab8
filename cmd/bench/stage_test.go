package bench

import (
	"context"
	"errors"
	"slices"
	"sync/atomic"
	"testing"
)

// TestSpread: each is done once, however they divide, and an error is not lost.
func TestSpread(t *testing.T) {
	for _, c := range [][2]int{{0, 0}, {0, 1}, {3, 10}, {7, 1007}} {
		done := make([]atomic.Int32, c[1])
		err := spread(c[0], c[1], func(i int) error { done[i].Add(1); return nil })
		if err != nil {
			t.Fatal(err)
		}
		for i := range done {
			if want := int32(min(max(i-c[0]+1, 0), 1)); done[i].Load() != want {
				t.Errorf("%v: %d was done %d times, want %d", c, i, done[i].Load(), want)
			}
		}
	}
	broken := errors.New("broken")
	if err := spread(0, 100, func(i int) error {
		if i == 99 {
			return broken
		}
		return nil
	}); err != broken {
		t.Errorf("error is %v", err)
	}
}

func TestSteps(t *testing.T) {
	var got []int
	if err := steps(t.Context(), 5, 26, 10, func(from, to int) error { got = append(got, from, to); return nil }); err != nil {
		t.Fatal(err)
	}
	if want := []int{5, 15, 15, 25, 25, 26}; !slices.Equal(got, want) {
		t.Errorf("steps are %v, want %v", got, want)
	}
	ctx, stop := context.WithCancel(t.Context())
	if err := steps(ctx, 0, 100, 10, func(int, int) error { stop(); return nil }); err != context.Canceled {
		t.Errorf("stopped: %v", err)
	}
}

// TestMeter: what is measured is what was done in between.
func TestMeter(t *testing.T) {
	var m meter
	var kept [][]byte
	sum := byte(0)
	err := m.time(1000, func() error {
		for range 1000 {
			kept = append(kept, make([]byte, 10_000))
		}
		for range 200 {
			for _, k := range kept {
				sum += k[len(k)/2]
				k[7] = sum
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	f := m.figure("x")
	if f.Allocated < 10_000 || f.Allocated > 20_000 {
		t.Errorf("allocated %v bytes for each, want somewhat above 10,000", f.Allocated)
	}
	if f.PerSecond <= 0 || f.CPU <= 0 || f.Peak < f.Resting {
		t.Errorf("figure %+v", f)
	}
	failed := errors.New("failed")
	if err := m.time(1, func() error { return failed }); err != failed || len(m.samples) != 1 {
		t.Errorf("a phase that fails: %v, %d samples", err, len(m.samples))
	}
}

func TestMedian(t *testing.T) {
	for _, c := range []struct {
		all  []float64
		want float64
	}{{nil, 0}, {[]float64{3}, 3}, {[]float64{9, 1, 2}, 2}, {[]float64{4, 1, 2, 100}, 3}} {
		if got := median(c.all); got != c.want {
			t.Errorf("median of %v is %v, want %v", c.all, got, c.want)
		}
	}
}

// TestChildGoesNowhereElse: what the reader has set for his own molva would lead the one that is measured to his data.
func TestChildGoesNowhereElse(t *testing.T) {
	got := withoutOurs([]string{"PATH=/bin", "MOLVA_STREAM_URL=nats://mine", "HOME=/root", "MOLVA_DATA=/srv/mine"})
	if want := []string{"PATH=/bin", "HOME=/root"}; !slices.Equal(got, want) {
		t.Errorf("environment is %v, want %v", got, want)
	}
}
