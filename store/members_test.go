package store_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"molva/ingest"
	"molva/store"
)

// numbered are the ids from one number up to another.
func numbered(from, to int) (ids []string) {
	for i := from; i < to; i++ {
		ids = append(ids, fmt.Sprint("member", i))
	}
	return ids
}

func memberSet(t testing.TB, db *store.DB, account, name string, span time.Duration, at time.Time) (store.Set, bool) {
	t.Helper()
	s, ok, err := db.MemberSet(t.Context(), account, "vk", name, span, at)
	if err != nil {
		t.Fatal(err)
	}
	return s, ok
}

func TestMemberSets(t *testing.T) {
	db := open(t)
	seq := uint64(0)
	tell := func(account, set string, at time.Time, last bool, ids []string) {
		seq++
		save(t, db, note(seq, ingest.Note{Source: "wall", At: now, Members: []ingest.Members{{Account: account, Network: "vk", Set: set, At: at, IDs: ids, Last: last}}}))
	}
	tell("zarya", "followers", at(-3), false, numbered(0, 10)) // never completed
	tell("zarya", "followers", at(-2), false, numbered(9_000, 20_000))
	if _, ok := memberSet(t, db, "zarya", "followers", 0, now); ok {
		t.Error("a set that is not complete was read")
	}
	tell("zarya", "followers", at(-2), true, numbered(0, 10_000))
	tell("zarya", "followers", at(-1), true, nil)
	tell("boreal", "followers", at(-2), true, numbered(15_000, 25_000))
	tell("boreal", "active", at(-2), true, numbered(24_990, 25_010))

	ours, _ := memberSet(t, db, "zarya", "followers", 0, at(-2))
	theirs, _ := memberSet(t, db, "boreal", "followers", 0, now)
	active, _ := memberSet(t, db, "boreal", "active", 0, now)
	for what, n := range map[string][2]int{
		"ours":                {ours.Len(), 20_000},
		"in both":             {ours.Intersect(theirs), 5_000},
		"in either":           {ours.Union(theirs).Len(), 25_000},
		"only ours":           {ours.Minus(theirs).Len(), 15_000},
		"active strangers":    {active.Minus(theirs).Len(), 10},
		"nobody":              {store.Set{}.Intersect(ours), 0},
		"ours without nobody": {ours.Minus(store.Set{}).Len(), 20_000},
		"nobody and they":     {store.Set{}.Union(theirs).Len(), 10_000},
		"who left since":      {ours.Minus(ours).Len(), 0},
	} {
		equal(t, what, n[0], n[1])
	}
	if empty, ok := memberSet(t, db, "zarya", "followers", 0, now); !ok || empty.Len() != 0 {
		t.Errorf("the latest set has %d people, %v, want an empty one", empty.Len(), ok)
	}
	if _, ok := memberSet(t, db, "zarya", "followers", 0, at(-4)); ok {
		t.Error("there was no set yet")
	}
	sets, err := db.Censuses(t.Context(), "zarya", "vk", "followers", store.Period{})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "sets", sets, []store.Census{{"zarya", "vk", "followers", at(-2), 0, 20_000}, {"zarya", "vk", "followers", at(-1), 0, 0}})
	wantRight(t, db)
}

// TestASetThatComesAgain: a week that is not over is told again each day, and stays readable meanwhile.
func TestASetThatComesAgain(t *testing.T) {
	db := open(t)
	for i, piece := range []struct {
		ids  []string
		last bool
		want int
	}{{numbered(0, 10), true, 10}, {numbered(5, 15), false, 10}, {numbered(12, 20), true, 20}} {
		m := ingest.Members{Account: "zarya", Network: "vk", Set: "active", At: at(-24), Span: 168 * time.Hour, IDs: piece.ids, Last: piece.last}
		save(t, db, note(uint64(i+1), ingest.Note{Source: "wall", At: now, Members: []ingest.Members{m}}))
		active, ok := memberSet(t, db, "zarya", "active", 168*time.Hour, now)
		if !ok || active.Len() != piece.want {
			t.Errorf("after piece %d the set has %d people, %v, want %d", i, active.Len(), ok, piece.want)
		}
		wantRight(t, db)
	}
}

// TestASetOfADayAndOneOfAWeek: both may begin at the same moment.
func TestASetOfADayAndOneOfAWeek(t *testing.T) {
	db := open(t)
	set := ingest.Members{Account: "zarya", Network: "vk", Set: "active", At: at(-24), Last: true}
	for seq, span := range []time.Duration{24 * time.Hour, 168 * time.Hour} {
		set.Span, set.IDs = span, numbered(0, 10+10*seq)
		save(t, db, note(uint64(seq+1), ingest.Note{Source: "wall", At: now, Members: []ingest.Members{set}}))
	}
	for span, want := range map[time.Duration]int{24 * time.Hour: 10, 168 * time.Hour: 20} {
		if active, ok := memberSet(t, db, "zarya", "active", span, now); !ok || active.Len() != want {
			t.Errorf("over %s %d people were active, %v, want %d", span, active.Len(), ok, want)
		}
	}
	if _, ok := memberSet(t, db, "zarya", "active", 0, now); ok {
		t.Error("nobody is active at a moment")
	}
	wantRight(t, db)
}

