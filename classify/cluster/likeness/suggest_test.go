package likeness

import (
	"math"
	"slices"
	"testing"

	"molva/classify/cluster"

	"github.com/google/go-cmp/cmp"
)

// of is a complaint whose terms weigh less from one to the next, at length one.
func of(id cluster.ID, theme string, terms ...string) Summary {
	s := Summary{ID: id, Kind: cluster.Complaint, Theme: theme, Mentions: 10}
	var sum float64
	for i, t := range terms {
		w := 1 / float64(i+1)
		sum += w * w
		s.Terms = append(s.Terms, cluster.Share{Text: t, Share: w})
	}
	for i := range s.Terms {
		s.Terms[i].Share /= math.Sqrt(sum)
	}
	return s
}

// town is a list of clusters in which one thing has two names, and another one is said in two languages.
func town() []Summary {
	return []Summary{
		of(1, "lost", "bag", "lose", "claim", "find", "belt"),
		of(2, "lost", "luggag", "lose", "find", "claim", "belt"),
		of(3, "price", "возврат", "=refund", "=money", "деньг", "обеща"),
		of(4, "price", "refund", "=refund", "=money", "promis", "money"),
		of(5, "staff", "rude", "=rude", "agent", "=agent", "yell"),
		of(6, "app", "crash", "=crash", "updat", "=update", "open"),
		of(7, "waiting", "hold", "=hold", "hour", "music", "agent"),
	}
}

func find(list []Suggestion, a, b cluster.ID) *Suggestion {
	for i := range list {
		if list[i].A == a && list[i].B == b {
			return &list[i]
		}
	}
	return nil
}

func TestOtherLanguage(t *testing.T) {
	s := find(Suggest(town(), nil), 3, 4)
	if s == nil {
		t.Fatal("a refund and a возврат are not offered")
	}
	if s.Reason.Way != Languages || s.Reason.Theme != "price" || s.Reason.Heads != [2]string{"возврат", "refund"} {
		t.Errorf("reason %+v", s.Reason)
	}
	if s.Reason.Shared[0].Text != "=refund" {
		t.Errorf("shared %+v, want the refund first", s.Reason.Shared)
	}
}

func TestOtherWordSameCompany(t *testing.T) {
	s := find(Suggest(town(), nil), 1, 2)
	if s == nil {
		t.Fatal("a bag and luggage are not offered")
	}
	if s.Reason.Heads != [2]string{"bag", "luggag"} || len(s.Reason.Shared) == 0 {
		t.Errorf("reason %+v", s.Reason)
	}
}

func TestStrangersAreLeftAlone(t *testing.T) {
	if got := Suggest(town(), nil); len(got) != 2 {
		t.Errorf("offered %+v, want two pairs", got)
	}
}

func TestRefusedAndOtherKindsAreNotOffered(t *testing.T) {
	list := town()
	list[0].Kind = cluster.Praise
	got := Suggest(list, func(older, younger cluster.ID) bool { return older == 3 && younger == 4 })
	if len(got) != 0 {
		t.Errorf("offered %+v", got)
	}
}

func TestOrderDecidesNothing(t *testing.T) {
	list := town()
	want := Suggest(list, nil)
	slices.Reverse(list)
	if diff := cmp.Diff(want, Suggest(list, nil)); diff != "" {
		t.Error(diff)
	}
	if list[0].ID != 7 {
		t.Error("the list was sorted under its owner's hands")
	}
}

func TestNoClusterFillsTheList(t *testing.T) {
	var list []Summary
	for id := cluster.ID(1); id <= 8; id++ {
		list = append(list, of(id, "price", "refund", "=refund", "money"))
	}
	named := make(map[cluster.ID]int)
	for _, s := range Suggest(list, nil) {
		named[s.A]++
		named[s.B]++
	}
	for id, n := range named {
		if n > perEach {
			t.Errorf("%v is named %d times", id, n)
		}
	}
	if len(named) == 0 {
		t.Error("nothing is offered")
	}
}

func TestLittleToSay(t *testing.T) {
	for _, list := range [][]Summary{nil, {of(1, "")}, {of(1, ""), of(2, "")}, {of(1, "", "a"), of(2, "", "b")}} {
		if got := Suggest(list, nil); len(got) != 0 {
			t.Errorf("of %d offered %+v", len(list), got)
		}
	}
}

func TestLargest(t *testing.T) {
	var list []Summary
	for id := cluster.ID(1); id <= most+1; id++ {
		list = append(list, Summary{ID: id, Mentions: int(id)})
	}
	got := largest(list)
	if len(got) != most || got[0].ID != 2 || got[most-1].ID != most+1 {
		t.Errorf("%d kept, %v to %v", len(got), got[0].ID, got[len(got)-1].ID)
	}
}

func TestSure(t *testing.T) {
	if got := Sure(1, 1); got != 0 {
		t.Errorf("one mention: %v", got)
	}
	if weak, strong := Sure(2, .25), Sure(2, .95); weak > .25 || strong < .7 || strong > .9 {
		t.Errorf("two mentions: %v and %v", weak, strong)
	}
	if Sure(4, .5) >= Sure(2, .5) {
		t.Error("more mentions that are as alike agree more")
	}
}
