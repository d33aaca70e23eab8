package cluster

import (
	"bytes"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

// tight are settings under which all bounds are felt within a few hundred posts.
var tight = Settings{Threshold: 0.8, MergeAt: 0.3, Live: 20, Terms: 6, Loose: 40, Round: 10, Templates: 2, Postings: 30, Near: 4, HalfLife: 20 * time.Hour}

// act is something that happens to a book, so that the same can happen to another one.
type act func(b *Book)

// actor makes random acts, some of them senseless.
type actor struct {
	rand   *rand.Rand
	stream *stream
	last   ID
	put    []Post
	at     []ID
	parted [][2]ID
}

func newActor(seed uint64) *actor {
	a := &actor{rand: rand.New(rand.NewPCG(seed, 5)), stream: newStream()}
	return a
}

// post is one of few troubles, something new, or nothing; its time may be absurd.
func (a *actor) post() Post {
	p := a.stream.next()
	if a.rand.IntN(3) > 0 {
		p.Text = troubles[a.rand.IntN(4)][a.rand.IntN(3)]
	}
	switch a.rand.IntN(40) {
	case 0:
		p.At = time.Time{}
	case 1:
		p.At = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)
	case 2:
		p.At = time.Date(1200, 1, 1, 0, 0, 0, 0, time.UTC)
	case 3:
		p.At = p.At.AddDate(-20, 0, 0)
	case 4:
		p.Text = ""
	case 5:
		p.At = p.At.AddDate(5, 0, 0)
	}
	return p
}

// id is one that was given, mostly.
func (a *actor) id() ID { return ID(a.rand.Int64N(int64(a.last)+3)) - 1 }

// some are posts that were put, and the cluster of the first.
func (a *actor) some() (from ID, posts []Post) {
	if len(a.put) == 0 {
		return a.id(), nil
	}
	i := a.rand.IntN(len(a.put))
	return a.at[i], a.put[i:min(len(a.put), i+a.rand.IntN(4))]
}

// next is the next act, given the book that it will be done to first.
func (a *actor) next(b *Book) act {
	x, y := a.id(), a.id()
	switch a.rand.IntN(30) {
	case 0:
		from, posts := a.some()
		return func(b *Book) {
			for _, p := range posts {
				b.Take(p, from)
			}
		}
	case 1:
		return func(b *Book) { b.Join(x, y) }
	case 2:
		return func(b *Book) { b.Part(x) }
	case 3:
		from, posts := a.some()
		a.last++
		id := a.last
		a.parted = append(a.parted, [2]ID{from, id})
		return func(b *Book) { b.Split(from, id, posts) }
	case 4:
		_, posts := a.some()
		return func(b *Book) { b.Unsplit(x, y, posts) }
	case 5:
		yes := a.rand.IntN(2) == 0
		return func(b *Book) { b.Keep(x, yes) }
	case 6:
		return func(b *Book) { b.Absorb(Merge{Into: min(x, y), From: max(x, y)}) }
	case 7:
		p := a.post()
		return func(b *Book) { b.Put(p, Placement{ID: x, New: y > x, Echo: y&1 > 0, Similarity: .5}) }
	case 8:
		p := a.post()
		return func(b *Book) { b.Redo(p, Placement{ID: x, Echo: y&1 > 0}) }
	default:
		return a.place(b)
	}
}

func (a *actor) place(b *Book) act {
	p := a.post()
	at := b.Find(p)
	if at.New {
		a.last++
		at.ID = a.last
	}
	a.put, a.at = append(a.put, p), append(a.at, at.ID)
	return func(b *Book) { b.Put(p, at) }
}

func saved(t testing.TB, b *Book) []byte {
	t.Helper()
	data, err := b.AppendBinary(nil)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func restored(t testing.TB, data []byte, s Settings) *Book {
	t.Helper()
	b, err := Read(data, Options{Settings: s})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// A book that was saved and read again at any time goes on as if it had never stopped, and holds together whatever happens
// to it.
func TestAnyActsInAnyOrder(t *testing.T) {
	for seed := range uint64(8) {
		a, stays, stops := newActor(seed), NewBook(Options{Settings: tight}), NewBook(Options{Settings: tight})
		for n := range 500 {
			do := a.next(stays)
			do(stays)
			if a.rand.IntN(5) == 0 {
				stops = restored(t, saved(t, stops), tight)
			}
			do(stops)
			if n%10 == 0 {
				sound(t, stays)
			}
		}
		if !bytes.Equal(saved(t, stays), saved(t, stops)) {
			t.Fatalf("seed %d: the book that was saved and read is another one", seed)
		}
	}
}

func TestFindChangesNothing(t *testing.T) {
	a, b := newActor(1), NewBook(Options{Settings: tight})
	for range 200 {
		before := saved(t, b)
		do := a.place(b)
		b.Why(a.post(), a.id())
		b.Cluster(a.id())
		b.Live()
		if !bytes.Equal(before, saved(t, b)) {
			t.Fatal("a look changed the book")
		}
		do(b)
	}
}

func TestPutAndTakeAreSymmetric(t *testing.T) {
	o := open(t, Settings{})
	for n := range 100 {
		o.place(said(n, troubles[n%4][n/4%3]))
	}
	p := said(101, strings.Repeat("lamp hums loudly at night ", 3))
	was, words := o.book.posts, o.book.words.posts[o.book.words.ids["screen"]]
	at := o.place(p)
	if _, ok := o.book.Cluster(at.ID); !ok {
		t.Fatal("the post has no cluster")
	}
	o.book.Take(p, at.ID)
	if _, ok := o.book.Cluster(at.ID); ok && at.New {
		t.Error("a cluster without posts is still there")
	}
	if o.book.posts != was || o.book.words.posts[o.book.words.ids["screen"]] != words || o.book.words.posts[o.book.words.ids["lamp"]] != 0 {
		t.Errorf("%v posts, before %v", o.book.posts, was)
	}
	q := said(102, troubles[0][0])
	first := o.book.Find(q)
	o.book.Put(q, first)
	o.book.Take(q, first.ID)
	if again := o.book.Find(q); again.ID != first.ID || math.Abs(again.Similarity-first.Similarity) > 1e-2 {
		t.Errorf("found at %+v, then at %+v", first, again)
	}
}
