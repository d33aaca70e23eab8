package cluster

import (
	"bufio"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"hash/fnv"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// example is a text with the label that a person gave it.
type example struct {
	ID, Lang, Text, Label, Reason, Brand string
	Created                              time.Time `json:"created_at"`
}

// examples reads a file of labelled texts; without MOLVA_TEST_DATA the test is skipped.
func examples(t testing.TB, name string) []example {
	data := os.Getenv("MOLVA_TEST_DATA")
	if data == "" {
		t.Skip("MOLVA_TEST_DATA is not set; the labelled texts lie in its train folder")
	}
	f, err := os.Open(filepath.Join(data, "train", name+".jsonl.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	unzipped, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var out []example
	for s := bufio.NewScanner(unzipped); s.Scan(); {
		var e example
		if err := json.Unmarshal(s.Bytes(), &e); err != nil {
			t.Fatal(err)
		}
		out = append(out, e)
	}
	return out
}

// play is a stream of posts with their labels.
type play struct {
	posts  []Post
	labels []string
	muted  []string
}

func (p *play) add(e example, label string, at time.Time) {
	n := int64(len(p.posts) + 1)
	p.posts = append(p.posts, Post{Mention: n, Text: e.Text, Lang: e.Lang, Author: uint64(n), At: at})
	p.labels = append(p.labels, label)
}

var airlines = strings.Fields("united unitedairlines usairways us airways southwest southwestair swa american americanair americanairlines")

// airline is the negatives with a stated reason about some airlines, about all when none is named, in the order of time.
func airline(t testing.TB, brands ...string) *play {
	list := examples(t, "en_airline.train")
	slices.SortStableFunc(list, func(a, b example) int {
		return cmp.Or(a.Created.Compare(b.Created), cmp.Compare(a.ID, b.ID))
	})
	p := &play{muted: airlines}
	for _, e := range list {
		told := e.Label == "negative" && e.Reason != "" && e.Reason != "Can't Tell"
		if told && (len(brands) == 0 || slices.Contains(brands, e.Brand)) {
			p.add(e, e.Reason, e.Created)
		}
	}
	return p
}

// intents is short requests, shuffled; a minute apart.
func intents(t testing.TB, name string, keep func(label string) bool) *play {
	list := examples(t, name)
	rand.New(rand.NewPCG(7, 7)).Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	p := &play{}
	for i, e := range list {
		if e.Label != "oos" && keep(e.Label) {
			p.add(e, e.Label, start.Add(time.Duration(i)*time.Minute))
		}
	}
	return p
}

func every(string) bool { return true }

// half picks labels by a hash.
func half(label string) bool {
	h := fnv.New32a()
	h.Write([]byte(label))
	return h.Sum32()%2 == 0
}

func (p *play) inOrder() []int { return p.jittered(0, 0) }

// jittered is an order in which each post comes at most so many places earlier or later.
func (p *play) jittered(places int, seed uint64) (order []int) {
	r := rand.New(rand.NewPCG(seed, 3))
	due := make([]float64, len(p.posts))
	for i := range due {
		due[i] = float64(i) + (2*r.Float64()-1)*float64(places)
		order = append(order, i)
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(due[a], due[b]) })
	return order
}

// run places the posts in an order and returns the cluster of each, by its place in the stream, as known at the end.
func (p *play) run(order []int) (ids []ID, book *Book) {
	book = NewBook(Options{Muted: p.muted})
	ids = make([]ID, len(p.posts))
	into := map[ID]ID{}
	var last ID
	for _, i := range order {
		at := book.Find(p.posts[i])
		if at.New {
			last++
			at.ID = last
		}
		ids[i] = at.ID
		for _, m := range book.Put(p.posts[i], at) {
			into[m.From] = m.Into
		}
	}
	for i, id := range ids {
		for into[id] != 0 {
			id = into[id]
		}
		ids[i] = id
	}
	return ids, book
}
