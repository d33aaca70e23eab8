package store_test

import (
	"testing"
	"time"
)

func TestAnEventIsHeardOnce(t *testing.T) {
	db := open(t)
	for i, c := range []struct {
		after time.Duration
		first bool
	}{{0, true}, {time.Hour, false}, {6 * 24 * time.Hour, false}, {8 * 24 * time.Hour, true}, {8 * 24 * time.Hour, false}} {
		first, err := db.Once(t.Context(), "Ev1", now.Add(c.after))
		if err != nil || first != c.first {
			t.Errorf("time %d: first is %v, %v", i, first, err)
		}
	}
}
