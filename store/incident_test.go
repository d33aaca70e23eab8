package store_test

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"molva/store"
)

func incident(kind, topic, subject string) store.Incident {
	return store.Incident{Kind: kind, Topic: topic, Subject: subject, Opened: now, Updated: now, Facts: json.RawMessage(`{"n":1}`)}
}

func saveIncident(t *testing.T, db *store.DB, i *store.Incident, letters ...store.Letter) {
	t.Helper()
	if err := db.SaveIncident(t.Context(), i, letters...); err != nil {
		t.Fatal(err)
	}
}

func running(t *testing.T, db *store.DB) []store.Incident {
	t.Helper()
	all, err := db.OpenIncidents(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestIncident(t *testing.T) {
	db := open(t)
	i := incident("spike", "zarya", "")
	saveIncident(t, db, &i)
	if i.ID != 1 || i.Revision != 1 {
		t.Errorf("the new incident is %+v", i)
	}
	equal(t, "what runs", running(t, db), []store.Incident{i})

	i.Updated, i.Facts = now.Add(time.Minute), json.RawMessage(`{"n":2}`)
	old := i
	saveIncident(t, db, &i)
	if err := db.SaveIncident(t.Context(), &old); err == nil {
		t.Error("an incident was saved over a later one")
	}
	equal(t, "revision", i.Revision, 2)
	i.Closed = now.Add(time.Hour)
	saveIncident(t, db, &i)
	equal(t, "what runs after it is over", len(running(t, db)), 0)
	got, ok, err := db.Incident(t.Context(), 1)
	if err != nil || !ok {
		t.Fatal(ok, err)
	}
	equal(t, "the incident", got, i)
	if _, ok, err := db.Incident(t.Context(), 2); ok || err != nil {
		t.Errorf("incident 2 is there: %v, %v", ok, err)
	}
}

// Of one kind, topic and subject one runs at a time; its letters come with it or not at all.
func TestOneIncidentRunsAtATime(t *testing.T) {
	db := open(t)
	first, again, other := incident("spike", "zarya", ""), incident("spike", "zarya", ""), incident("spike", "zarya", "c12")
	saveIncident(t, db, &first, store.Letter{Key: "alert/1/1/brand", Kind: "spike", Due: now})
	saveIncident(t, db, &other)
	if err := db.SaveIncident(t.Context(), &again, store.Letter{Key: "alert/3/1/brand", Due: now}); err == nil || again.ID != 0 || again.Revision != 0 {
		t.Fatalf("a second one gives %v, %+v", err, again)
	}
	if _, ok, err := db.LetterByKey(t.Context(), "alert/3/1/brand"); ok || err != nil {
		t.Errorf("its letter is queued: %v, %v", ok, err)
	}
	if got := letter(t, db, "alert/1/1/brand"); got.State != store.Queued {
		t.Errorf("the letter of the first is %+v", got)
	}
	first.Closed = now
	saveIncident(t, db, &first)
	saveIncident(t, db, &again)
}

// A message tells the number of its incident, so that is known before both are saved.
func TestTheNextIncident(t *testing.T) {
	db := open(t)
	for want := range int64(3) {
		id, err := db.NextIncident(t.Context())
		if err != nil || id != want+1 {
			t.Fatalf("the next one is %d, %v, want %d", id, err, want+1)
		}
		i := incident("new", "zarya", string(rune('a'+want)))
		i.ID = id
		saveIncident(t, db, &i)
		if i.ID != id {
			t.Errorf("it has number %d, want %d", i.ID, id)
		}
	}
}

func TestTheFirstAcknowledgementStays(t *testing.T) {
	db := open(t)
	i := incident("spike", "zarya", "")
	saveIncident(t, db, &i)
	for _, by := range []string{"slack:U1", "slack:U1", "slack:U2"} {
		if err := db.Acknowledge(t.Context(), i.ID, by); err != nil {
			t.Fatal(err)
		}
	}
	saveIncident(t, db, &i) // by a watcher that does not know of it yet
	if got := running(t, db)[0]; got.AckedBy != "slack:U1" || !got.Acked.Equal(now) || got.Revision != 2 {
		t.Errorf("the incident is %+v", got)
	}
	if err := db.Acknowledge(t.Context(), 99, "slack:U1"); !errors.Is(err, store.ErrUnknownIncident) {
		t.Errorf("acknowledging nothing gives %v", err)
	}
	if err := db.Acknowledge(t.Context(), i.ID, " "); err == nil {
		t.Error("nobody acknowledged it")
	}
}

func TestIncidentsOfAPeriod(t *testing.T) {
	db := open(t)
	for n, hours := range [][2]int{{0, 2}, {1, 0}, {5, 6}} { // opened and closed; 0: it runs
		i := incident("spike", "zarya", string(rune('a'+n)))
		i.Opened = now.Add(time.Duration(hours[0]) * time.Hour)
		if hours[1] > 0 {
			i.Closed = now.Add(time.Duration(hours[1]) * time.Hour)
		}
		saveIncident(t, db, &i)
	}
	for _, c := range []struct {
		from, to int
		want     string
	}{{0, 1, "a"}, {2, 3, "ab"}, {3, 5, "b"}, {3, 6, "bc"}, {-2, 0, ""}} {
		all, err := db.Incidents(t.Context(), store.Period{From: now.Add(time.Duration(c.from) * time.Hour), To: now.Add(time.Duration(c.to) * time.Hour)})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, i := range all {
			got += i.Subject
		}
		if got != c.want {
			t.Errorf("from %d to %d ran %q, want %q", c.from, c.to, got, c.want)
		}
	}
}
