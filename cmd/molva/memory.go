package main

import "runtime/debug"

// memoryLimit is what the Go part of the program strives to stay within; SQLite's caches and the program itself take some
// 60 MiB beside it. Without it a burst of large bodies lets the heap grow to twice what is in use.
const memoryLimit = 144 << 20

// limitMemory sets the limit, unless the one who runs the program has set one.
func limitMemory(env func(string) (string, bool)) {
	if _, set := env("GOMEMLIMIT"); !set {
		debug.SetMemoryLimit(memoryLimit)
	}
}
