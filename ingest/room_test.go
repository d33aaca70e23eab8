package ingest_test

import (
	"testing"

	"molva/ingest"
)

func TestRoom(t *testing.T) {
	r := ingest.NewRoom(10)
	if !r.Take(7) || r.Take(4) || !r.Take(3) || r.Take(1) {
		t.Error("a room for 10 did not take 7 and 3, or took more")
	}
	r.Give(3)
	if !r.Take(3) {
		t.Error("what was given back cannot be taken")
	}
	var endless *ingest.Room
	if !endless.Take(1 << 40) {
		t.Error("no room at all has a bound")
	}
	endless.Give(1 << 40)
}
