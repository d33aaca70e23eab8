package naming

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"molva/classify/cluster"
)

type labRow struct {
	ID, Lang, Text, Label, Author, Brand, Reason string
	Created                                      string `json:"created_at"`
}

func labRead(t *testing.T, name string) []labRow {
	f, err := os.Open(filepath.Join(os.Getenv("MOLVA_TEST_DATA"), name))
	if err != nil {
		t.Fatal(err)
	}
	z, _ := gzip.NewReader(f)
	var rows []labRow
	sc := bufio.NewScanner(z)
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		var r labRow
		if json.Unmarshal(sc.Bytes(), &r) == nil && (r.Label == "negative" || strings.Contains(name, "types") || strings.Contains(name, "intents")) {
			rows = append(rows, r)
		}
	}
	return rows
}

type labState struct {
	b    *cluster.Book
	next cluster.ID
	into map[cluster.ID]cluster.ID
}

func (l *labState) root(id cluster.ID) cluster.ID {
	for l.into[id] != 0 {
		id = l.into[id]
	}
	return id
}

func (l *labState) put(p cluster.Post) cluster.ID {
	at := l.b.Find(p)
	if at.New {
		at.ID = l.next
		l.next++
	}
	for _, m := range l.b.Put(p, at) {
		l.into[m.From] = m.Into
	}
	return at.ID
}

func labPost(i int, x labRow) cluster.Post {
	at, _ := time.Parse(time.RFC3339, x.Created)
	if at.IsZero() {
		at = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(i) * 10 * time.Minute)
	}
	au := hash(x.Author)
	if x.Author == "" {
		au = uint64(i) + 1
	}
	return cluster.Post{Mention: int64(i) + 1, Text: x.Text, Lang: x.Lang, Author: au, At: at}
}

func labLead(rows []labRow, mute []string) ([]Text, map[cluster.ID][]Text, *labState) {
	l := &labState{cluster.NewBook(cluster.Options{Muted: mute}), 1, map[cluster.ID]cluster.ID{}}
	texts := make([]Text, len(rows))
	ids := make([]cluster.ID, len(rows))
	posts := make([]cluster.Post, len(rows))
	for i, x := range rows {
		p := labPost(i, x)
		ids[i] = l.put(p)
		posts[i] = p
		texts[i] = Text{Mention: p.Mention, Text: p.Text, Lang: p.Lang, Author: p.Author, At: p.At, Counted: true}
	}
	out := map[cluster.ID][]Text{}
	for i := range rows {
		id := l.root(ids[i])
		t := texts[i]
		if w, ok := l.b.Why(posts[i], id); ok {
			t.Similarity = w.Similarity
		}
		out[id] = append(out[id], t)
	}
	return texts, out, l
}

func labClusters(rows []labRow, mute []string) ([]Text, [][]Text) {
	texts, m, _ := labLead(rows, mute)
	var out [][]Text
	for _, id := range slices.Sorted(maps.Keys(m)) {
		out = append(out, m[id])
	}
	slices.SortStableFunc(out, func(a, b []Text) int { return len(b) - len(a) })
	return texts, out
}

var labStreams = []struct {
	name string
	lang string
	mute []string
}{
	{"train/en_airline.train.jsonl.gz", "en", strings.Fields("united usairways southwestair southwest americanair american airways jetblue virginamerica us")},
	{"train/ru_app_reviews_video.train.jsonl.gz", "ru", strings.Fields("рутуб rutube рутюб")},
	{"train/ru_sentirueval_banks_telecoms.train.jsonl.gz", "ru", strings.Fields("мтс билайн мегафон ростелеком сбербанк втб втб24 теле2 банк tele2 mts beeline megafon сбербанка россельхозбанк рсхб газпромбанк альфа-банк альфабанк райффайзен уралсиб")},
	{"train/ru_bank_reviews.train.jsonl.gz", "ru", nil},
	{"train/en_app_review_types.train.jsonl.gz", "en", nil},
	{"train/en_intents_clinc150.train.jsonl.gz", "en", nil},
	{"train/en_intents_bitext.train.jsonl.gz", "en", nil},
}

func TestLab(t *testing.T) {
	pickS := os.Getenv("LAB")
	if pickS == "" {
		t.Skip()
	}
	for _, p := range strings.Split(pickS, ",") {
		k, _ := strconv.Atoi(p)
		s := labStreams[k]
		texts, cs := labClusters(labRead(t, s.name), s.mute)
		bg := NewBackground(texts, s.mute)
		top, _ := strconv.Atoi(os.Getenv("TOP"))
		if top == 0 {
			top = 24
		}
		fmt.Println("==", s.name, len(texts), len(cs))
		from, _ := strconv.Atoi(os.Getenv("FROM"))
		for i, c := range cs[from:min(top, len(cs))] {
			begin := time.Now()
			l := Name(c[max(0, len(c)-200):], bg, "")
			took := time.Since(begin)
			var ph []string
			for _, p := range l.Phrases {
				ph = append(ph, fmt.Sprintf("%s %.0f%%", p.Text, p.Share*100))
			}
			fmt.Printf("%2d [%d] %s   | %s   (%v)\n", i+from, len(c), l.Text, strings.Join(ph, " · "), took.Round(100*time.Microsecond))
			if os.Getenv("CAND") != "" {
				lg, _ := inLanguage(counted(c[max(0, len(c)-200):]), "")
				all := rated(lg, bg, 2)
				for _, c := range all[:min(8, len(all))] {
					fmt.Printf("       %.2f %s %.0f%% shape %.1f all %.3f\n", c.score, c.text, 100*c.share, c.shape(), bg.share(c.key))
				}
			}
			if os.Getenv("SUP") != "" {
				lg, _ := inLanguage(counted(c[max(0, len(c)-200):]), "")
				all := rated(lg, bg, 2)
				big := slices.MaxFunc(all, func(a, b *candidate) int { return a.texts - b.texts })
				n := 0
				for _, c := range all {
					if n < 9 && len(c.ids) > 1 && big.within(c.form) {
						n++
						fmt.Printf("       %.2f %s %.0f%% shape %.1f all %.3f\n", c.score, c.text, 100*c.share, c.shape(), bg.share(c.key))
					}
				}
			}
			if os.Getenv("QUOTES") != "" {
				for _, q := range Quotes(c, l, 3) {
					fmt.Printf("       %.2f “%s”\n", q.Similarity, q.Text)
				}
			}
		}
	}
}
