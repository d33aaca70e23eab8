package naming

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/jdkato/prose/v2"
)

func TestTagLab(t *testing.T) {
	if os.Getenv("TAG") == "" {
		t.Skip()
	}
	first, _ := prose.NewDocument("x", prose.WithSegmentation(false), prose.WithExtraction(false))
	counts := map[string]map[byte]int{}
	total, differ := 0, 0
	defer func() { fmt.Println(total, differ) }()
	for _, name := range []string{"train/en_airline.train.jsonl.gz", "train/en_app_review_types.train.jsonl.gz", "train/en_intents_clinc150.train.jsonl.gz", "train/en_intents_bitext.train.jsonl.gz", "train/en_tweet_extraction.train.jsonl.gz"} {
		rows := labRead(t, name)
		for _, x := range rows[:min(6000, len(rows))] {
			d, err := prose.NewDocument(strings.ToLower(x.Text), prose.WithSegmentation(false), prose.WithExtraction(false), prose.UsingModel(first.Model))
			if err != nil {
				continue
			}
			if os.Getenv("TWICE") != "" {
				e, _ := prose.NewDocument(strings.ToLower(x.Text), prose.WithSegmentation(false), prose.WithExtraction(false), prose.UsingModel(first.Model))
				a, b := d.Tokens(), e.Tokens()
				total += len(a)
				for i := range a {
					if a[i].Tag != b[i].Tag {
						differ++
						fmt.Println(a[i], b[i])
					}
				}
			}
			for _, tok := range d.Tokens() {
				c := byte('-')
				switch {
				case strings.HasPrefix(tok.Tag, "NN"):
					c = 'n'
				case strings.HasPrefix(tok.Tag, "VB"):
					c = 'v'
				case strings.HasPrefix(tok.Tag, "JJ"):
					c = 'j'
				case strings.HasPrefix(tok.Tag, "RB"):
					c = 'r'
				}
				if counts[tok.Text] == nil {
					counts[tok.Text] = map[byte]int{}
				}
				counts[tok.Text][c]++
			}
		}
	}
	sum := func(m map[byte]int) (n int) {
		for _, x := range m {
			n += x
		}
		return
	}
	words := slices.SortedFunc(maps.Keys(counts), func(a, b string) int { return cmp.Or(cmp.Compare(sum(counts[b]), sum(counts[a])), cmp.Compare(a, b)) })
	f, _ := os.Create("/tmp/lab-L/tags.tsv")
	for _, w := range words {
		if n := sum(counts[w]); n >= 8 {
			m := counts[w]
			fmt.Fprintf(f, "%s\t%d\t%d\t%d\t%d\t%d\n", w, n, m['n'], m['v'], m['j'], m['r'])
		}
	}
	f.Close()
}
