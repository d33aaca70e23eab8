package store

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"molva/classify/cluster"
)

func act(t *testing.T, db *DB, a Act) Done {
	t.Helper()
	a.By = "ann"
	done, err := db.Act(t.Context(), a)
	if err != nil {
		t.Fatal(err)
	}
	return done
}

// listed are the complaints of a kind, by id.
func listed(t *testing.T, db *DB, f ComplaintFilter) []Complaint {
	t.Helper()
	all, err := db.Complaints(t.Context(), f)
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(all, func(a, b Complaint) int { return int(a.ID - b.ID) })
	return all
}

// membersOf are the public ids of all mentions in a complaint, copies and echoes too.
func membersOf(t *testing.T, db *DB, id cluster.ID) (ids []string) {
	t.Helper()
	for row, err := range db.Mentions(t.Context(), Filter{Complaint: int64(id)}) {
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, row.Mention.Key())
	}
	return ids
}

// plain is the state without the books, whose sums an undo brings back but for the last bits.
func plain(t *testing.T, db *DB) []string {
	t.Helper()
	return slices.DeleteFunc(complaintState(t, db), func(s string) bool {
		return strings.HasPrefix(s, "complaint ") || strings.HasPrefix(s, "praise ") || strings.HasPrefix(s, "suggestion ")
	})
}

func streamed(t *testing.T, seed uint64, n int) *DB {
	t.Helper()
	db := openWriting(t, tempDB(t))
	saveAll(t, db, newFlow(seed).next(n))
	return db
}

// Every act can be undone, and then nothing is left of it but its memory.
func TestEveryActCanBeUndone(t *testing.T) {
	db := streamed(t, 1, 400)
	all := listed(t, db, ComplaintFilter{Kind: cluster.Complaint})
	if len(all) < 3 {
		t.Fatalf("%d complaints, want three", len(all))
	}
	a, b := all[0].ID, all[1].ID
	some := membersOf(t, db, a)[:2]
	before := plain(t, db)
	for _, c := range []Act{
		{What: Merged, ID: b, Into: a},
		{What: Merged, ID: a, Into: b},
		{What: Split, ID: a, Mentions: some},
		{What: Moved, Mentions: some, Into: b},
		{What: Moved, Mentions: some},
		{What: Renamed, ID: a, Label: "Parcels"},
		{What: Fixed, ID: a, Ticket: "https://tickets.example/7"},
		{What: Ignored, ID: b},
		{What: Refused, ID: a, Into: b},
	} {
		t.Run(fmt.Sprint(c.What), func(t *testing.T) {
			act(t, db, c)
			wantSound(t, db)
			act(t, db, Act{What: Undone})
			wantSound(t, db)
			wantSame(t, plain(t, db), before)
		})
	}
}

func wantSame(t *testing.T, have, want []string) {
	t.Helper()
	for _, s := range want {
		if !slices.Contains(have, s) {
			t.Errorf("%s is gone", s)
		}
	}
	for _, s := range have {
		if !slices.Contains(want, s) {
			t.Errorf("%s is left", s)
		}
	}
}

// Whatever people do between whatever comes, in whatever order, everything that is counted stays right, and the books can
// be made anew.
func TestActsAmongArrivals(t *testing.T) {
	for seed := range uint64(3) {
		dice, flow := rand.New(rand.NewPCG(seed, 9)), talking(seed)
		path := tempDB(t)
		db := openWriting(t, path)
		done := map[Deed]int{}
		for range 25 {
			saveAll(t, db, flow.next(20))
			a := anyAct(t, db, dice)
			if _, err := db.Act(t.Context(), a); err == nil {
				done[a.What]++
			} else if strings.Contains(err.Error(), "SQL") || strings.Contains(err.Error(), "constraint") {
				t.Fatalf("%+v: %v", a, err)
			}
			if dice.IntN(5) == 0 {
				if err := db.Close(); err != nil {
					t.Fatal(err)
				}
				db = openWriting(t, path)
			}
			wantSound(t, db)
		}
		t.Logf("seed %d: %v", seed, done)
	}
}

func anyAct(t *testing.T, db *DB, dice *rand.Rand) Act {
	t.Helper()
	all := listed(t, db, ComplaintFilter{All: true})
	some := func() cluster.ID {
		c := all[dice.IntN(len(all))]
		if len(c.Merged) > 0 && dice.IntN(2) == 0 {
			return c.Merged[dice.IntN(len(c.Merged))]
		}
		return c.ID
	}
	id := some()
	members := membersOf(t, db, id)
	n := min(len(members), 1+dice.IntN(3))
	a := Act{By: "ann", ID: id}
	switch dice.IntN(8) {
	case 0, 1:
		a.What, a.Into = Merged, some()
	case 2:
		a.What, a.Mentions = Split, members[:n]
	case 3:
		a.What = Split
	case 4:
		a.What, a.Mentions, a.Into = Moved, members[:n], some()
	case 5:
		a.What, a.Label = Renamed, "A name"
	case 6:
		a.What, a.ID = Undone, 0
	case 7:
		a.What = Undone
	}
	return a
}

