package cluster

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"strings"
	"testing"
)

// lived is a book to which all sorts of things happened.
func lived(t testing.TB) *Book {
	a, b := newActor(3), NewBook(Options{Settings: tight})
	for range 300 {
		a.next(b)(b)
	}
	return b
}

// A journal of placements and merges makes the book again, though none of them is decided anew.
func TestJournal(t *testing.T) {
	a, first, again := newActor(2), NewBook(Options{Settings: tight}), NewBook(Options{Settings: tight})
	merges := 0
	for range 400 {
		p := a.post()
		at := first.Find(p)
		if at.New {
			a.last++
			at.ID = a.last
		}
		done := first.Put(p, at)
		again.Redo(p, at)
		for _, m := range done {
			if m.Into >= m.From {
				t.Fatalf("%s became %s, which is younger", m.From, m.Into)
			}
			merges++
			again.Absorb(m)
		}
	}
	if merges == 0 {
		t.Error("nothing merged, so nothing was tested")
	}
	if !bytes.Equal(saved(t, first), saved(t, again)) {
		t.Error("the journal makes another book")
	}
}

func TestReadRefuses(t *testing.T) {
	good := saved(t, lived(t))
	newer := bytes.Clone(good)
	newer[len(mark)] = version + 1
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"empty":     {nil, `it begins with "", want`},
		"other":     {[]byte("SQLite format 3"), `it begins with "SQLite form", want`},
		"newer":     {newer, "its version is 2, this program reads version 1"},
		"cut":       {good[:len(good)/2], "it is damaged"},
		"mark only": {[]byte(mark), "it is damaged"},
	} {
		if _, err := Read(c.data, Options{}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
	for i := len(mark) + 1; i < len(good); i += 97 {
		bad := bytes.Clone(good)
		bad[i] ^= 0x10
		if _, err := Read(bad, Options{}); err == nil {
			t.Errorf("a wrong bit in byte %d is not noticed", i)
		}
	}
}

// FuzzRead damages the contents and mends the checksum: whatever can be read must be sound and written as it was read.
func FuzzRead(f *testing.F) {
	f.Add(saved(f, NewBook(Options{Settings: tight})))
	f.Add(saved(f, lived(f)))
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > crc32.Size {
			end := len(data) - crc32.Size
			binary.LittleEndian.PutUint32(data[end:], crc32.ChecksumIEEE(data[:end]))
		}
		b, err := Read(data, Options{Settings: tight})
		if err != nil {
			return
		}
		a := newActor(1)
		for range 20 {
			a.next(b)(b)
		}
		saved(t, b)
	})
}

func TestOtherHalfLife(t *testing.T) {
	b := lived(t)
	other := tight
	other.HalfLife *= 3
	c := restored(t, saved(t, b), other)
	sound(t, c)
	for _, id := range b.Live() {
		was, _ := b.Cluster(id)
		is, _ := c.Cluster(id)
		if !about(was.Weight, is.Weight) {
			t.Fatalf("%s weighs %v, before %v", id, is.Weight, was.Weight)
		}
	}
}

func about(a, b float64) bool { return a == b || a/b > .999 && a/b < 1.001 }
