package theme

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

// TestStopAndGoOn: a table that was saved and read again is the one that never stopped.
func TestStopAndGoOn(t *testing.T) {
	whole := NewTable(nil)
	hearAll(whole, 0, 300)
	for _, stop := range []int{0, 1, 17, 150, 299} {
		first := NewTable(nil)
		hearAll(first, 0, stop)
		saved := append(state(t, first), "behind"...)
		second, rest, err := ReadTable(saved, nil)
		if err != nil || string(rest) != "behind" {
			t.Fatalf("stopped at %d: %q left, %v", stop, rest, err)
		}
		if !bytes.Equal(state(t, second), saved[:len(saved)-len(rest)]) {
			t.Errorf("stopped at %d: read again it has other bytes", stop)
		}
		hearAll(second, stop, 300)
		if !bytes.Equal(state(t, second), state(t, whole)) {
			t.Errorf("stopped at %d: it went on otherwise", stop)
		}
	}
}

// TestAnotherPack: themes keep their places when the pack changes; what it no longer has is kept and not guessed.
func TestAnotherPack(t *testing.T) {
	bikes := mustLoad(t, "theme\tbikes\tBicycles\tВелосипеды\nbikes\ten\tpedal")
	boats := mustLoad(t, "theme\tboats\tBoats\tЛодки\nboats\ten\tsail")
	table := NewTable(bikes)
	for n := range 9 {
		hear(table, "pedal sprocket", day(n))
	}
	moved, _, err := ReadTable(state(t, table), boats)
	if err != nil {
		t.Fatal(err)
	}
	if want := append(table.Themes(), "boats"); !slices.Equal(moved.Themes(), want) {
		t.Fatalf("themes are %v, want %v", moved.Themes(), want)
	}
	if got := hear(moved, "sprocket", day(10)); got == "bikes" {
		t.Error("a theme that the pack does not have was guessed")
	}
	if got := hear(moved, "sail", day(10)); got != "boats" {
		t.Errorf("sail is of %q, want boats", got)
	}
	back, _, err := ReadTable(state(t, moved), bikes)
	if err != nil {
		t.Fatal(err)
	}
	if got := hear(back, "sprocket", day(11)); got != "bikes" {
		t.Errorf("after the old pack is back a sprocket is of %q, want bikes", got)
	}
}

func TestDamagedStates(t *testing.T) {
	table := NewTable(nil)
	hearAll(table, 0, 20)
	good := state(t, table)
	for end := range good {
		if _, _, err := ReadTable(good[:end], nil); err == nil {
			t.Fatalf("cut off after %d of %d bytes it was read", end, len(good))
		}
	}
	other := append([]byte{7}, good[1:]...)
	if _, _, err := ReadTable(other, nil); err == nil || err.Error() != "read the themes: the state is of version 7, want 1" {
		t.Errorf("got %v", err)
	}
}

func TestTooManyKeptThemes(t *testing.T) {
	table := NewTable(nil)
	for len(table.ids) < maxKept {
		table.ids = append(table.ids, "gone-"+strings.Repeat("x", len(table.ids)/32)+string(rune('a'+len(table.ids)%32/8))+string(rune('a'+len(table.ids)%8)))
	}
	_, _, err := ReadTable(state(t, table), mustLoad(t, "theme\tboats\tBoats\tЛодки"))
	if err == nil {
		t.Error("a state with too many themes was read")
	}
}

func FuzzReadTable(f *testing.F) {
	table := NewTable(nil)
	hearAll(table, 0, 20)
	f.Add(state(f, table))
	f.Add(state(f, NewTable(nil)))
	f.Fuzz(func(t *testing.T, data []byte) {
		table, rest, err := ReadTable(data, nil)
		if err != nil {
			return
		}
		if len(rest) > len(data) {
			t.Fatal("there is more left than there was")
		}
		hearAll(table, 0, 3)
		if _, _, err := ReadTable(state(t, table), nil); err != nil {
			t.Errorf("what was read and heard more cannot be read again: %v", err)
		}
	})
}