func TestAWrongActSaysWhatIsWrong(t *testing.T) {
	db := streamed(t, 2, 200)
	praise := listed(t, db, ComplaintFilter{Kind: cluster.Praise})[0].ID
	c := listed(t, db, ComplaintFilter{Kind: cluster.Complaint})[0]
	for _, w := range []struct {
		act  Act
		want string
	}{
		{Act{What: Merged, ID: 9999, Into: c.ID}, "unknown complaint c9999, there is [c"},
		{Act{What: Merged, ID: c.ID, Into: c.ID}, "c1 is to be merged with itself"},
		{Act{What: Merged, ID: c.ID, Into: praise}, "only the same kind can be merged"},
		{Act{What: Split, ID: c.ID}, "c1 was not merged: say which mentions are to leave it"},
		{Act{What: Split, ID: c.ID, Mentions: []string{"vk:none"}}, `mention "vk:none" is not here`},
		{Act{What: Split, ID: c.ID, Mentions: membersOf(t, db, c.ID)}, "nothing would be left in c1"},
		{Act{What: Moved, Into: c.ID}, "no mention is named"},
		{Act{What: Reopened, ID: c.ID}, "c1 is neither fixed nor ignored"},
		{Act{What: Undone}, "nothing is left to undo"},
		{Act{What: "tidy"}, `the act is "tidy", want one of`},
		{Act{What: Fixed, ID: c.ID, At: today.AddDate(0, 0, 1)}, "which is still to come"},
	} {
		w.act.By = "ann"
		if _, err := db.Act(t.Context(), w.act); err == nil || !strings.Contains(err.Error(), w.want) {
			t.Errorf("%+v: %v, want %s", w.act, err, w.want)
		}
	}
	if _, err := db.Act(t.Context(), Act{What: Renamed, ID: c.ID}); err == nil || !strings.Contains(err.Error(), "nobody is named who does it") {
		t.Errorf("nameless: %v", err)
	}
	if db.session.books == nil {
		t.Error("the books have to be read again")
	}
	saveAll(t, db, newFlow(2).next(300)[200:])
	wantSound(t, db)
}

// What merged by itself can be taken out again; then the two never merge by themselves, until that is undone.
func TestWhatMergedByItselfCanBeTakenOut(t *testing.T) {
	flow := newFlow(1)
	db := openWriting(t, tempDB(t))
	saveAll(t, db, flow.next(400))
	var from, into cluster.ID
	for _, c := range listed(t, db, ComplaintFilter{}) {
		if len(c.Merged) > 0 {
			from, into = c.Merged[0], c.ID
		}
	}
	if from == 0 {
		t.Fatal("nothing merged by itself")
	}
	before, whole := plain(t, db), membersOf(t, db, into)
	if done := act(t, db, Act{What: Split, ID: from}); done.ID != from {
		t.Errorf("it made %v, want %v", done.ID, from)
	}
	wantSound(t, db)
	if a, b := membersOf(t, db, into), membersOf(t, db, from); len(a)+len(b) != len(whole) || len(b) == 0 {
		t.Errorf("%d and %d members, together there were %d", len(a), len(b), len(whole))
	}
	act(t, db, Act{What: Undone, ID: from})
	wantSound(t, db)
	wantSame(t, plain(t, db), before)
	act(t, db, Act{What: Split, ID: from})
	saveAll(t, db, flow.next(300))
	wantSound(t, db)
	a, err := db.Complaint(t.Context(), from)
	if b, _ := db.Complaint(t.Context(), into); err != nil || a.ID != from || b.ID != into {
		t.Errorf("they are %v and %v, %v", a.ID, b.ID, err)
	}
	if n, err := db.Suggestions(t.Context(), ""); err != nil {
		t.Errorf("suggestions: %v, %v", n, err)
	}
}

// The history tells what was done by whom, and what of it stands.
func TestTheHistoryTellsWhoDidWhat(t *testing.T) {
	db := streamed(t, 1, 400)
	all := listed(t, db, ComplaintFilter{Kind: cluster.Complaint})
	a, b := all[0].ID, all[1].ID
	some := membersOf(t, db, a)[:1]
	act(t, db, Act{What: Moved, Mentions: some, Into: b})
	act(t, db, Act{What: Merged, ID: b, Into: a})
	act(t, db, Act{What: Undone, ID: b})
	acts, err := db.Acts(t.Context(), b)
	if err != nil || len(acts) != 2 {
		t.Fatalf("%+v, %v", acts, err)
	}
	if m := acts[0]; m.What != Moved || m.By != "ann" || !m.When.Equal(today) || !slices.Equal(m.Mentions, some) || m.Into != b || !m.Undone.IsZero() {
		t.Errorf("the move is %+v", m)
	}
	if m := acts[1]; m.What != Merged || m.ID != b || m.Into != a || m.Undone.IsZero() || m.UndoneBy != "ann" {
		t.Errorf("the merge is %+v", m)
	}
	all2, err := db.Acts(t.Context(), 0)
	if err != nil || len(all2) != 2 {
		t.Errorf("all acts: %+v, %v", all2, err)
	}
}
