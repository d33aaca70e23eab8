package naming

import (
	"bufio"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"molva/classify/cluster/terms"
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
		if json.Unmarshal(sc.Bytes(), &r) == nil && r.Label == "negative" {
			rows = append(rows, r)
		}
	}
	return rows
}

type labCluster struct {
	c       map[string]float64
	members []int
	vecs    []map[string]float64
}

func labVec(ts []terms.Term, df map[string]int, n int) map[string]float64 {
	v, s := map[string]float64{}, 0.0
	for _, t := range ts {
		d := float64(df[t.Text])
		w := float64(t.Base) * math.Log(float64(n+1)/(d+.5)) * d / (d + 2)
		v[t.Text] = w
		s += w * w
	}
	for k := range v {
		v[k] /= math.Sqrt(s)
	}
	return v
}

func labCos(a, b map[string]float64) float64 {
	var d, na, nb float64
	for k, x := range a {
		d += x * b[k]
		na += x * x
	}
	for _, x := range b {
		nb += x * x
	}
	if na == 0 || nb == 0 {
		return 0
	}
	return d / math.Sqrt(na*nb)
}

// two-pass k: idf over all, leader, then largest clusters
func labClusters(rows []labRow, mute []string) ([]Text, [][]Text) {
	r := terms.NewReader()
	r.Mute(mute)
	df := map[string]int{}
	all := make([][]terms.Term, len(rows))
	texts := make([]Text, len(rows))
	for i, x := range rows {
		all[i] = r.Read(nil, "", x.Text, x.Lang)
		for _, t := range all[i] {
			df[t.Text]++
		}
		at, _ := time.Parse(time.RFC3339, x.Created)
		au := hash(x.Author)
		if x.Author == "" {
			au = uint64(i)
		}
		texts[i] = Text{Mention: int64(i), Text: x.Text, Lang: x.Lang, Author: au, At: at, Counted: true}
	}
	var cs []*labCluster
	inv := map[string][]int{}
	for i := range rows {
		v := labVec(all[i], df, len(rows))
		cand := map[int]bool{}
		for k, w := range v {
			if w > .15 {
				for _, c := range inv[k] {
					cand[c] = true
				}
			}
		}
		best, bs := -1, .25
		for c := range cand {
			if s := labCos(v, cs[c].c); s > bs || s == bs && c < best {
				best, bs = c, s
			}
		}
		if best < 0 {
			cs = append(cs, &labCluster{c: map[string]float64{}})
			best = len(cs) - 1
		}
		c := cs[best]
		c.members = append(c.members, i)
		c.vecs = append(c.vecs, v)
		for k, w := range v {
			if _, ok := c.c[k]; !ok {
				inv[k] = append(inv[k], best)
			}
			c.c[k] += w
		}
		if len(c.c) > 128 {
			ks := make([]string, 0, len(c.c))
			for k := range c.c {
				ks = append(ks, k)
			}
			slices.SortFunc(ks, func(a, b string) int { return cmp.Or(cmp.Compare(c.c[b], c.c[a]), strings.Compare(a, b)) })
			for _, k := range ks[64:] {
				delete(c.c, k)
			}
		}
	}
	slices.SortStableFunc(cs, func(a, b *labCluster) int { return len(b.members) - len(a.members) })
	var out [][]Text
	for _, c := range cs {
		var ms []Text
		for j, m := range c.members {
			t := texts[m]
			t.Similarity = labCos(c.vecs[j], c.c)
			ms = append(ms, t)
		}
		out = append(out, ms)
	}
	return texts, out
}

var labStreams = []struct {
	name string
	mute []string
}{
	{"train/en_airline.train.jsonl.gz", strings.Fields("united usairways southwestair southwest americanair american airways jetblue virginamerica us")},
	{"train/ru_app_reviews_video.train.jsonl.gz", strings.Fields("рутуб rutube рутюб")},
	{"train/ru_sentirueval_banks_telecoms.train.jsonl.gz", strings.Fields("мтс билайн мегафон ростелеком сбербанк втб втб24 теле2 банк tele2 mts beeline megafon сбербанка россельхозбанк рсхб газпромбанк альфа-банк альфабанк райффайзен уралсиб")},
	{"train/ru_bank_reviews.train.jsonl.gz", nil},
	{"train/en_app_review_types.train.jsonl.gz", nil},
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
			fmt.Printf("%2d [%d] %s   (%v)\n", i+from, len(c), strings.Join(ph, " · "), took.Round(100*time.Microsecond))
			if os.Getenv("CAND") != "" {
				lg, _ := inLanguage(counted(c[max(0, len(c)-200):]), "")
				for _, c := range rated(lg, bg)[:12] {
					fmt.Printf("       %.2f %s %.0f%% shape %.1f all %.3f\n", c.score, c.form(), 100*c.share, c.shape(), bg.share(c.key))
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
