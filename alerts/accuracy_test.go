package alerts

import (
	"errors"
	"testing"

	"molva/classify"
	"molva/store"
)

// sampleOf draws everything that was said of Zarya and labels what is wanted, as the model said unless truth knows better.
func sampleOf(t *testing.T, db *store.DB, by string, truth map[string]classify.Sentiment, wanted func(store.Row) bool) {
	t.Helper()
	drawn, err := db.Draw(t.Context(), store.DrawRequest{Topic: "zarya", N: 20, Purpose: store.Sampled})
	if err != nil {
		t.Fatal(err)
	}
	label(t, db, by, truth, drawn, wanted)
}

func label(t *testing.T, db *store.DB, by string, truth map[string]classify.Sentiment, drawn []store.Drawn, wanted func(store.Row) bool) {
	t.Helper()
	var labels []store.Label
	for _, d := range drawn {
		if !wanted(d.Row) {
			continue
		}
		l := store.Label{Mention: d.Row.Mention.Key(), Topic: d.Row.Topic, Sentiment: &d.Row.Sentiment, Purpose: d.Purpose, Labeller: by}
		if s, ok := truth[l.Mention]; ok {
			l.Sentiment = &s
		}
		labels = append(labels, l)
	}
	applied, err := db.Label(t.Context(), labels)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range applied {
		if a.Refused != "" || a.Purpose != store.Sampled {
			t.Fatalf("label %+v", a)
		}
	}
}

func everything(store.Row) bool { return true }

// The model was wrong about two of the eleven that name Zarya or what belongs to it.
func TestAccuracy(t *testing.T) {
	db, week := world(t)
	sampleOf(t, db, "anna", map[string]classify.Sentiment{"vk:0": classify.Positive, "bluesky:4": classify.Neutral}, everything)
	a, err := BuildAccuracy(t.Context(), db, "zarya", week.To)
	if err != nil {
		t.Fatal(err)
	}
	if a.N != 11 || a.Model != "test" || a.Stale || a.Agreement != nil || a.Accuracy.Value != 9.0/11 {
		t.Errorf("card %+v", a)
	}
	if a.Classes["negative"].N != 4 || a.Confusion["positive"].Negative != 1 {
		t.Errorf("classes %+v, confusion %+v", a.Classes, a.Confusion)
	}
	r, err := BuildReliability(t.Context(), db, "zarya", week.To)
	if err != nil || r.Right.Hits != 9 || r.Right.Of != 11 || r.Stale {
		t.Errorf("reliability %+v, %v", r, err)
	}
	if r, err := BuildReliability(t.Context(), db, "boreal", week.To); err != nil || r.Right.Known() {
		t.Errorf("nobody labelled Boreal: %+v, %v", r, err)
	}
	if all, err := BuildAccuracy(t.Context(), db, "", week.To); err != nil || all.N != 11 {
		t.Errorf("of all topics: %+v, %v", all, err)
	}
	if _, err := BuildAccuracy(t.Context(), db, "kestrle", week.To); !errors.Is(err, store.ErrUnknownTopic) {
		t.Error(err)
	}
}

// People's words change the counts, and the estimates say on how many they rest.
func TestDigestOfLabels(t *testing.T) {
	db, week := world(t)
	sampleOf(t, db, "anna", map[string]classify.Sentiment{"vk:0": classify.Positive, "bluesky:4": classify.Neutral}, everything)
	d, err := Build(t.Context(), db, "zarya", week)
	if err != nil {
		t.Fatal(err)
	}
	if d.Now.Counts != (Counts{3, 2, 3}) || d.Before.Counts != (Counts{1, 0, 2}) {
		t.Errorf("now %+v, before %+v", d.Now.Counts, d.Before.Counts)
	}
	if e := d.Now.Estimated; e.N != 8 || e.Labels != 11 || e.Calibrated {
		t.Errorf("estimated %+v", e)
	}
	if d.Reliability.Right.Of != 11 {
		t.Errorf("reliability %+v", d.Reliability)
	}
}

func TestAgreement(t *testing.T) {
	db, week := world(t)
	sampleOf(t, db, "anna", nil, everything)
	again, err := db.Draw(t.Context(), store.DrawRequest{Topic: "zarya", N: 20, Purpose: store.Sampled, Beside: "boris"})
	if err != nil {
		t.Fatal(err)
	}
	label(t, db, "boris", map[string]classify.Sentiment{"vk:2": classify.Neutral}, again, everything)
	a, err := BuildAccuracy(t.Context(), db, "kestrel", week.To)
	if err != nil {
		t.Fatal(err)
	}
	if a.N != 9 || a.Agreement == nil || a.Agreement.N != 9 || a.Agreement.Same.Value != 8.0/9 {
		t.Errorf("card of %d, agreement %+v", a.N, a.Agreement)
	}
}

// A sample in which everybody complains does not speak for a month in which nobody else does.
func TestStale(t *testing.T) {
	db, week := world(t)
	sampleOf(t, db, "anna", nil, func(r store.Row) bool { return r.Sentiment == classify.Negative })
	for _, topic := range []string{"zarya", ""} {
		a, err := BuildAccuracy(t.Context(), db, topic, week.To)
		if err != nil || a.N != 6 || !a.Stale {
			t.Errorf("topic %q: %d judged, stale %v, %v", topic, a.N, a.Stale, err)
		}
	}
	r, err := BuildReliability(t.Context(), db, "zarya", week.To)
	if err != nil || !r.Stale {
		t.Errorf("reliability %+v, %v", r, err)
	}
}
