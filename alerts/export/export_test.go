package export

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"iter"
	"strings"
	"testing"
	"time"

	"molva/classify"
	"molva/ingest"
	"molva/store"
)

// rows are a row that says all, one that says little, and an error where there is one.
func rows(text string, wrong error) iter.Seq2[store.Row, error] {
	at := time.Date(2026, 9, 1, 12, 0, 0, 0, time.FixedZone("", 3*3600))
	rating := 2.0
	return func(yield func(store.Row, error) bool) {
		full := store.Row{Mention: ingest.Mention{ID: "1", Network: "vk", Text: text, Title: "=A1", URL: "https://vk.example/1", Author: ingest.Author{ID: "7", Name: "Anna"}, Published: at, Seen: at, Rating: &rating},
			Topic: "kestrel", Sentiment: classify.Negative, P: classify.Probabilities{Negative: 0.75, Neutral: 0.25}, Category: classify.Question, Lang: "ru", Counted: true, LabelledBy: "model:1", Source: "shop"}
		if !yield(full, nil) || !yield(store.Row{Mention: ingest.Mention{ID: "2", Network: "vk", Text: "второе"}}, nil) {
			return
		}
		if wrong != nil {
			yield(store.Row{}, wrong)
		}
	}
}

const hostile = "<b>first</b> \"line\"\n=cmd|' /C calc'!A0"

// TestCSV: what a spreadsheet reads back is what was said, and no formula.
func TestCSV(t *testing.T) {
	var out strings.Builder
	if err := CSV(&out, rows(hostile, nil)); err != nil {
		t.Fatal(err)
	}
	all, err := csv.NewReader(strings.NewReader(out.String())).ReadAll()
	if err != nil || len(all) != 3 {
		t.Fatalf("%d rows, %v", len(all), err)
	}
	got := map[string]string{}
	for i, name := range all[0] {
		got[name] = all[1][i]
	}
	for name, want := range map[string]string{
		"id": "vk:1", "source": "shop", "author": "7", "published_at": "2026-09-01T09:00:00Z", "text": "<b>first</b> \"line\"\n'=cmd|' /C calc'!A0", "title": "'=A1",
		"topic": "kestrel", "sentiment": "negative", "p_negative": "0.75", "category": "question", "counted": "true", "labelled_by": "model:1",
	} {
		if got[name] != want {
			t.Errorf("%s is %q, want %q", name, got[name], want)
		}
	}
	if strings.Contains(out.String(), "Anna") {
		t.Error("a person's name leaves")
	}
}

// TestJSONL: one object a line, with the words as they were, and without what nobody knows.
func TestJSONL(t *testing.T) {
	var out strings.Builder
	if err := JSONL(&out, rows(hostile, nil)); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if len(lines) != 2 {
		t.Fatalf("%d lines", len(lines))
	}
	var first Mention
	if err := json.Unmarshal([]byte(lines[0]), &first); err != nil || first.Text != hostile || first.ID != "vk:1" || *first.Rating != 2 {
		t.Errorf("%+v, %v", first, err)
	}
	for _, unknown := range []string{"rating", "engagement", "url", "topic", "duplicate_of", "scores"} {
		if strings.Contains(lines[1], `"`+unknown+`"`) {
			t.Errorf("%s is told of a mention of which nobody knows it", unknown)
		}
	}
	if !strings.Contains(lines[0], "<b>") {
		t.Error("the text is written otherwise than it was said")
	}
}

// TestBrokenOff: what cannot be read on is an error, and so is what cannot be written.
func TestBrokenOff(t *testing.T) {
	gone := errors.New("the disk is gone")
	for name, write := range map[string]func(*strings.Builder) error{
		"csv":   func(b *strings.Builder) error { return CSV(b, rows("x", gone)) },
		"jsonl": func(b *strings.Builder) error { return JSONL(b, rows("x", gone)) },
	} {
		var out strings.Builder
		if err := write(&out); !errors.Is(err, gone) || out.Len() == 0 {
			t.Errorf("%s: %v after %d bytes", name, err, out.Len())
		}
	}
	if CSV(full{}, rows("x", nil)) == nil || JSONL(full{}, rows("x", nil)) == nil {
		t.Error("nobody says that the disk is full")
	}
}

// full takes nothing more.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left") }
