package main

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"molva/ingest"
	"molva/store"
)

// TestPoisonHoldsNobodyUp: with the patience of the program as it is, a message that panics, one that takes a minute and
// one that cannot be saved cost those that come beside and after them five seconds at most.
func TestPoisonHoldsNobodyUp(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "molva.yaml", shopConfig("http://127.0.0.1:9"))
	c := &moody{hang: make(chan struct{}), tries: map[string]int{}}
	t.Cleanup(func() { close(c.hang) })
	m, r := startWith(t, dir, func(r *rooms) {
		judging(c, 0)(r)
		r.supplier = spoiler{r.supplier}
	})
	q := &queue{t: t, pipe: r.stream, sent: map[string]time.Time{}, seen: map[string]bool{}}
	calm := m.worstLag(q, func() { q.send(60) })
	sick := m.worstLag(q, func() {
		q.put("panics", "hangs", "unsavable")
		q.send(160)
	})
	m.wantLedger(map[string]store.Intake{"shop": {Source: "shop", Received: 223, Stored: 220, Dead: 3}})
	if sick > calm+5*time.Second {
		t.Errorf("beside the poison a mention took up to %v, want %v and five seconds at most", sick, calm)
	}
	t.Logf("a mention took up to %v, and beside the poison %v", calm, sick)
}

// queue sends mentions and remembers when.
type queue struct {
	t    *testing.T
	pipe ingest.Pipe

	mu   sync.Mutex
	sent map[string]time.Time // by id
	seen map[string]bool      // in the store
	next int
}

func (q *queue) put(ids ...string) {
	q.t.Helper()
	var batch []ingest.Envelope
	for _, id := range ids {
		batch = append(batch, ingest.Envelope{Source: "shop", Network: "shop", ID: id, Body: []byte(bodyOf(id))})
	}
	if _, err := q.pipe.Publish(q.t.Context(), batch); err != nil {
		q.t.Error(err)
	}
}

// send sends good mentions, one every 25 milliseconds.
func (q *queue) send(n int) {
	tick := time.NewTicker(25 * time.Millisecond)
	defer tick.Stop()
	for range n {
		q.mu.Lock()
		id := fmt.Sprint("good", q.next)
		q.next++
		q.sent[id] = time.Now()
		q.mu.Unlock()
		q.put(id)
		<-tick.C
	}
}

// worstLag sends and returns the longest time that a good mention took from there into the store.
func (m *molva) worstLag(q *queue, send func()) (worst time.Duration) {
	m.t.Helper()
	ctx, done := context.WithCancel(m.t.Context())
	go func() {
		defer done()
		send()
	}()
	db := m.read()
	eventually(m.t, "every good mention is stored", func() bool {
		rows, err := collect(db.Mentions(m.t.Context(), store.Filter{}))
		if err != nil {
			m.t.Fatal(err)
		}
		q.mu.Lock()
		defer q.mu.Unlock()
		for _, row := range rows {
			if id := row.Mention.ID; !q.seen[id] {
				q.seen[id] = true
				worst = max(worst, time.Since(q.sent[id]))
			}
		}
		return ctx.Err() != nil && len(q.seen) == len(q.sent)
	})
	return worst
}
