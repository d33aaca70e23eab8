package life

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

var now = time.Date(2024, 5, 20, 21, 0, 0, 0, time.UTC)

func ago(days float64) time.Time { return now.Add(-time.Duration(days * float64(day))) }

// steady is a course of sixty days with n people on each.
func steady(n int) Course {
	return Course{Days: slices.Repeat([]int{n}, 60), First: ago(59), Last: now, People: 60 * n, Texts: 9}
}

// then gives the last days other counts.
func (c Course) then(counts ...int) Course {
	c.Days = slices.Clone(c.Days)
	copy(c.Days[len(c.Days)-len(counts):], counts)
	return c
}

func crowd(n int) Crowd { return Crowd{slices.Repeat([]int{n}, 60)} }

func TestStates(t *testing.T) {
	young := Course{Days: []int{3, 2}, First: ago(1.5), Last: now, People: 5, Texts: 3}
	rare := Course{Days: make([]int, 60), First: ago(59), Last: now, People: 1, Texts: 1}
	fixed := steady(4)
	fixed.Fixed = ago(20)
	with := func(c Course, change func(*Course)) Course { change(&c); return c }
	zeros := make([]int, 20)
	cases := []struct {
		name string
		c    Course
		want State
	}{
		{"as ever", steady(4), Steady},
		{"never anybody", Course{Days: make([]int, 60), First: ago(59), Last: now}, Steady},
		{"no days", Course{First: ago(40), Last: now}, Steady},
		{"three times as many for three days", steady(4).then(14, 12, 15), Rising},
		{"many at once", steady(4).then(40), Rising},
		{"a little more", steady(4).then(5, 6, 5), Steady},
		{"a burst that is over", steady(4).then(20, 20, 20, 20, 20, 4, 4, 4), Steady},
		{"hardly any for a week", steady(6).then(1, 0, 1, 0, 0, 1, 0), Fading},
		{"two people in a day after one in a month", rare.then(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2), Steady},
		{"silent for thirteen days", with(steady(4).then(zeros...), func(c *Course) { c.Last = ago(13.9) }), Fading},
		{"silent for fourteen", with(steady(4).then(zeros...), func(c *Course) { c.Last = ago(14) }), Dormant},
		{"new", young, New},
		{"new, one person", with(young, func(c *Course) { c.People = 1 }), Steady},
		{"four days old", with(young, func(c *Course) { c.First = ago(4) }), Steady},
		{"ignored while it rises", with(steady(4).then(40), func(c *Course) { c.Ignored = true }), Steady},
		{"ignored and new", with(young, func(c *Course) { c.Ignored = true }), Steady},
		{"fixed in vain", fixed, Returned},
		{"fixed in vain, and ignored", with(fixed, func(c *Course) { c.Ignored = true }), Fixed},
		{"fixed", fixed.then(zeros...), Fixed},
		{"late posts after the fix", fixed.then(append([]int{3, 3, 2}, zeros[:17]...)...), Fixed},
		{"one person after the fix", fixed.then(append(slices.Clone(zeros[:19]), 1)...), Fixed},
		{"back after the fix", fixed.then(append(slices.Clone(zeros[:17]), 4, 3, 4)...), Returned},
		{"back, and silent again", fixed.then(append([]int{0, 0, 0, 0, 0, 5, 4, 4}, zeros[:12]...)...), Returned},
		{"fixed again after that", with(fixed.then(append([]int{0, 0, 0, 0, 0, 5, 4, 4}, zeros[:12]...)...), func(c *Course) { c.Fixed = ago(10) }), Fixed},
		{"fixed an hour ago, in full flood", with(steady(4).then(40), func(c *Course) { c.Fixed = ago(.04) }), Fixed},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := Judge([]Course{c.c}, crowd(100), now)[0]; got.State != c.want {
				t.Errorf("%s, want %s; %+v", got.State, c.want, got.Growth)
			}
		})
	}
}

func TestGrowth(t *testing.T) {
	got := Judge([]Course{steady(4).then(14, 12, 15)}, crowd(100), now)[0].Growth
	if got.Recent < 15 || math.Abs(got.Ratio-got.Recent/got.Expected) > 1e-9 || got.Ratio < 3 || got.P > surely || got.Days < 1 || got.Days > 3 {
		t.Errorf("rising: %+v", got)
	}
	if got := Judge([]Course{steady(4)}, crowd(100), now)[0].Growth; got.Days != 7 || math.Abs(got.Ratio-1) > .1 || got.P != 1 {
		t.Errorf("steady: %+v", got)
	}
	if got := Judge([]Course{{Days: []int{2, 2}, First: ago(1.5), Last: now, People: 4}}, crowd(100), now)[0].Growth; got != (Growth{P: 1}) {
		t.Errorf("new: %+v", got)
	}
}

func TestEmerging(t *testing.T) {
	c := Course{Days: []int{3, 3}, First: ago(1.5), Last: now, People: 6, Texts: 4}
	young := Crowd{slices.Repeat([]int{9}, 5)}
	few, same, ignored := c, c, c
	few.People, same.Texts, ignored.Ignored = 4, 2, true
	for i, want := range []bool{true, false, false, false} {
		if got := Judge([]Course{c, few, same, ignored}, crowd(100), now)[i]; got.Emerging != want {
			t.Errorf("course %d: %+v", i, got)
		}
	}
	if got := Judge([]Course{c}, young, now)[0]; got.State != New || got.Emerging {
		t.Errorf("while everything is new: %+v", got)
	}
}

