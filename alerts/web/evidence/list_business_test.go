package evidence

import (
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"molva/alerts/metric"
	"molva/classify"
	"molva/ingest"
	"molva/ingest/stream"
	"molva/store"
)

// TestInputsByTheirOwnClocks: a month is that month wherever its topic is, and what was imported stands among what the configuration
// says, by kind and time.
func TestInputsByTheirOwnClocks(t *testing.T) {
	moscow, tokyo := zone(t, "Europe/Moscow"), zone(t, "Asia/Tokyo")
	topics := []ingest.Topic{{ID: "zarya", Name: "Заря", Zone: moscow}, {ID: "lumen", Name: "Lumen", Parent: "zarya", Zone: tokyo}}
	db, err := store.Open(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "molva.db"), Topics: topics, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	month := func(topic, period string, zone *time.Location) ingest.Input {
		from, to, err := ingest.ParsePeriod(period, zone)
		if err != nil {
			t.Fatal(err)
		}
		return ingest.Input{Kind: "leads", Topic: topic, From: from.UTC(), To: to.UTC(), Value: new(7.)}
	}
	n := ingest.Note{Source: "test", At: now, Inputs: []ingest.Input{month("lumen", "2026-08", tokyo), month("zarya", "2026-03", moscow)}}
	if err := db.Save(t.Context(), "test", []classify.Result{{Item: stream.Item{Seq: 1, Source: "test", Seen: now}, Note: &n}}); err != nil {
		t.Fatal(err)
	}
	b := metric.Business{Inputs: []ingest.Input{month("zarya", "2026-04", moscow), month("lumen", "2026-07", tokyo)}}
	w := httptest.NewRecorder()
	handler(t, site{DB: db, Business: b}).ServeHTTP(w, httptest.NewRequest("GET", "/inputs", nil))
	page, at := w.Body.String(), 0
	for _, want := range []string{"July 2026", "August 2026", "March 2026", "April 2026"} {
		i := strings.Index(page[at:], ">"+want+"<")
		if i < 0 {
			t.Fatalf("%q is not where it should be:\n%s", want, page)
		}
		at += i
	}
}

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return zone
}
