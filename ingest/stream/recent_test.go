package stream

import (
	"encoding/binary"
	"testing"
	"time"

	"molva/ingest"
)

func TestRecent(t *testing.T) {
	at := time.Date(2026, 11, 5, 10, 0, 0, 0, time.UTC)
	r := newRecent(2 * time.Minute)
	r.turn(at)
	k := keyOf(ingest.MessageID("vk", "1", nil))
	if !r.depart(k) || r.depart(k) {
		t.Error("a new id goes once")
	}
	r.arrived(k)
	if r.depart(k) {
		t.Error("a taken id is a repeat")
	}
	r.turn(at.Add(time.Minute))
	if r.depart(k) {
		t.Error("a taken id is known for half the window at least")
	}
	r.turn(at.Add(2 * time.Minute))
	if !r.depart(k) {
		t.Error("a taken id is forgotten before the stream forgets it")
	}
}

func TestRecentOfALostID(t *testing.T) {
	r := newRecent(time.Minute)
	k := keyOf(ingest.MessageID("vk", "1", nil))
	r.depart(k)
	r.lost(k)
	if !r.depart(k) || !r.wasUnsure(k) {
		t.Error("a lost id is tried again, and remembered as lost")
	}
	r.arrived(k)
	if r.depart(k) || r.wasUnsure(k) {
		t.Error("then it is taken like any other")
	}
}

func TestRecentIsBounded(t *testing.T) {
	r := newRecent(time.Hour)
	at := time.Date(2026, 11, 5, 10, 0, 0, 0, time.UTC)
	for i := range 5 * recentMost {
		var k key
		binary.BigEndian.PutUint64(k[:], uint64(i))
		r.turn(at)
		r.depart(k)
		r.arrived(k)
	}
	if n := len(r.now) + len(r.old); n > 2*recentMost {
		t.Errorf("%d ids are remembered", n)
	}
}
