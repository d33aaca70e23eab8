package lang

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"flag"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the tables anew")

// The files that the tables were counted from; nothing of the non-commercial folder is among them.
var tableFiles = map[string][]string{
	"en": {"en_semeval_tweets.train", "en_tweet_extraction.train", "en_airline.train", "en_reddit_goemotions.train", "en_app_review_types.train"},
	"ru": {"ru_sentirueval_banks_telecoms.train", "ru_app_reviews_video.train", "ru_cedr.train", "ru_bank_reviews.train"},
}

// A word is common when it occurs this often in the files.
var commonFrom = map[string]int{"en": 15, "ru": 10}

func TestTablesAreWhatTheFilesGive(t *testing.T) {
	data := os.Getenv("MOLVA_TEST_DATA")
	if data == "" {
		t.Skip("MOLVA_TEST_DATA is not set; the tables are counted from the files in its train folder")
	}
	for folder, a := range map[string]alphabet{"en": latinAlphabet, "ru": cyrillicAlphabet} {
		c := counter{alphabet: a, triples: make([]float64, a.triples()), words: make(map[string]int)}
		for _, name := range tableFiles[folder] {
			c.file(t, filepath.Join(data, "train", name+".jsonl.gz"))
		}
		compare(t, folder+"/trigrams.bin", costs(a, c.triples))
		compare(t, folder+"/common.tsv", c.common(commonFrom[folder]))
	}
}

func compare(t *testing.T, path string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is not what the training files give; run with -update", path)
	}
}

type counter struct {
	alphabet alphabet
	triples  []float64
	words    map[string]int // only those wholly in our letters
}

func (c *counter) file(t *testing.T, path string) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var post struct{ Text string }
		if err := json.Unmarshal(lines.Bytes(), &post); err != nil {
			t.Fatal(err)
		}
		for word := range words(post.Text) {
			c.word(strings.Map(fold, word))
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
}

func (c *counter) word(word string) {
	var x, y int
	ours := true
	for _, r := range word + " " {
		z := c.alphabet.symbol(r)
		ours = ours && (z != 0 || r == ' ' || r == '\'')
		if y != 0 || z != 0 {
			c.triples[c.alphabet.at(x, y, z)]++
		}
		x, y = y, z
	}
	if ours {
		c.words[word]++
	}
}

func (c *counter) common(from int) []byte {
	var list bytes.Buffer
	list.WriteString("# Words often met in the project's labelled training texts; made by a test, see tables_test.go.\n")
	for _, word := range slices.Sorted(maps.Keys(c.words)) {
		if c.words[word] >= from && len(word) > 1 {
			list.WriteString(word + "\n")
		}
	}
	return list.Bytes()
}

// costs turns counts into the table. A letter after two others is mixed with the letter after one, so that a triple
// never seen is judged by its pair.
func costs(a alphabet, counts []float64) []byte {
	n := a.size + 1
	pairs := make([]float64, n*n)
	for x := range n {
		for y := range n {
			for z := range n {
				pairs[y*n+z] += counts[a.at(x, y, z)]
			}
		}
	}
	table := make([]byte, a.triples())
	for x := range n {
		for y := range n {
			row, pairRow := counts[a.at(x, y, 0):a.at(x, y, n-1)+1], pairs[y*n:(y+1)*n]
			total, pairTotal := sum(row), sum(pairRow)
			for z := range n {
				byPair := (pairRow[z] + 0.05) / (pairTotal + 0.05*float64(n))
				p := (row[z] + 5*byPair) / (total + 5)
				table[a.at(x, y, z)] = byte(min(255, math.Round(-math.Log(p)*trigramStep)))
			}
		}
	}
	return table
}

func sum(xs []float64) (s float64) {
	for _, x := range xs {
		s += x
	}
	return s
}
