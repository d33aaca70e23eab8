package main

import (
	"strings"
	"testing"
	"time"

	"molva/store"
)

func TestStall(t *testing.T) {
	long := -stuckAfter - time.Second
	for _, c := range []struct {
		name           string
		saving, tagged advance
		want           string
	}{
		{name: "before the first look"},
		{name: "well", saving: advance{7, time.Now()}, tagged: advance{7, time.Now()}},
		{"saving stands still", advance{7, time.Now().Add(long)}, advance{7, time.Now()}, "mentions wait and none was stored for 21s"},
		{"nobody tags", advance{7, time.Now()}, advance{7, time.Now().Add(long)}, "mentions wait and none was classified for 21s"},
	} {
		s := &stall{saving: c.saving, tagged: c.tagged}
		got := strings.Join(s.reasons(store.Health{}), "; ")
		if !strings.HasPrefix(got, c.want) || c.want == "" && got != "" {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestAdvance(t *testing.T) {
	var a advance
	a.note(3, false)
	first := a.moved
	if first.IsZero() {
		t.Fatal("the first look is not noted")
	}
	a.moved = first.Add(-time.Minute)
	if a.note(3, false); a.still() < time.Minute {
		t.Error("what did not move seems to have moved")
	}
	if a.note(4, false); a.still() != 0 {
		t.Error("what moved seems to stand still")
	}
	a.moved = first.Add(-time.Minute)
	if a.note(4, true); a.still() != 0 {
		t.Error("with nothing waiting it seems to stand still")
	}
}
