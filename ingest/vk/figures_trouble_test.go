package vk

import (
	"slices"
	"testing"
	"time"

	"molva/ingest/sourcetest"
)

// TestOneWrongAccountHoldsUpNoOther: whatever VK has against it.
func TestOneWrongAccountHoldsUpNoOther(t *testing.T) {
	n := &town{refuse: map[string]int{"users.get": 100, "likes.getList": 232}}
	o := FigureOptions{Accounts: []string{"id7", "club11"}, Members: []string{"id7", "club11"}}
	all := n.reads(t, o, 1, 0)
	var rejected, followers int
	for _, p := range all[0] {
		rejected, followers = rejected+len(p.Rejected), followers+len(p.Members)
	}
	if rejected != 2 || followers != 2 || n.asked["groups.getById"] != 1 {
		t.Errorf("rejected %d, sets %d, asked %v", rejected, followers, n.asked)
	}
}

// TestStatisticsOfOthersAreAskedForOnceADay: they are refused, which is no trouble.
func TestStatisticsOfOthersAreAskedForOnceADay(t *testing.T) {
	n := &town{refuse: map[string]int{"stats.get": 15, "stats.getPostReach": 28}}
	all := n.reads(t, FigureOptions{Accounts: []string{"club11"}}, 3, 13*time.Hour)
	if n.asked["groups.getById"] != 3 || n.asked["stats.get"] != 2 || len(all[0][0].Figures) == 0 || len(all[0][0].Rejected) > 0 {
		t.Errorf("asked %v, pages %+v", n.asked, all)
	}
}

// TestOneHopelessAccountHoldsUpNoOther: VK answers with a wait, or with nonsense, whenever it is asked about the first.
func TestOneHopelessAccountHoldsUpNoOther(t *testing.T) {
	for about, n := range map[string]*town{
		"error 43": {refuse: map[string]int{"users.get": 43}},
		"nonsense": {},
	} {
		n.fails = true
		all := n.reads(t, FigureOptions{Accounts: []string{"id7", "club11"}}, trials, 2*time.Minute)
		last := all[trials-1]
		if len(all[trials-2]) != 0 || len(last) != 2 || len(last[0].Rejected) != 1 || len(last[1].Figures) == 0 {
			t.Errorf("%s: the pages of %d reads are %+v", about, trials, all)
		}
	}
}

// TestOneErrorCostsNoSetOfAWeek: the way through the members goes on where it was.
func TestOneErrorCostsNoSetOfAWeek(t *testing.T) {
	n := &town{members: 1500, fails: true, from: place{Figures: rounds{Members: walk{At: sourcetest.Now(), On: "club11", Offset: 1000}}}}
	n.refuse = map[string]int{"groups.getMembers": 10}
	if all := n.reads(t, FigureOptions{Members: []string{"club11"}}, trials-1, 0); len(slices.Concat(all...)) != 0 {
		t.Errorf("%d reads bring %+v", trials-1, all)
	}
	n.refuse = nil
	all := n.reads(t, FigureOptions{Members: []string{"club11"}}, 1, 0)
	if len(all[0]) != 1 || len(all[0][0].Members[0].IDs) != 500 || !all[0][0].Members[0].Last {
		t.Errorf("afterwards comes %+v", all)
	}
}

// TestDeniedFiguresDenyNothingElse: the token may be good for the search.
func TestDeniedFiguresDenyNothingElse(t *testing.T) {
	n := &town{refuse: map[string]int{"groups.getById": 27, "groups.getMembers": 27}, search: []string{"kestrel"}}
	all := n.reads(t, FigureOptions{Accounts: []string{"club11"}, Members: []string{"club11"}}, 1, 0)
	var rejected int
	for _, p := range all[0] {
		rejected += len(p.Rejected)
	}
	if rejected != 2 {
		t.Errorf("%d rejections in %+v", rejected, all[0])
	}
}

// TestNobodyIsSaidToBeAllWhoActed where the token may not ask who likes a post.
func TestNobodyIsSaidToBeAllWhoActed(t *testing.T) {
	n := &town{refuse: map[string]int{"likes.getList": 27}, search: []string{"kestrel"}}
	all := n.reads(t, FigureOptions{Accounts: []string{"club11"}, Active: true}, 1, 0)
	last := all[0][len(all[0])-1]
	if len(last.Members) != 0 || len(last.Rejected) != 1 || n.asked["likes.getList"] != 1 {
		t.Errorf("the last page is %+v, asked %v", last, n.asked)
	}
}

// TestAClosedWallHidesNoStatistics of a community of our own.
func TestAClosedWallHidesNoStatistics(t *testing.T) {
	n := &town{refuse: map[string]int{"wall.get": 15}}
	all := n.reads(t, FigureOptions{Accounts: []string{"club11"}}, 1, 0)
	if n.asked["stats.get"] != 1 || len(all[0]) != 1 || len(all[0][0].Rejected) != 1 {
		t.Errorf("asked %v, pages %+v", n.asked, all)
	}
}

// TestTheLimitOfADayHoldsUpNothingElse: figures wait for it alone.
func TestTheLimitOfADayHoldsUpNothingElse(t *testing.T) {
	n := &town{refuse: map[string]int{"wall.get": 29}}
	all := n.reads(t, FigureOptions{Accounts: []string{"club11"}}, 3, 25*time.Minute)
	if len(all[0]) != 1 || len(all[1])+len(all[2]) != 0 || n.asked["wall.get"] != 1 {
		t.Errorf("asked %v, pages %d, %d, %d", n.asked, len(all[0]), len(all[1]), len(all[2]))
	}
}

func TestAClockThatWasAheadDoesNotEndFigures(t *testing.T) {
	n := &town{from: place{Figures: rounds{Rest: sourcetest.Now().Add(week)}}}
	if all := n.reads(t, FigureOptions{Accounts: []string{"club11"}}, 1, 0); len(all[0]) != 1 {
		t.Errorf("%d pages came", len(all[0]))
	}
}
