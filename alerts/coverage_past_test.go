package alerts

import (
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"molva/alerts/phrase"
	"molva/classify"
	"molva/ingest"
	"molva/ingest/stream"
	"molva/store"
)

// What is lost, what is still to come and whose credentials end stand beside the numbers.
func TestCoverageOfTime(t *testing.T) {
	d := sample(t, tone(1, 1, 1), tone(1, 1, 1))
	at := func(day, hour int) time.Time { return time.Date(2026, 9, day, hour, 0, 0, 0, d.Topic.Zone) }
	d.Coverage = Coverage{
		Up:     2,
		Gaps:   []store.Gap{{Source: "telegram", From: at(22, 3), At: at(23, 9), Why: "nobody read it for 1d6h, the network looks back 24h"}},
		Past:   []Past{{"forum", at(1, 0)}},
		Ending: []Ending{{"shop", at(30, 12)}},
	}
	for language, want := range map[string][]string{
		"en": {"Lost from 22 Sep, 03:00 to 23 Sep, 09:00 from telegram: nobody read it for 1d6h, the network looks back 24h.",
			"forum is still reading the past since 1 Sep: the numbers of those days will grow.", "The credentials of shop end on 30 Sep."},
		"ru": {"Потеряно с 22 сентября, 03:00 до 23 сентября, 09:00 из telegram: nobody read it for 1d6h, the network looks back 24h.",
			"forum ещё читает прошлое с 1 сентября: числа тех дней вырастут.", "Ключи источника shop истекают 30 сентября."},
	} {
		p, err := phrase.New(language, Texts)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, l := range Tell(d, p, Links{}).Coverage.Lines {
			got = append(got, l.String())
		}
		for _, line := range want {
			if !slices.Contains(got, line) {
				t.Errorf("%s: %q lacks %q", language, got, line)
			}
		}
	}
}

// TestCoverageOfSources reads from the store what sources said of the past and of their credentials.
func TestCoverageOfSources(t *testing.T) {
	now := time.Date(2026, 9, 28, 9, 0, 0, 0, time.UTC)
	db, err := store.Open(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "molva.db"), Topics: []ingest.Topic{{ID: "zarya", Zone: time.UTC}}, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	week := store.Week(now.AddDate(0, 0, -3), time.UTC)
	var batch []classify.Result
	for i, s := range []ingest.SourceState{
		{Network: "discourse", State: ingest.OK, Back: &ingest.Back{Span: ingest.Span{From: week.From.AddDate(0, -1, 0), To: now}}},
		{Network: "discourse", State: ingest.OK, Back: &ingest.Back{Span: ingest.Span{From: week.From.AddDate(0, -1, 0), To: now}, Done: true}},
		{Network: "discourse", State: ingest.OK, Back: &ingest.Back{Span: ingest.Span{From: week.From.AddDate(0, -2, 0), To: week.From}}},
		{Network: "vk", State: ingest.OK, Expires: week.To.AddDate(0, 0, 13)},
		{Network: "vk", State: ingest.OK, Expires: week.To.AddDate(0, 0, 15)},
	} {
		id := fmt.Sprint("source", i)
		batch = append(batch, classify.Result{Item: stream.Item{Seq: uint64(i + 1), Kind: stream.Note, Source: id, Seen: now},
			Note: &ingest.Note{Source: id, At: now, State: &s}})
	}
	if err := db.Save(t.Context(), "test", batch); err != nil {
		t.Fatal(err)
	}
	c, err := cover(t.Context(), db, week)
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Past) != 1 || c.Past[0].Source != "source0" || len(c.Ending) != 1 || c.Ending[0].Source != "source3" {
		t.Errorf("still to come %v, ending %v; want that of source0, and source3", c.Past, c.Ending)
	}
}
