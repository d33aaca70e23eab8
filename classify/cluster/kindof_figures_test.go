package cluster_test

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"molva/classify/cluster"
	"molva/classify/sentiment"
	"molva/ingest"
)

// TestKindsOfPublicTexts classifies every fourth text of a set and asks for the share that is placed as trouble or as a
// wish: of requests nearly all, of what nobody asks for hardly any. The last two hold less what the classifier itself
// takes for complaints.
func TestKindsOfPublicTexts(t *testing.T) {
	data := os.Getenv("MOLVA_TEST_DATA")
	if data == "" {
		t.Skip("MOLVA_TEST_DATA is not set")
	}
	model, err := sentiment.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, set := range []struct {
		name, label string
		min, max    float64
	}{
		{"en_intents_bitext", "", .92, 1},
		{"en_intents_clinc150", "", .87, 1},
		{"en_airline", "negative", .94, 1},
		{"ru_app_reviews_video", "negative", .92, 1},
		{"ru_sentirueval_banks_telecoms", "neutral", 0, .12},
		{"ru_cedr", "neutral", 0, .24},
		{"ru_news_rusentne_entities", "neutral", 0, .14},
	} {
		var placed, asking, all float64
		eachText(t, filepath.Join(data, "train", set.name+".train.jsonl.gz"), func(n int, r labelled) {
			if n%4 != 0 || set.label != "" && r.Label != set.label {
				return
			}
			v, err := model.Classify(context.Background(), ingest.Mention{Text: r.Text, Lang: r.Lang}, nil)
			if err != nil {
				t.Fatal(err)
			}
			said := cluster.Said{Sentiment: v.Sentiment, Category: v.Category, Text: r.Text}
			kind, asks, ok := cluster.KindOf(said)
			all++
			if ok && kind != cluster.Praise {
				placed++
			}
			if asks {
				asking++
			}
		})
		t.Logf("%-32s %-8s n %5.0f  placed %.3f  of them asking %.3f", set.name, set.label, all, placed/all, asking/placed)
		if share := placed / all; share < set.min || share > set.max {
			t.Errorf("%s: %.3f placed, want %.2f to %.2f", set.name, share, set.min, set.max)
		}
	}
}

type labelled struct{ Text, Lang, Label string }

func eachText(t *testing.T, path string, do func(n int, r labelled)) {
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
	lines.Buffer(nil, 1<<20)
	for n := 0; lines.Scan(); n++ {
		var r labelled
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		do(n, r)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
}
