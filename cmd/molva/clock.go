package main

import (
	"os"
	"strings"
	"sync"
	"time"
)

// clock is the wall clock, moved by the Go duration in the file that MOLVA_CLOCK_OFFSET_FILE names. The file is read
// again every second, so that a test can make time jump; without the variable this is just now.
func clock(env func(string) (string, bool), now func() time.Time) func() time.Time {
	file, ok := env("MOLVA_CLOCK_OFFSET_FILE")
	if !ok || file == "" {
		return now
	}
	var mu sync.Mutex
	var read time.Time
	var offset time.Duration
	return func() time.Time {
		mu.Lock()
		defer mu.Unlock()
		t := now()
		if t.Sub(read).Abs() >= time.Second {
			read, offset = t, readOffset(file)
		}
		return t.Add(offset)
	}
}

// readOffset takes a missing or unreadable file for no offset: it may be between two writes.
func readOffset(file string) time.Duration {
	text, err := os.ReadFile(file)
	if err != nil {
		return 0
	}
	offset, err := time.ParseDuration(strings.TrimSpace(string(text)))
	if err != nil {
		return 0
	}
	return offset
}
