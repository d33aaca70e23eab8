package main

import (
	"math"
	"runtime/debug"
	"testing"
)

func TestImportsMayTakeMoreMemory(t *testing.T) {
	before := debug.SetMemoryLimit(-1)
	defer debug.SetMemoryLimit(before)
	for _, test := range []struct{ limit, during int64 }{
		{memoryLimit, importLimit},
		{math.MaxInt64, math.MaxInt64}, // the user's own
		{100 << 20, 100 << 20},
	} {
		debug.SetMemoryLimit(test.limit)
		var a allowance
		one, two := a.raise(), a.raise()
		one()
		one()
		if got := debug.SetMemoryLimit(-1); got != test.during {
			t.Errorf("limit %d: %d during an import, want %d", test.limit, got, test.during)
		}
		if test.during == importLimit {
			if got := debug.SetGCPercent(importGarbage); got != importGarbage {
				t.Errorf("%d percent of garbage during an import", got)
			}
		}
		two()
		if got := debug.SetMemoryLimit(-1); got != test.limit {
			t.Errorf("limit %d: %d after all imports", test.limit, got)
		}
		if got := debug.SetGCPercent(100); got != 100 {
			t.Errorf("%d percent of garbage after all imports", got)
		}
	}
}
