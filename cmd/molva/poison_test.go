package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"molva/classify"
	"molva/ingest"
	"molva/store"
)

// startWith runs the whole program as start does, after change had its way with the rooms.
func startWith(t *testing.T, dir string, change func(*rooms)) (*molva, *rooms) {
	t.Helper()
	p := newProgram(dir, io.Discard, io.Discard)
	p.configFile, p.dataDir = filepath.Join(dir, "molva.yaml"), filepath.Join(dir, "data")
	cfg, err := p.load()
	if err != nil {
		t.Fatal(err)
	}
	cfg.HTTP.Listen = "127.0.0.1:0"
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	m := &molva{t: t, dir: dir, stop: stop, code: make(chan int, 1)}
	r, err := p.build(ctx, cfg, allRoles, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	change(r)
	h, err := r.furnish(t.Context(), allRoles)
	if err != nil {
		t.Fatal(err)
	}
	ready := make(chan string, 1)
	go func() {
		code := exitDone
		if err := errors.Join(h.live(ctx, func(address string) error { ready <- address; return nil }), r.close()); err != nil {
			t.Error(err)
			code = exitFailed
		}
		m.code <- code
		close(ready)
	}()
	t.Cleanup(m.end)
	m.url = <-ready
	return m, r
}

// judging makes the program use a classifier of the test's own, which has this long for one mention.
func judging(c classify.Classifier, patience time.Duration) func(*rooms) {
	return func(r *rooms) { r.stage.Classifier, r.stage.Patience = c, patience }
}

// disgust finds everything bad, so that everything may be quoted.
type disgust struct{}

func disgusted(r *rooms) { judging(disgust{}, 0)(r) }

func (disgust) Classify(_ context.Context, _ ingest.Mention, about []classify.Subject) (classify.Verdict, error) {
	p := classify.Probabilities{Negative: 0.9, Neutral: 0.06, Positive: 0.04}
	v := classify.Verdict{Lang: "en", Sentiment: classify.Negative, P: p, Category: classify.Other, Model: "disgust-1"}
	for _, s := range about {
		v.Opinions = append(v.Opinions, classify.Opinion{Topic: s.Topic, Sentiment: classify.Negative, P: p})
	}
	return v, nil
}

// patience is far longer than any good mention takes and short enough for a test.
const patience = 200 * time.Millisecond

// secretWords stand in the poisonous mentions; no reason, log or list may repeat them.
const secretWords = "what only its author may say"

// moody is a classifier that some mentions upset, by their ids.
type moody struct {
	hang chan struct{} // what hangs goes on when it is closed

	mu    sync.Mutex
	tries map[string]int
}

func (c *moody) Classify(ctx context.Context, m ingest.Mention, about []classify.Subject) (classify.Verdict, error) {
	c.mu.Lock()
	c.tries[m.ID]++
	c.mu.Unlock()
	v, err := disgust{}.Classify(ctx, m, about)
	switch m.ID {
	case "panics":
		panic(m.Text)
	case "hangs":
		<-c.hang // it does not even obey its context
	case "waits":
		<-ctx.Done()
		return v, ctx.Err()
	case "fails":
		return v, errors.New("no answer")
	case "no number":
		v.Opinions[0].P.Negative = math.NaN()
	case "no sentiment":
		v.Sentiment = 7
	}
	return v, err
}

// poisons are the mentions that moody and the spoiler cannot bear: where they die, and of what.
var poisons = map[string]struct{ stage, reason string }{
	"panics":       {"classify", "panic: string"},
	"hangs":        {"classify", "no result within"},
	"waits":        {"classify", "no result within"},
	"fails":        {"classify", "no answer"},
	"no number":    {"classify", "a probability is NaN, want 0 to 1"},
	"no sentiment": {"classify", "sentiment is 7, want -1 to 1"},
	"unsavable":    {"save", "CHECK constraint failed"},
}

// spoiler takes the id off a mention on its way to the store, whose schema refuses one without.
type spoiler struct{ store.Supplier }

func (s spoiler) Batches(ctx context.Context, after uint64, max int, do func(context.Context, []classify.Result) error) error {
	return s.Supplier.Batches(ctx, after, max, func(ctx context.Context, batch []classify.Result) error {
		for _, r := range batch {
			if r.Tagged != nil && r.Tagged.Mention.ID == "unsavable" {
				r.Tagged.Mention.ID = ""
			}
		}
		return do(ctx, batch)
	})
}

const goodOnes = 40

// poisoned is a stream of good mentions with every poison somewhere in it.
func poisoned() (ids []string) {
	for i := range goodOnes {
		ids = append(ids, fmt.Sprintf("%02d", i))
	}
	for i, name := range slices.Sorted(maps.Keys(poisons)) {
		ids = slices.Insert(ids, 6*i+2, name)
	}
	return ids
}

func bodyOf(id string) string {
	if _, ok := poisons[id]; ok {
		return fmt.Sprintf(`{"id":%q,  "text":"kestrel: %s, of %s"}`, id, secretWords, id)
	}
	return fmt.Sprintf(`{"id":%q,"text":"kestrel number %[1]s does what it should"}`, id)
}

// TestPoison: a mention that nobody can classify or save is a dead letter after five tries. All others are stored, in
// their order, and once the fault is mended so is it.
func TestPoison(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "molva.yaml", shopConfig("http://127.0.0.1:9"))
	c := &moody{hang: make(chan struct{}), tries: map[string]int{}}
	t.Cleanup(func() { close(c.hang) })
	m, r := startWith(t, dir, func(r *rooms) {
		judging(c, patience)(r)
		r.supplier = spoiler{r.supplier}
	})
	ids := poisoned()
	var batch []ingest.Envelope
	for _, id := range ids {
		batch = append(batch, ingest.Envelope{Source: "shop", Network: "shop", ID: id, Body: []byte(bodyOf(id))})
	}
	if _, err := r.stream.Publish(t.Context(), batch); err != nil {
		t.Fatal(err)
	}
	if err := r.settled(t.Context()); err != nil {
		t.Fatal(err)
	}
	m.wantLedger(map[string]store.Intake{"shop": {Source: "shop", Received: len(ids), Stored: goodOnes, Dead: len(poisons)}})
	m.wantInOrder(slices.DeleteFunc(slices.Clone(ids), isPoison))
	m.wantPoisons()
	c.wantTries(t)
	m.do("verify")
	m.do("healthcheck")
	m.end()

	again, _ := startWith(t, dir, disgusted)
	again.do("dlq", "replay", "all")
	again.wantMended(len(ids))
}