// TestTwoSetsAtATime: one of the past may be told between the pieces of another one; what is told no more goes.
func TestTwoSetsAtATime(t *testing.T) {
	clock := now
	db, err := store.Open(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "molva.db"), Topics: tree(t), Now: func() time.Time { return clock }})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	seq := uint64(0)
	tell := func(at time.Time, last bool, ids []string) {
		seq++
		m := ingest.Members{Account: "zarya", Network: "vk", Set: "followers", At: at, IDs: ids, Last: last}
		save(t, db, note(seq, ingest.Note{Source: "wall", At: clock, Members: []ingest.Members{m}}))
	}
	tell(at(-50), false, numbered(0, 10))
	tell(at(-1), true, numbered(0, 30))
	tell(at(-50), true, numbered(10, 20))
	if past, ok := memberSet(t, db, "zarya", "followers", 0, at(-50)); !ok || past.Len() != 20 {
		t.Errorf("the set of the past has %d people, %v, want 20", past.Len(), ok)
	}

	tell(at(-40), false, numbered(0, 10))
	clock = clock.Add(25 * time.Hour)
	tell(at(1), true, nil)
	tell(at(-40), true, numbered(10, 20))
	if past, _ := memberSet(t, db, "zarya", "followers", 0, at(-40)); past.Len() != 10 {
		t.Errorf("a set that was told no more has %d people once it is told anew, want 10", past.Len())
	}
	wantRight(t, db)
}

// TestAuthorsAreMembers: who is mentioned as an author and follows an account is one person, and no id is in the file.
func TestAuthorsAreMembers(t *testing.T) {
	path := filepath.Join(t.TempDir(), "molva.db")
	db := openAt(t, path, tree(t))
	save(t, db, results(
		said{seq: 1, id: "1", text: "the kestrel is fine", author: "member3", topics: []string{"kestrel"}},
		said{seq: 2, id: "2", text: "the kestrel is a good lamp", author: "member77", topics: []string{"kestrel"}},
		said{seq: 3, id: "3", text: "somebody says kestrel", topics: []string{"kestrel"}},
		said{seq: 4, id: "4", text: "kestrel elsewhere, by another", network: "telegram", author: "member4", topics: []string{"kestrel"}},
	)...)
	save(t, db, note(5, ingest.Note{Source: "wall", At: now, Members: []ingest.Members{{Account: "zarya", Network: "vk", Set: "followers", At: now, IDs: numbered(0, 10), Last: true}}}))
	authors, err := db.Authors(t.Context(), store.Filter{Topic: "zarya"})
	if err != nil {
		t.Fatal(err)
	}
	followers, _ := memberSet(t, db, "zarya", "followers", 0, now)
	equal(t, "authors", authors.Len(), 3)
	equal(t, "authors who follow", authors.Intersect(followers), 1)
	for _, file := range []string{path, path + "-wal"} {
		content, err := os.ReadFile(file)
		if err != nil || bytes.Contains(content, []byte("member9")) {
			t.Errorf("%s names a member, or cannot be read: %v", filepath.Base(file), err)
		}
	}
}

// BenchmarkMemberSet completes a set of a million people and compares it with another.
func BenchmarkMemberSet(b *testing.B) {
	db := open(b)
	seq := uint64(0)
	tell := func(account string, from, to int) {
		for ; from < to; from += 1000 {
			seq++
			m := ingest.Members{Account: account, Network: "vk", Set: "followers", At: now, IDs: numbered(from, from+1000), Last: from+1000 >= to}
			save(b, db, note(seq, ingest.Note{Source: "wall", At: now, Members: []ingest.Members{m}}))
		}
	}
	tell("zarya", 0, 1_000_000)
	tell("boreal", 500_000, 1_500_000)
	b.Run("compare", func(b *testing.B) {
		for b.Loop() {
			ours, _ := memberSet(b, db, "zarya", "followers", 0, now)
			theirs, _ := memberSet(b, db, "boreal", "followers", 0, now)
			if n := ours.Intersect(theirs); n != 500_000 {
				b.Fatal(n)
			}
		}
	})
	b.Run("complete", func(b *testing.B) {
		for b.Loop() {
			tell("zarya", 999_000, 1_000_000)
		}
	})
}
