package store_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"molva/ingest"
	"molva/store"
)

// walk is a database in which people spoke and then walked, some of them without consent at a step.
type walk struct {
	db   *store.DB
	seq  uint64
	told []ingest.Step
}

func (w *walk) tell(t testing.TB, steps ...ingest.Step) {
	t.Helper()
	w.seq++
	w.told = append(w.told, steps...)
	save(t, w.db, note(w.seq, ingest.Note{Source: "crm", At: now, Steps: steps}))
}

// step is one of the customer with a number, who is the author of that number where named is set, and there is consent.
func (w *walk) step(t testing.TB, customer int, named bool, stage string, hours int, consent bool) ingest.Step {
	t.Helper()
	key, err := w.db.PseudonymKey(t.Context(), fmt.Sprint("customer", customer))
	if err != nil {
		t.Fatal(err)
	}
	s := ingest.Step{Key: key, Stage: stage, Topic: []string{"kestrel", "lumen"}[customer%2], At: at(hours), Consent: consent}
	if named && consent {
		if s.Handle, err = w.db.Pseudonym(t.Context(), "vk", fmt.Sprint("author", customer)); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func paths(t testing.TB, db *store.DB, q store.StepQuery) []store.Path {
	t.Helper()
	all, err := db.Paths(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func steps(t testing.TB, db *store.DB, q store.StepQuery) []ingest.Step {
	t.Helper()
	all, err := db.Steps(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestPaths(t *testing.T) {
	w := &walk{db: open(t), seq: 10}
	save(t, w.db, results(
		said{seq: 1, id: "1", text: "the kestrel is fine", author: "author2", at: "2026-09-20T10:40:00Z", topics: []string{"kestrel"}},
		said{seq: 2, id: "2", text: "a good lamp, the kestrel", author: "author2", at: "2026-09-20T09:40:00Z", topics: []string{"kestrel"}},
		said{seq: 3, id: "3", text: "the lumen is fine", author: "author4", topics: []string{"lumen"}},
	)...)
	w.tell(t,
		w.step(t, 2, true, "contact", -50, true), w.step(t, 2, false, "customer", -40, true), w.step(t, 2, false, "customer", -20, true),
		w.step(t, 4, true, "contact", -30, true),
		w.step(t, 6, true, "contact", -10, true), w.step(t, 6, true, "lead", -9, false))
	want := []store.Path{
		{Steps: map[string]time.Time{"contact": at(-30)}}, // spoke of another topic
		{Steps: map[string]time.Time{"contact": at(-10)}},
		{Mentioned: clock("2026-09-20T09:00:00Z"), Steps: map[string]time.Time{"contact": at(-50), "customer": at(-40)}},
		{Loose: true, Steps: map[string]time.Time{"lead": at(-9)}},
	}
	equal(t, "paths", paths(t, w.db, store.StepQuery{Topic: "kestrel"}), want)
	equal(t, "paths of buyers", paths(t, w.db, store.StepQuery{Topic: "zarya", Stage: "customer"}), want[2:3])
	equal(t, "paths of another topic", paths(t, w.db, store.StepQuery{Topic: "lumen"}), []store.Path(nil))
	equal(t, "late steps", len(steps(t, w.db, store.StepQuery{Period: store.Period{From: at(-20), To: at(-9)}})), 2)

	w.tell(t, w.told...)
	equal(t, "paths told twice", paths(t, w.db, store.StepQuery{Topic: "kestrel"}), want)
	w.tell(t, w.step(t, 6, true, "lead", -9, true))
	want[1].Steps["lead"] = at(-9)
	equal(t, "paths after consent", paths(t, w.db, store.StepQuery{Topic: "kestrel"}), want[:3])
	wantRight(t, w.db)
}

func TestStepsThatCannotBeKept(t *testing.T) {
	w := &walk{db: open(t)}
	good := w.step(t, 2, true, "contact", -1, true)
	late, strange, unread := good, good, good
	late.At, strange.Topic, unread.Handle = at(48), "boréal", "author2"
	w.tell(t, late, strange, unread, good)
	equal(t, "steps", len(steps(t, w.db, store.StepQuery{})), 1)
	equal(t, "intake", intake(t, w.db, "crm"), store.Intake{Source: "crm", Received: 3, Rejected: 3})
	if _, err := w.db.Steps(t.Context(), store.StepQuery{Topic: "boréal"}); err == nil {
		t.Error("a topic that nobody heard of has steps")
	}
}

// TestErasingAContactMovesNothing: whoever is erased, of whatever people took whatever steps, totals and paths stay, no import
// brings anybody back, and the file knows nothing of them.
func TestErasingAContactMovesNothing(t *testing.T) {
	for seed := range uint64(8) {
		rng := rand.New(rand.NewPCG(seed, 7))
		w := &walk{db: open(t)}
		for i := range 40 {
			w.seq++
			save(t, w.db, said{seq: w.seq, id: fmt.Sprint(i), text: fmt.Sprint("the kestrel and the lumen, said ", i), author: fmt.Sprint("author", rng.IntN(12)),
				at: at(-24 - rng.IntN(400)).Format(time.RFC3339), topics: []string{"kestrel", "lumen"}[:1+rng.IntN(2)]}.result())
		}
		for range 60 {
			w.tell(t, w.step(t, rng.IntN(12), rng.IntN(2) == 0, ingest.Stages[rng.IntN(4)], -rng.IntN(300), rng.IntN(3) > 0))
		}
		queries := []store.StepQuery{{}, {Topic: "zarya"}, {Topic: "kestrel", Stage: "customer"}, {Topic: "lumen", Period: store.Period{From: at(-100)}}}
		before := map[int]any{}
		for i, q := range queries {
			before[i] = []any{steps(t, w.db, q), paths(t, w.db, q)}
		}
		for range 6 {
			who := rng.IntN(12)
			contact := store.Contact{Network: "vk", Author: fmt.Sprint("author", who)}
			if rng.IntN(2) == 0 {
				contact = store.Contact{Key: fmt.Sprint("customer", who)}
			}
			if _, err := w.db.EraseContact(t.Context(), contact); err != nil {
				t.Fatal(err)
			}
			again, err := w.db.EraseContact(t.Context(), contact)
			if err != nil || again != 0 {
				t.Fatalf("erasing once more gives %d, %v, want 0", again, err)
			}
		}
		w.tell(t, w.told...)
		for i, q := range queries {
			equal(t, fmt.Sprintf("seed %d, query %d", seed, i), []any{steps(t, w.db, q), paths(t, w.db, q)}, before[i])
		}
		wantRight(t, w.db)
	}
}

// TestErasedIsNotInTheFile: neither what a CRM calls somebody nor what steps called them is there.
func TestErasedIsNotInTheFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "molva.db")
	w := &walk{db: openAt(t, path, tree(t))}
	s := w.step(t, 2, true, "contact", -1, true)
	nameless := w.step(t, 4, false, "lead", -1, false)
	var err error
	if nameless.Key, err = w.db.PseudonymKey(t.Context(), "vk:author2"); err != nil { // as imports do that have no other key
		t.Fatal(err)
	}
	w.tell(t, s, w.step(t, 2, false, "lead", -1, false), nameless)
	if n, err := w.db.EraseContact(t.Context(), store.Contact{Network: "vk", Author: "author2"}); n != 3 || err != nil {
		t.Fatalf("erased %d steps, %v, want 3", n, err)
	}
	if _, err := w.db.EraseContact(t.Context(), store.Contact{Network: "vk"}); err == nil {
		t.Error("nobody was erased")
	}
	w.db.Close()
	content, err := os.ReadFile(path)
	if err != nil || bytes.Contains(content, []byte(s.Key)) || bytes.Contains(content, []byte("customer2")) {
		t.Errorf("the file names who was erased, or cannot be read: %v", err)
	}
}

// BenchmarkPaths reads the paths of ten thousand people over a hundred thousand mentions.
func BenchmarkPaths(b *testing.B) {
	w := &walk{db: open(b), seq: 1_000_000}
	for i := range 20 {
		save(b, w.db, crowd(i*5000, 5000)...)
	}
	for i := range 10_000 {
		key := fmt.Sprintf("%032x", i)
		handle, err := w.db.Pseudonym(b.Context(), "vk", fmt.Sprint(i))
		if err != nil {
			b.Fatal(err)
		}
		w.told = append(w.told, ingest.Step{Key: key, Handle: handle, Stage: "contact", Topic: "kestrel", At: now, Consent: true})
	}
	w.tell(b, w.told...)
	for b.Loop() {
		if n := len(paths(b, w.db, store.StepQuery{Topic: "zarya"})); n != 10_000 {
			b.Fatal(n)
		}
	}
}
