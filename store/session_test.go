package store

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"molva/classify"
	"molva/ingest"
	"molva/ingest/stream"
)

func resultOf(seq uint64, text string) classify.Result {
	return classify.Result{
		Item: stream.Item{Seq: seq, Source: "vk"},
		Tagged: classify.Tag(ingest.Mention{ID: fmt.Sprint(seq), Network: "vk", Text: text},
			classify.Verdict{Opinions: []classify.Opinion{{Topic: "kestrel"}}}),
	}
}

// A full disk ends the transaction on SQLite's side. It is the machine's fault, and once there is room all is well.
func TestAFullDiskIsNobodysFault(t *testing.T) {
	db := newDB(t, filepath.Join(t.TempDir(), "molva.db"))
	var pages int
	if err := db.write.QueryRow(`PRAGMA page_count`).Scan(&pages); err != nil {
		t.Fatal(err)
	}
	if _, err := db.write.Exec(fmt.Sprintf(`PRAGMA max_page_count = %d`, pages)); err != nil {
		t.Fatal(err)
	}
	batch := []classify.Result{resultOf(1, strings.Repeat("a long story about the kestrel ", 2000))}
	err := db.Save(t.Context(), "RAW", batch)
	if err == nil || !fromOutside(err) {
		t.Fatalf("a full disk gives %v", err)
	}
	if err := db.Save(t.Context(), "RAW", batch); err != nil { // a new connection, which has no such limit
		t.Fatal(err)
	}
	if found, err := db.Verify(t.Context()); err != nil || len(found) > 0 {
		t.Errorf("verify: %v, %v", found, err)
	}
}

func TestAConnectionThatLostItsTransactionIsGivenUp(t *testing.T) {
	db := newDB(t, filepath.Join(t.TempDir(), "molva.db"))
	_, err := db.write.Exec(`CREATE TRIGGER harm BEFORE INSERT ON mention WHEN new.text = 'poison' BEGIN SELECT raise(ROLLBACK, 'harm'); END`)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Save(t.Context(), "RAW", []classify.Result{resultOf(1, "fine"), resultOf(2, "poison")}); err == nil || fromOutside(err) {
		t.Fatalf("poison gives %v", err)
	}
	if err := db.Save(t.Context(), "RAW", []classify.Result{resultOf(1, "fine"), resultOf(3, "fine as well")}); err != nil {
		t.Fatal(err)
	}
	var n int
	if err := db.read.QueryRow(`SELECT count(*) FROM mention`).Scan(&n); err != nil || n != 2 {
		t.Errorf("%d mentions, %v, want 2", n, err)
	}
}

// TestClosingLeavesNothingRunning: a bubble with a goroutine left in it fails.
func TestClosingLeavesNothingRunning(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		dir := t.TempDir()
		db := newDB(t, filepath.Join(dir, "molva.db"))
		if err := db.Backup(t.Context(), filepath.Join(dir, "backup")); err != nil {
			t.Fatal(err)
		}
	})
}

// TestAnIndexThatFailsIsSaidOnce: a minute of failing is one line in the log, and then it goes on.
func TestAnIndexThatFailsIsSaidOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		db := newDB(t, filepath.Join(t.TempDir(), "molva.db"))
		if err := db.Save(t.Context(), "RAW", []classify.Result{resultOf(1, "fine")}); err != nil {
			t.Fatal(err)
		}
		var said bytes.Buffer
		w := &Writer{DB: db, Log: slog.New(slog.NewTextHandler(&said, nil))}
		for _, harm := range []string{
			`CREATE TRIGGER harm BEFORE UPDATE ON meta BEGIN SELECT raise(ABORT, 'harm'); END`, `DROP TRIGGER harm`,
		} {
			if _, err := db.write.Exec(harm); err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			w.index(ctx)
			cancel()
		}
		if n := strings.Count(said.String(), "\n"); n != 1 {
			t.Errorf("said %d times, want once:\n%s", n, said.String())
		}
		if n, err := db.Unindexed(t.Context()); n != 0 || err != nil {
			t.Errorf("%d are not indexed, %v", n, err)
		}
	})
}

func TestBothSpellOutTheTopicsAboveAlike(t *testing.T) {
	db := newDB(t, filepath.Join(t.TempDir(), "molva.db"))
	var topics []ingest.Topic
	for _, pair := range []string{"group:", "company:group", "brand:company", "a:brand", "b:brand", "c:company"} {
		id, parent, _ := strings.Cut(pair, ":")
		topics = append(topics, ingest.Topic{ID: id, Parent: parent})
	}
	if err := db.SetTopics(t.Context(), topics); err != nil {
		t.Fatal(err)
	}
	var batch []classify.Result
	for i, named := range []string{"a", "a b", "a b c", "a c", "brand a", "group c", "company", "b c brand"} {
		r := resultOf(uint64(i+1), named)
		r.Tagged.Verdict.Opinions = nil
		r.Tagged.Verdict.P = classify.Probabilities{Neutral: 1}
		for j, topic := range strings.Fields(named) {
			r.Tagged.Verdict.Opinions = append(r.Tagged.Verdict.Opinions, classify.Opinion{Topic: topic, Sentiment: classify.Sentiments[(i+j*i)%3],
				P: classify.Probabilities{Negative: 1 / float64(i+j+2), Neutral: 1 - 1/float64(i+j+2)}})
		}
		batch = append(batch, r)
	}
	if err := db.Save(t.Context(), "RAW", batch); err != nil {
		t.Fatal(err)
	}
	const columns = `mention, topic, direct, sentiment, p_negative, p_neutral, p_positive, published`
	for _, query := range []string{
		`SELECT ` + columns + ` FROM (` + derived + `) EXCEPT SELECT ` + columns + ` FROM opinion WHERE direct = 0`,
		`SELECT ` + columns + ` FROM opinion WHERE direct = 0 EXCEPT SELECT ` + columns + ` FROM (` + derived + `)`,
	} {
		var n int
		if err := db.read.QueryRow(`SELECT count(*) FROM (` + query + `)`).Scan(&n); err != nil || n != 0 {
			t.Errorf("%d rows differ, %v", n, err)
		}
	}
}
