package alerts

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"molva/classify/cluster/life"
	"molva/ingest"
	"molva/store"
)

// program takes whatever it is told.
type program struct {
	fakeOutlet
	told []Message
}

func (p *program) Notify(_ context.Context, m Message) (Place, error) {
	p.told = append(p.told, m)
	return Place{ID: m.Key}, nil
}

// TestTurns: a program that asked for it is told once of each change of a complaint, with the complaint as it is then; others are not.
func TestTurns(t *testing.T) {
	db, week := worldOf(t, mended)
	now := week.To // by which the store goes
	if _, err := db.Act(t.Context(), store.Act{What: store.Fixed, ID: 1, By: "olga", At: now}); err != nil {
		t.Fatal(err)
	}
	asked, other, elsewhere := &program{}, &program{}, &program{}
	states := []Kind{ComplaintState}
	desk := &Desk{DB: db, Topics: []ingest.Topic{{ID: "zarya", Name: "Zarya", Zone: time.UTC, Language: "en"}, {ID: "kestrel", Name: "Kestrel", Parent: "zarya"}, {ID: "lumen", Name: "Lumen"}},
		Links: Links{Base: "https://molva.example.com"}, Now: func() time.Time { return now }, Log: slog.New(slog.DiscardHandler), Notifiers: []Outlet{
			{Name: "webhook:tracker", Notifier: asked, Route: Route{Kinds: states, Topics: []string{"zarya"}}},
			{Name: "slack", Notifier: other},
			{Name: "webhook:lumen", Notifier: elsewhere, Route: Route{Kinds: states, Topics: []string{"lumen"}}}}}
	for range 10 {
		now = now.Add(time.Minute)
		if _, err := desk.Round(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if len(asked.told) != 1 || len(other.told) != 0 || len(elsewhere.told) != 0 {
		t.Fatalf("%d told, %d and %d who did not ask", len(asked.told), len(other.told), len(elsewhere.told))
	}
	m := asked.told[0]
	if m.Kind != string(ComplaintState) || m.Case == nil || m.Case.State != string(life.Fixed) || m.Case.Before == m.Case.State || m.Case.People != 3 ||
		m.Case.URL != "https://molva.example.com/complaints/c1" || m.Story.Headline != "It is marked as fixed." {
		t.Errorf("%+v of %+v", m, m.Case)
	}
}
