package query_test

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"molva/ingest"
	"molva/ingest/query"
)

// The labelled streams: queries of ours must find the brands that people marked. Each pair of a mention and a brand
// counts once.
func TestReplay(t *testing.T) {
	dir := os.Getenv("MOLVA_TEST_DATA")
	if dir == "" {
		t.Skip("MOLVA_TEST_DATA is not set")
	}
	for _, tt := range []struct {
		topics, stream    string
		precision, recall float64
	}{
		{"ru_banks_telecoms", "ru_banks_telecoms", 0.97, 0.97},
		{"airlines", "airline", 0.97, 0.97},
	} {
		t.Run(tt.topics, func(t *testing.T) {
			set, err := query.NewSet(readTopics(t, filepath.Join("testdata", tt.topics+".tsv")))
			if err != nil {
				t.Fatal(err)
			}
			brands := readBrands(t, filepath.Join(dir, "replay", tt.stream+".labels.jsonl.gz"))
			var s score
			eachLine(t, filepath.Join(dir, "replay", tt.stream+".jsonl.gz"), func(r record) {
				s.count(set.Match(&ingest.Mention{Text: r.Text}), brands[r.ID])
			})
			t.Logf("%d right, %d wrong, %d missed: precision %.4f, recall %.4f", s.right, s.wrong, s.missed, s.precision(), s.recall())
			if s.precision() < tt.precision || s.recall() < tt.recall {
				t.Errorf("precision %.4f and recall %.4f, want %.2f and %.2f", s.precision(), s.recall(), tt.precision, tt.recall)
			}
		})
	}
}

type record struct {
	ID      string         `json:"id"`
	Text    string         `json:"text"`
	Brand   string         `json:"brand"`
	Targets map[string]any `json:"targets"`
}

type score struct{ right, wrong, missed int }

func (s *score) count(found []string, marked map[string]bool) {
	right := 0
	for _, id := range found {
		if marked[id] {
			right++
		}
	}
	s.right += right
	s.wrong += len(found) - right
	s.missed += len(marked) - right
}

func (s *score) precision() float64 { return float64(s.right) / float64(s.right+s.wrong) }
func (s *score) recall() float64    { return float64(s.right) / float64(s.right+s.missed) }

// readTopics reads id, name, parent and query, tab separated; a line that begins with # is a comment.
func readTopics(t *testing.T, path string) []ingest.Topic {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var topics []ingest.Topic
	for line := range strings.Lines(string(b)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(f) != 4 {
			t.Fatalf("%s: %d columns in %q, want 4", path, len(f), line)
		}
		topics = append(topics, ingest.Topic{ID: f[0], Name: f[1], Parent: f[2], Query: f[3]})
	}
	return topics
}

// readBrands reads the ids of the brands that people marked in each mention.
func readBrands(t *testing.T, path string) map[string]map[string]bool {
	brands := map[string]map[string]bool{}
	eachLine(t, path, func(r record) {
		marked := map[string]bool{}
		for id := range r.Targets {
			marked[id] = true
		}
		if len(r.Targets) == 0 {
			marked[strings.ToLower(strings.ReplaceAll(r.Brand, " ", ""))] = true
		}
		brands[r.ID] = marked
	})
	return brands
}

func eachLine(t *testing.T, path string, do func(record)) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(bufio.NewReader(f))
	if err != nil {
		t.Fatal(err)
	}
	for dec := json.NewDecoder(z); ; {
		var r record
		switch err := dec.Decode(&r); err {
		case nil:
			do(r)
		case io.EOF:
			return
		default:
			t.Fatal(err)
		}
	}
}
