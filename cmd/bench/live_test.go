package bench

import (
	"testing"
	"time"

	"molva/ingest"
)

// TestWatchSeesTheLateOne: a mention that comes to be seen after many that were sent later is not overlooked.
func TestWatchSeesTheLateOne(t *testing.T) {
	b, err := prepare(options(t))
	if err != nil {
		t.Fatal(err)
	}
	db, err := b.openStore(t.Context(), b.dir)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	const n = 40
	began := time.Now().Add(-n * time.Second)
	w := &watch{sent: map[string]time.Time{}}
	bring := func(from, to int) {
		t.Helper()
		for i := from; i < to; i++ {
			items, err := items([]ingest.Mention{b.living(i, began.Add(time.Duration(i)*time.Second))}, 0)
			if err != nil {
				t.Fatal(err)
			}
			items[0].Seq, items[0].Seen = 0, time.Now() // of no log
			results, err := b.stage.Do(t.Context(), items)
			if err == nil {
				err = db.Save(t.Context(), logName, results)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	for i := range n {
		w.went(b.living(i, began).ID, began.Add(time.Duration(i)*time.Second))
	}
	bring(1, n)
	if done, err := w.look(t.Context(), db, n); done || err != nil || len(w.took) != n-1 {
		t.Fatalf("saw %d: %v, %v", len(w.took), done, err)
	}
	bring(0, 1)
	if done, err := w.look(t.Context(), db, n); !done || err != nil {
		t.Errorf("the late one was not seen: %v, %v", done, err)
	}
}
