package cluster

import (
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"
	"time"
)

var loadTo = flag.Int("load", 0, "posts that TestLoad goes up to; 1000000 takes minutes")

// stream makes posts of which nearly each is new: words by Zipf's law from a vocabulary that drifts, so that there are
// always some never met. It is the worst that a book can read.
type stream struct {
	rand *rand.Rand
	zipf *rand.Zipf
	n    int
}

func newStream() *stream {
	r := rand.New(rand.NewPCG(1, 2))
	return &stream{rand: r, zipf: rand.NewZipf(r, 1.2, 20, 150_000)}
}

// next is a post; 20,000 make a day.
func (s *stream) next() Post {
	var text strings.Builder
	for range 8 + s.rand.IntN(8) {
		word := s.zipf.Uint64()
		if word > 2000 {
			word += uint64(s.n / 10) // the rare words of tomorrow are others
		}
		fmt.Fprintf(&text, "%s ", spell(word))
	}
	s.n++
	return Post{Mention: int64(s.n), Text: text.String(), Lang: "en", Author: uint64(s.n), At: start.Add(time.Duration(s.n) * 24 * time.Hour / 20_000)}
}

func (s *stream) some(n int) []Post {
	posts := make([]Post, n)
	for i := range posts {
		posts[i] = s.next()
	}
	return posts
}

// spell makes a word of a number.
func spell(n uint64) string {
	const consonants, vowels = "bdfgklmnprstvz", "aeiou"
	var word []byte
	for n += 70; n > 0; n /= 70 {
		word = append(word, consonants[n%14], vowels[n/14%5])
	}
	return string(word)
}

// TestLoad reads a stream of new things and prints what a post costs and what a book weighs: both stop growing. The short
// form goes to 10,000 posts; -load 1000000 goes on to a million.
func TestLoad(t *testing.T) {
	o, s, before := open(t, Settings{}), newStream(), heap()
	t.Logf("%9s %9s %9s %9s %9s %9s %9s", "posts", "CPU µs", "clusters", "postings", "terms", "snapshot", "heap MB")
	done := 0
	for _, to := range []int{1000, 3000, 10_000, 30_000, 100_000, 200_000, 300_000, 500_000, 700_000, 1_000_000} {
		if to > max(*loadTo, 10_000) {
			break
		}
		took := o.read(s, to-done)
		b := o.book
		bytes, err := b.AppendBinary(nil)
		if err != nil {
			t.Fatal(err)
		}
		size := len(bytes)
		bytes = nil
		t.Logf("%9d %9.1f %9d %9d %9d %9d %9.1f", to, float64(took.Microseconds())/float64(to-done),
			len(b.clusters.slots), b.words.postings(), len(b.words.ids), size, (heap()-before)/(1<<20))
		done = to
	}
	runtime.KeepAlive(o)
}

// read places so many posts and returns the CPU time that it took, without that of making them.
func (o *owner) read(s *stream, n int) (took time.Duration) {
	for n > 0 {
		batch := s.some(min(n, 1000))
		from := cpuTime()
		for _, p := range batch {
			o.place(p)
		}
		took += cpuTime() - from
		n -= len(batch)
	}
	return took
}

func (v *vocabulary) postings() (n int) {
	for _, in := range v.in {
		n += len(in)
	}
	return n
}

// heap is the bytes in use after a collection.
func heap() float64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return math.Round(float64(m.HeapAlloc))
}

func BenchmarkPlace(b *testing.B) {
	o, s := open(b, Settings{}), newStream()
	o.read(s, 20_000)
	var posts []Post
	b.ReportAllocs()
	for b.Loop() {
		if len(posts) == 0 {
			b.StopTimer()
			posts = s.some(1000)
			b.StartTimer()
		}
		o.place(posts[0])
		posts = posts[1:]
	}
}