// A whole volume that doubles, a source that is down and a day that has just begun move no complaint.
func TestVolume(t *testing.T) {
	twice := steady(4).then(8, 8, 8, 8, 8)
	if got := Judge([]Course{twice}, Crowd{steady(100).then(200, 200, 200, 200, 200).Days}, now)[0]; got.State != Steady {
		t.Errorf("all doubled: %+v", got)
	}
	if got := Judge([]Course{steady(20)}, Crowd{steady(100).then(30, 30, 30).Days}, now)[0]; got.State != Steady {
		t.Errorf("others fewer: %+v", got)
	}
	if got := Judge([]Course{steady(20).then(5, 4, 6)}, Crowd{steady(100).then(25, 20, 30).Days}, now)[0]; got.State != Steady {
		t.Errorf("all fewer: %+v", got)
	}
	if got := Judge([]Course{steady(20).then(0)}, Crowd{steady(100).then(1).Days}, midnight(now).Add(time.Minute))[0]; got.State != Steady {
		t.Errorf("just after midnight: %+v", got)
	}
	storm := []Course{steady(20).then(300, 300, 300, 300, 300, 300, 300), steady(10)}
	got := Judge(storm, Crowd{steady(100).then(380, 380, 380, 380, 380, 380, 380).Days}, now)
	if got[0].State != Rising || got[1].State != Steady {
		t.Errorf("a storm beside the usual: %+v", got)
	}
}

// Whoever posts all day is one person, and one person a day never makes a rise.
func TestOnePerson(t *testing.T) {
	c := Course{Days: make([]int, 60), First: ago(59), Last: now, People: 1, Texts: 50}
	if got := Judge([]Course{c.then(1, 1, 1, 1, 1, 1, 1)}, crowd(100), now)[0]; got.State != Steady {
		t.Errorf("%+v", got)
	}
}

func TestOrderDecidesNothing(t *testing.T) {
	w := world{size: [2]float64{.05, 10}, many: 300, days: 60, burnIn: 30, singles: 50, seed: 3}
	all, crowd, at := w.draw().on(45)
	want := Judge(all, crowd, at)
	if again := Judge(all, crowd, at); !slices.Equal(want, again) {
		t.Error("the same twice differs")
	}
	r := rand.New(rand.NewPCG(1, 2))
	order := r.Perm(len(all))
	mixed := make([]Course, len(all))
	for i, k := range order {
		mixed[i] = all[k]
	}
	for i, v := range Judge(mixed, crowd, at) {
		if v != want[order[i]] {
			t.Fatalf("course %d: %+v in another order, want %+v", order[i], v, want[order[i]])
		}
	}
	if n := count(want, Rising); n == 0 {
		t.Error("nothing rises: the test shows nothing")
	}
}

// A company ten times as large in every way shows the same bursts, and more.
func TestScale(t *testing.T) {
	w := world{size: [2]float64{1, 10}, many: 100, days: 60, burnIn: 30, seed: 4}
	all, people, at := w.draw().on(45)
	want := Judge(all, people, at)
	for i := range all {
		all[i].Days = times(all[i].Days, 10)
	}
	lost := 0
	for i, v := range Judge(all, Crowd{times(people.Days, 10)}, at) {
		lost += one(want[i].State == Rising && v.State != Rising)
	}
	if n := count(want, Rising); n == 0 || lost > n/4 {
		t.Errorf("%d of %d rises lost", lost, n)
	}
}

func times(days []int, by int) []int {
	out := slices.Clone(days)
	for i := range out {
		out[i] *= by
	}
	return out
}

func count(all []Verdict, s State) (n int) {
	for _, v := range all {
		n += one(v.State == s)
	}
	return n
}

// Nothing that a caller may give breaks it.
func TestOdd(t *testing.T) {
	odd := []Course{{}, {Days: []int{-3, 5}}, {Days: make([]int, 500), Fixed: ago(900), First: ago(1000)}, {Fixed: now.Add(time.Hour)},
		{First: ago(3.5), Last: now, Fixed: ago(20), People: 9, Days: []int{4, 5, 6, 7}},
		{First: now.Add(48 * time.Hour), Last: now.Add(72 * time.Hour), Days: []int{1, 9}},
		{Days: []int{9, 9, 9, 9}, First: ago(2), Last: now, Fixed: ago(1), People: 3}}
	for _, c := range []Crowd{{}, {[]int{0}}, {[]int{5}}, {make([]int, 90)}, {[]int{1, 2, 3, 4, -5, 6, 7, 8, 9}}, crowd(3)} {
		for _, at := range []time.Time{{}, now, midnight(now)} {
			for i, v := range Judge(odd, c, at) {
				g := v.Growth
				if v.State == "" || math.IsNaN(g.Recent+g.Expected+g.Ratio+g.P) || g.P < 0 || g.P > 1 {
					t.Errorf("course %d, crowd %v, at %v: %+v", i, c.Days, at, v)
				}
			}
		}
	}
	if got := Judge(nil, crowd(3), now); len(got) != 0 {
		t.Errorf("nothing gives %v", got)
	}
}
