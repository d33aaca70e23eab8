package store_test

import (
	"testing"

	"molva/classify"
	"molva/classify/quantify"
	"molva/store"
)

func stored(t testing.TB, db *store.DB, after int64, max int) []store.StoredMention {
	t.Helper()
	all, err := db.Stored(t.Context(), after, max)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func reclassify(t testing.TB, db *store.DB, batch ...store.StoredMention) int {
	t.Helper()
	n, err := db.Reclassify(t.Context(), batch)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// another is what another model says: everything negative and without doubt.
func another(s store.StoredMention) store.StoredMention {
	v := classify.Verdict{Lang: "en", Sentiment: classify.Negative, P: odds(classify.Negative), Category: classify.ComplaintCategory, Model: "test-2"}
	for _, o := range s.Verdict.Opinions {
		v.Opinions = append(v.Opinions, classify.Opinion{Topic: o.Topic, Sentiment: classify.Negative, P: odds(classify.Negative)})
	}
	s.Verdict = v
	return s
}

func TestReclassify(t *testing.T) {
	db := open(t)
	unsure := fine().result()
	unsure.Tagged.Verdict.Opinions[1].Unsure, unsure.Tagged.Verdict.Mixed = true, true
	save(t, db, unsure, said{seq: 2, id: "2", text: "the boreal is what it is", topics: []string{"boreal"}}.result(), said{seq: 3, id: "3", deleted: true}.result())
	label(t, db, correct("kestrel", so, classify.Praise))

	all := stored(t, db, 0, 10)
	if len(all) != 2 {
		t.Fatalf("%d mentions are stored, want 2", len(all))
	}
	first := all[0]
	equal(t, "the model's word", first.Verdict, unsure.Tagged.Verdict)
	equal(t, "settled", first.Settled, []bool{true, false})
	if rest := stored(t, db, first.RowID, 10); len(rest) != 1 || rest[0].Mention.ID != "2" {
		t.Errorf("after the first come %d", len(rest))
	}
	if n := reclassify(t, db, first); n != 0 {
		t.Errorf("the same verdict changes %d", n)
	}
	if n := reclassify(t, db, another(first), another(all[1])); n != 2 {
		t.Errorf("another model changes %d of 2", n)
	}
	wantReads(t, db, "kestrel", "neutral ann praise true")
	wantReads(t, db, "lumen", "negative model:test-2 praise true")
	wantSum(t, db, "boreal", "1/0/0")
	wantRight(t, db)
	if n := reclassify(t, db, another(first), another(all[1])); n != 0 {
		t.Errorf("the same again changes %d", n)
	}

	edited := fine()
	edited.seq, edited.text, edited.edited = 4, "the kestrel and the lumen are better than fine", "2026-08-06T00:00:00Z"
	save(t, db, edited.result())
	if n := reclassify(t, db, another(first)); n != 0 {
		t.Error("a verdict on an older text is taken")
	}
	wantReads(t, db, "lumen", "positive model:test-1 other true")
	wantRight(t, db)
}

func TestTheSecondOpinion(t *testing.T) {
	db := open(t)
	r := fine().result()
	r.Tagged.Verdict.Opinions[0].Unsure = true
	save(t, db, r)
	doubtful := func(want int) []store.Row {
		t.Helper()
		rows, err := db.Doubtful(t.Context(), clock("2026-08-01T00:00:00Z"), 10)
		if err != nil || len(rows) != want {
			t.Fatalf("%d opinions are doubtful, %v, want %d", len(rows), err, want)
		}
		return rows
	}
	second := func(on store.Row, s *classify.Sentiment) {
		t.Helper()
		if err := db.Second(t.Context(), on, s, "oracle"); err != nil {
			t.Fatal(err)
		}
		wantRight(t, db)
	}
	on := doubtful(1)[0]
	if on.Topic != "kestrel" || !on.Unsure || on.Mixed {
		t.Errorf("doubtful is %+v", on)
	}
	second(on, nil)
	doubtful(0) // asked, even if in vain
	wantReads(t, db, "kestrel", "positive model:test-1 other true")
	second(on, bad)
	wantReads(t, db, "kestrel", "negative second:oracle other true")
	wantSum(t, db, "kestrel", "1/0/0")
	if c := cell(t, db, "kestrel"); c.Known != [3]int{} || c.N() != 1 {
		t.Errorf("a second opinion is known: %v", c.Known)
	}
	equal(t, "labelled by people", ids(list(t, db, store.Filter{Labelled: new(true)})), []string(nil))

	a := label(t, db, correct("kestrel", good, ""))
	wantReads(t, db, "kestrel", "positive ann other true")
	second(on, so)
	wantReads(t, db, "kestrel", "positive ann other true")
	if err := db.Unlabel(t.Context(), a.ID, "ann"); err != nil {
		t.Fatal(err)
	}
	wantReads(t, db, "kestrel", "neutral second:oracle other true")

	m := fine()
	m.seq, m.text, m.edited = 2, "forget it, kestrel and lumen", "2026-08-06T00:00:00Z"
	save(t, db, m.result())
	second(on, bad) // comes too late
	wantReads(t, db, "kestrel", "positive model:test-1 other true")
}

func cell(t testing.TB, db *store.DB, topic string) quantify.Cell {
	t.Helper()
	c, err := db.Cell(t.Context(), topic, store.Period{})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestCells(t *testing.T) {
	db := open(t)
	many(t, db, 60, "kestrel")
	label(t, db, correct("kestrel", bad, ""))
	label(t, db, store.Label{Mention: "vk:5", Topic: "kestrel", Sentiment: good, Category: classify.Promo, Purpose: store.Corrected, Labeller: "ann"})
	half := store.Period{From: clock("2026-08-05T00:10:30Z"), To: clock("2026-08-05T00:30:30Z")}
	cells, err := db.Cells(t.Context(), "zarya", []store.Period{{}, half})
	if err != nil {
		t.Fatal(err)
	}
	if cells[0].N() != 59 || cells[0].Known != [3]int{1, 0, 0} || cells[1].N() != 20 || cells[1].Known != [3]int{} {
		t.Errorf("cells hold %d and %d, known are %v and %v", cells[0].N(), cells[1].N(), cells[0].Known, cells[1].Known)
	}
	equal(t, "the cell of the topic below", cell(t, db, "kestrel"), cells[0])
	networks, err := db.CellsByNetwork(t.Context(), "zarya", store.Period{})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "networks", networks, map[string]quantify.Cell{"vk": cells[0]})
	if _, err := db.Sweep(t.Context(), clock("2026-08-05T00:20:00Z"), nil); err != nil {
		t.Fatal(err)
	}
	equal(t, "the cell after retention", cell(t, db, "zarya"), cells[0])
	wantRight(t, db)
	if _, err := db.Cell(t.Context(), "moon", store.Period{}); err == nil {
		t.Error("a topic nobody heard of has a cell")
	}
}