func isPoison(id string) bool { _, ok := poisons[id]; return ok }

// wantInOrder compares the ids of all mentions, in the order in which they were stored.
func (m *molva) wantInOrder(want []string) {
	m.t.Helper()
	rows, err := collect(m.read().Mentions(m.t.Context(), store.Filter{}))
	if err != nil {
		m.t.Fatal(err)
	}
	slices.SortFunc(rows, func(a, b store.Row) int { return int(a.RowID - b.RowID) })
	var got []string
	for _, row := range rows {
		got = append(got, row.Mention.ID)
	}
	if !slices.Equal(got, want) {
		m.t.Errorf("stored are %q, want %q", got, want)
	}
}

// wantPoisons finds each poison among the dead letters: its bytes, where it died and why, in words that are not its own.
func (m *molva) wantPoisons() {
	m.t.Helper()
	seen := map[string]bool{}
	for _, d := range m.letters() {
		raw := string(m.letter(d.ID).Raw)
		_, id, _ := strings.Cut(strings.TrimSuffix(raw, `"}`), secretWords+", of ")
		want := poisons[id]
		if seen[id] = true; raw != bodyOf(id) || d.Stage != want.stage || !strings.Contains(d.Reason, want.reason) {
			m.t.Errorf("dead letter %+v holds %q, want %+v", d, raw, want)
		}
	}
	if len(seen) != len(poisons) {
		m.t.Errorf("dead are %q, want all of %q", slices.Sorted(maps.Keys(seen)), slices.Sorted(maps.Keys(poisons)))
	}
	if list := m.do("dlq", "list"); strings.Contains(list, secretWords) {
		m.t.Errorf("an author's words stand in the list: %s", list)
	}
}

func (c *moody) wantTries(t *testing.T) {
	t.Helper()
	c.mu.Lock()
	defer c.mu.Unlock()
	for id, n := range c.tries {
		switch {
		case poisons[id].stage == "classify" && n != classify.Tries:
			t.Errorf("%s was tried %d times, want %d", id, n, classify.Tries)
		case id == "unsavable" && n > 1:
			t.Errorf("%s was classified %d times; it is the store that cannot save it", id, n)
		}
	}
}

// wantMended waits until everything is stored and no letter is left, and finds that another replay stores nothing twice.
func (m *molva) wantMended(n int) {
	m.t.Helper()
	want := store.Intake{Source: "shop", Received: n + len(poisons), Stored: n, Dead: len(poisons)}
	m.wantLedger(map[string]store.Intake{"shop": want})
	if left := m.letters(); len(left) > 0 {
		m.t.Errorf("left are the dead letters %+v", left)
	}
	rows, err := collect(m.read().Mentions(m.t.Context(), store.Filter{}))
	if err != nil || len(rows) != n {
		m.t.Errorf("%d mentions are stored, want %d: %v", len(rows), n, err)
	}
	m.do("verify")
}
