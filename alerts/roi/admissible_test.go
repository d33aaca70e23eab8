package roi

import (
	"errors"
	"slices"
	"testing"
)

func TestOverlapsAreRefusedWithTheReason(t *testing.T) {
	for _, c := range []struct {
		lines, about []int
		why          Why
	}{
		{[]int{7, 8, 9, 10, 11, 12}, nil, ""},
		{[]int{11, 14}, nil, ""},
		{[]int{13}, nil, ""},
		{[]int{12, 13}, []int{12, 13}, Contained},
		{[]int{14, 13, 12}, []int{12, 13}, Contained},
		{[]int{14, 12}, []int{12, 14}, SameBuyers},
		{[]int{13, 11, 14}, []int{13, 14}, SameBuyers},
		{[]int{1, 5}, []int{1, 5}, SameMentions},
		{[]int{6, 5, 1}, []int{1, 5, 6}, SameMentions},
		{[]int{2, 3, 4}, []int{2, 3, 4}, SameVisits},
		{[]int{1, 11}, []int{1}, NoReturn},
		{[]int{4, 6, 11}, []int{4, 6}, NoReturn},
		{[]int{11, 11}, []int{11}, Twice},
		{[]int{0}, []int{0}, NoLine},
		{[]int{11, 15}, []int{15}, NoLine},
	} {
		err := Admissible(c.lines...)
		var o *Overlap
		switch {
		case c.why == "" && err != nil:
			t.Errorf("%v: %v", c.lines, err)
		case c.why != "" && (!errors.As(err, &o) || o.Why != c.why || !slices.Equal(o.Lines, c.about)):
			t.Errorf("%v: %v, want %s of %v", c.lines, err, c.why, c.about)
		}
	}
}
