package main

import (
	"runtime/debug"
	"sync"
)

// memoryLimit is what the Go part of the program strives to stay within; SQLite's caches and the program itself take some
// 60 MiB beside it. Without it a burst of large bodies lets the heap grow to twice what is in use.
const memoryLimit = 128 << 20

// usualGarbage is how much garbage, in percent of what is in use, is let lie. The books of complaints are always in use; with
// 25,000 mentions stored, the program has 122 MiB at 200 a second, and 130 with twice as much garbage.
const usualGarbage = 50

// limitMemory sets both, unless the one who runs the program has.
func limitMemory(env func(string) (string, bool)) {
	if _, set := env("GOMEMLIMIT"); !set {
		debug.SetMemoryLimit(memoryLimit)
	}
	if _, set := env("GOGC"); !set {
		debug.SetGCPercent(usualGarbage)
	}
}

// The limit while old mentions come in as fast as they can be taken, and how much garbage, in percent of what is in use, is
// let lie. The stream then keeps its latest blocks in memory, and within memoryLimit a third of the time would go into
// collecting garbage.
const (
	importLimit   = 320 << 20
	importGarbage = 400
)

// allowance gives more memory to work that somebody waits for.
type allowance struct {
	mu      sync.Mutex
	now     int // imports
	garbage int // percent without them
}

// raise allows an import's memory until lower is called. A limit that was set from outside stays.
func (a *allowance) raise() (lower func()) {
	a.add(1)
	return sync.OnceFunc(func() { a.add(-1) })
}

func (a *allowance) add(n int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.now += n
	switch limit := debug.SetMemoryLimit(-1); {
	case a.now > 0 && limit == memoryLimit:
		debug.SetMemoryLimit(importLimit)
		a.garbage = debug.SetGCPercent(importGarbage)
	case a.now == 0 && limit == importLimit:
		debug.SetMemoryLimit(memoryLimit)
		debug.SetGCPercent(a.garbage)
	}
}
