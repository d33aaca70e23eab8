package cluster

import (
	"slices"
	"testing"
	"time"
)

// settled is a book with one cluster for each of the troubles, by number.
func settled(t *testing.T, s Settings) (*owner, []ID) {
	o := open(t, s)
	for n := range 60 {
		o.place(said(n, troubles[n%4][n/4%3]))
	}
	ids := make([]ID, len(troubles))
	for i := range ids {
		ids[i] = o.book.Find(said(60, troubles[i][0])).ID
	}
	if slices.Contains(ids, 0) || len(slices.Compact(slices.Sorted(slices.Values(ids)))) != len(ids) {
		t.Fatalf("the troubles are in %v", ids)
	}
	return o, ids
}

// crowd fills a book with new things, so that it has to forget.
func (o *owner) crowd(n int) {
	s := newStream()
	s.n = 5000
	for range n {
		o.place(s.next())
	}
}

func TestKeptIsNotForgotten(t *testing.T) {
	small := Settings{Live: 20, HalfLife: time.Hour}
	for name, act := range map[string]func(b *Book, a, c ID){
		"named":   func(b *Book, a, _ ID) { b.Keep(a, true) },
		"joined":  func(b *Book, a, c ID) { b.Join(c, a) },
		"divided": func(b *Book, a, _ ID) { b.Split(a, 9999, []Post{said(0, troubles[0][0])}) },
	} {
		o, ids := settled(t, small)
		act(o.book, ids[0], ids[1])
		o.crowd(300)
		if _, ok := o.book.Cluster(ids[0]); !ok {
			t.Errorf("what was %s is forgotten", name)
		}
		if _, ok := o.book.Cluster(ids[3]); ok {
			t.Errorf("nothing is forgotten, so nothing was tested")
		}
	}
	o, ids := settled(t, small)
	o.book.Keep(ids[0], true)
	o.book.Keep(ids[0], false)
	o.crowd(300)
	if _, ok := o.book.Cluster(ids[0]); ok {
		t.Error("what nobody keeps any more is kept")
	}
}

func TestPartUndoesJoin(t *testing.T) {
	o, ids := settled(t, Settings{})
	before := saved(t, o.book)
	o.book.Join(ids[0], ids[1])
	if got := o.book.Find(said(70, troubles[1][0])); got.ID != ids[1] {
		t.Errorf("after a person's merge a post goes to %s, want the leaf %s", got.ID, ids[1])
	}
	o.book.Join(ids[1], ids[0]) // it is above already
	o.book.Join(ids[2], ids[1]) // it is linked already
	o.book.Part(ids[1])
	if !slices.Equal(before, saved(t, o.book)) {
		t.Error("after Join and Part the book is another one")
	}
}

// twins are two clusters that are about to merge: they differ in one word.
func twins(t *testing.T) (o *owner, older, younger ID) {
	o = open(t, Settings{Threshold: 0.9, MergeAt: 0.5, Round: 62, Theme: -1})
	for n := range 40 {
		o.book.Put(said(n, troubles[1+n%3][n%3]), Placement{ID: ID(3 + n%3)})
	}
	for n := range 6 {
		o.book.Put(said(n, "parcel courier fence rain"), Placement{ID: 1})
		o.book.Put(said(n, "parcel courier fence dog"), Placement{ID: 2})
	}
	return o, 1, 2
}

func TestMergesByItself(t *testing.T) {
	for name, c := range map[string]struct {
		act  func(b *Book)
		want bool
	}{
		"left alone":        {func(*Book) {}, true},
		"older kept":        {func(b *Book) { b.Keep(1, true) }, true},
		"younger kept":      {func(b *Book) { b.Keep(2, true) }, false},
		"younger joined":    {func(b *Book) { b.Join(9, 2) }, false},
		"one family":        {func(b *Book) { b.Join(1, 2) }, false},
		"split":             {func(b *Book) { b.Split(1, 2, nil) }, false},
		"split and undone":  {func(b *Book) { b.Split(1, 2, nil); b.Unsplit(1, 2, nil) }, true},
		"joined and parted": {func(b *Book) { b.Join(1, 2); b.Part(2) }, true},
	} {
		o, older, younger := twins(t)
		c.act(o.book)
		var merges []Merge
		for n := range 10 {
			merges = append(merges, o.book.Put(said(20+n, "parcel courier fence dog"), Placement{ID: younger})...)
		}
		_, merged := o.book.Cluster(younger)
		merged = merged && o.book.alias.resolve(younger) == older
		if merged != c.want || merged != slices.Contains(merges, Merge{Into: older, From: younger}) {
			t.Errorf("%s: merged %t by %v, want %t", name, merged, merges, c.want)
		}
	}
}

func TestSplitAndUnsplit(t *testing.T) {
	o := open(t, Settings{})
	lamp, door := "lamp hums loudly at night", "door squeaks"
	var posts []Post
	for n := range 12 {
		o.book.Put(said(n, lamp), Placement{ID: 1})
		posts = append(posts, said(n, door))
		o.book.Put(posts[n], Placement{ID: 1})
	}
	o.book.Split(1, 2, posts)
	if at := o.book.Find(said(30, "the door squeaks")); at.ID != 2 {
		t.Errorf("after the split a post goes to %+v, want c2", at)
	}
	one, _ := o.book.Cluster(1)
	two, _ := o.book.Cluster(2)
	if one.Posts != 12 || two.Posts != 12 {
		t.Errorf("%d and %d posts, want 12 each", one.Posts, two.Posts)
	}
	if slices.ContainsFunc(one.Terms, func(s Share) bool { return s.Text == "door" }) {
		t.Errorf("the old cluster still knows what was taken out: %+v", one.Terms)
	}
	o.book.Unsplit(1, 2, posts)
	if _, ok := o.book.Cluster(2); ok {
		t.Error("after the split was undone its cluster is still there")
	}
	if c, _ := o.book.Cluster(1); c.Posts != 24 || c.Kept {
		t.Errorf("after the split was undone: %+v", c)
	}
}

func TestUnknownIDsDoNothing(t *testing.T) {
	o, _ := settled(t, Settings{})
	before := saved(t, o.book)
	b, p := o.book, said(80, troubles[0][0])
	b.Put(p, Placement{New: true})
	b.Put(p, Placement{ID: -3})
	b.Take(p, 777)
	b.Part(777)
	b.Join(5, 5)
	b.Keep(0, true)
	b.Split(3, 3, nil)
	b.Absorb(Merge{Into: 0, From: 4})
	b.Absorb(Merge{Into: 4, From: 4})
	_, known := b.Cluster(777)
	_, told := b.Why(p, 777)
	if known || told || !slices.Equal(before, saved(t, b)) {
		t.Error("an act on what is not there changed the book")
	}
}
