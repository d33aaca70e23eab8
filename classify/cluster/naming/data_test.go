package naming

import (
	"bufio"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"molva/classify/cluster"
)

var update = flag.Bool("update", false, "count the tags anew")

// post is a record of the labelled data.
type post struct {
	Text, Label, Author string
	Created             time.Time `json:"created_at"`
}

// posts reads the first records of a file of the data's train folder, all for 0.
func posts(t testing.TB, name string, most int) []post {
	t.Helper()
	data := os.Getenv("MOLVA_TEST_DATA")
	if data == "" {
		t.Skip("MOLVA_TEST_DATA is not set; this reads posts from its train folder")
	}
	f, err := os.Open(filepath.Join(data, "train", name+".jsonl.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var out []post
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() && (most == 0 || len(out) < most) {
		var p post
		if err := json.Unmarshal(lines.Bytes(), &p); err != nil {
			t.Fatal(err)
		}
		out = append(out, p)
	}
	return out
}

// stream is complaints in the order of their coming, with the words that name their topics.
type stream struct {
	name, lang string
	muted      []string
}

var streams = []stream{
	{"en_airline.train", "en", []string{"united", "usairways", "us airways", "southwestair", "southwest", "americanair", "american"}},
	{"ru_app_reviews_video.train", "ru", []string{"рутуб", "rutube"}},
}

// complaints are the negative posts of a stream; a post without a date comes ten minutes after the one before.
func (s stream) complaints(t testing.TB) []cluster.Post {
	t.Helper()
	var out []cluster.Post
	for _, p := range posts(t, s.name, 0) {
		if p.Label == "negative" {
			out = append(out, s.post(len(out), p))
		}
	}
	slices.SortStableFunc(out, func(a, b cluster.Post) int { return a.At.Compare(b.At) })
	return out
}

func (s stream) post(i int, p post) cluster.Post {
	out := cluster.Post{Mention: int64(i + 1), Text: p.Text, Lang: s.lang, Author: hash(p.Author), At: p.Created}
	if p.Author == "" {
		out.Author = mix(uint64(i + 1))
	}
	if p.Created.IsZero() {
		out.At = time.Date(2026, 1, 1, 0, 10*i, 0, 0, time.UTC)
	}
	return out
}

// world is a book with what was placed in it.
type world struct {
	book  *cluster.Book
	posts []cluster.Post
	ids   []cluster.ID
	known map[cluster.ID]cluster.ID // merged → into
}

func (s stream) world(t testing.TB) *world {
	w := &world{book: cluster.NewBook(cluster.Options{Muted: s.muted}), known: make(map[cluster.ID]cluster.ID)}
	for _, p := range s.complaints(t) {
		w.put(p)
	}
	return w
}

// put places a post and returns its complaint.
func (w *world) put(p cluster.Post) cluster.ID {
	at := w.book.Find(p)
	if at.New {
		at.ID = cluster.ID(len(w.posts) + 1)
	}
	for _, m := range w.book.Put(p, at) {
		w.known[m.From] = m.Into
	}
	w.posts = append(w.posts, p)
	w.ids = append(w.ids, at.ID)
	return w.root(at.ID)
}

func (w *world) root(id cluster.ID) cluster.ID {
	for w.known[id] != 0 {
		id = w.known[id]
	}
	return id
}

// members returns the texts of each complaint, the largest first.
func (w *world) members() [][]Text {
	byID := make(map[cluster.ID][]Text)
	for i, p := range w.posts {
		id := w.root(w.ids[i])
		byID[id] = append(byID[id], w.text(p, id))
	}
	out := make([][]Text, 0, len(byID))
	for _, id := range slices.Sorted(maps.Keys(byID)) {
		out = append(out, byID[id])
	}
	slices.SortStableFunc(out, func(a, b []Text) int { return cmp.Compare(len(b), len(a)) })
	return out
}

func (w *world) text(p cluster.Post, id cluster.ID) Text {
	t := asText(p)
	if why, ok := w.book.Why(p, id); ok {
		t.Similarity = why.Similarity
	}
	return t
}

func asText(p cluster.Post) Text {
	return Text{Mention: p.Mention, Text: p.Text, Lang: p.Lang, Author: p.Author, At: p.At, Counted: true}
}

func (w *world) texts() []Text {
	out := make([]Text, len(w.posts))
	for i, p := range w.posts {
		out[i] = asText(p)
	}
	return out
}

// latest is the last texts, at most n.
func latest(texts []Text, n int) []Text { return texts[max(0, len(texts)-n):] }
