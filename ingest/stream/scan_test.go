package stream

import (
	"slices"
	"testing"
	"time"
)

func TestScan(t *testing.T) {
	s := open(t, t.TempDir())
	if got := scan(t, s.Raw(), time.Time{}); got != nil {
		t.Errorf("an empty log has %v", got)
	}
	publish(t, s, mentions(0, 1200)...)
	since := storedAt(t, s.Raw(), 1200).Add(1)
	publish(t, s, mentions(1200, 1230)...)
	if got := seqs(scan(t, s.Raw(), since)); !slices.Equal(got, upTo(1230)[1200:]) {
		t.Errorf("since then came %v", got)
	}
	if got := seqs(scan(t, s.Raw(), time.Time{})); !slices.Equal(got, upTo(1230)) {
		t.Errorf("scanned %d", len(got))
	}
	if got := scan(t, s.Raw(), time.Now().Add(time.Hour)); got != nil {
		t.Errorf("the future has %v", got)
	}
	n := 0
	err := s.Raw().Scan(t.Context(), time.Time{}, func(Item) error { n++; return errEnough })
	if err != errEnough || n != 1 {
		t.Errorf("scan ended with %v after %d", err, n)
	}
}

// A message that was erased leaves a hole, also at the end.
func TestScanPassesHoles(t *testing.T) {
	s := open(t, t.TempDir())
	publish(t, s, mentions(0, 5)...)
	log, err := s.js.Stream(t.Context(), s.Raw().name)
	if err != nil {
		t.Fatal(err)
	}
	for _, seq := range []uint64{1, 3, 5} {
		if err := log.SecureDeleteMsg(t.Context(), seq); err != nil {
			t.Fatal(err)
		}
	}
	if got := seqs(scan(t, s.Raw(), time.Time{})); !slices.Equal(got, []uint64{2, 4}) {
		t.Errorf("scanned %v", got)
	}
	publish(t, s, mention(6))
	if got := seqs(read(t, s.Raw(), 0, 5)); !slices.Equal(got, []uint64{2, 3, 4, 5, 6}) { // a reader hears of 3 and 5
		t.Errorf("read %v", got)
	}
}

func storedAt(t testing.TB, l *Log, seq uint64) time.Time {
	t.Helper()
	log, err := l.s.js.Stream(t.Context(), l.name)
	if err != nil {
		t.Fatal(err)
	}
	m, err := log.GetMsg(t.Context(), seq)
	if err != nil {
		t.Fatal(err)
	}
	return m.Time
}

func TestTrim(t *testing.T) {
	s := open(t, t.TempDir())
	if n, err := s.Raw().Trim(t.Context(), 100, time.Now()); n != 0 || err != nil {
		t.Errorf("trimmed %d of nothing, %v", n, err)
	}
	publish(t, s, mentions(0, 40)...)
	young := storedAt(t, s.Raw(), 40).Add(1)
	publish(t, s, mentions(40, 60)...)
	tests := []struct {
		name    string
		upTo    uint64
		before  time.Time
		removed uint64
	}{
		{"nothing is that old", 60, time.Now().Add(-time.Hour), 0},
		{"nothing is saved", 0, time.Now().Add(time.Hour), 0},
		{"saved and old", 10, young, 10},
		{"again", 10, young, 0},
		{"saved but young", 60, young, 30},
		{"further than there is", 1000, time.Now().Add(time.Hour), 20},
	}
	for _, tt := range tests {
		if n, err := s.Raw().Trim(t.Context(), tt.upTo, tt.before); n != tt.removed || err != nil {
			t.Errorf("%s: removed %d, %v, want %d", tt.name, n, err, tt.removed)
		}
	}
	if r := publish(t, s, mention(100)); r.Last != 61 {
		t.Errorf("sequences began again: %+v", r)
	}
}
