package store_test

import (
	"testing"
	"time"

	"molva/ingest"
	"molva/store"
)

// TestConsentThatIsTakenBack: a refusal unlinks what the person had agreed to before, in whatever order and however often it is told;
// what they agree to later is linked again, and nobody else is touched.
func TestConsentThatIsTakenBack(t *testing.T) {
	w := &walk{db: open(t), seq: 10}
	save(t, w.db, results(said{seq: 1, id: "1", text: "the kestrel", author: "author2", at: "2026-09-20T09:40:00Z", topics: []string{"kestrel"}})...)
	contact, lead, refusal := w.step(t, 2, true, "contact", -50, true), w.step(t, 2, true, "lead", -40, true), w.step(t, 2, false, "customer", -30, false)
	refusal.Refused = true
	other, again := w.step(t, 4, true, "contact", -45, true), w.step(t, 2, true, "repeat", -20, true)
	want := []store.Path{
		{Steps: map[string]time.Time{"contact": at(-45)}},
		{Mentioned: clock("2026-09-20T09:00:00Z"), Steps: map[string]time.Time{"repeat": at(-20)}},
		{Loose: true, Steps: map[string]time.Time{"customer": at(-30)}},
		{Loose: true, Steps: map[string]time.Time{"lead": at(-40)}},
		{Loose: true, Steps: map[string]time.Time{"contact": at(-50)}},
	}
	for _, told := range [][]ingest.Step{{contact, lead, refusal, other, again}, {contact}, {refusal, lead}, {again, contact}} {
		w.tell(t, told...)
		equal(t, "paths", paths(t, w.db, store.StepQuery{Topic: "kestrel"}), want)
	}
	equal(t, "steps", len(steps(t, w.db, store.StepQuery{})), 5)
	both := contact
	both.Refused = true
	w.tell(t, both)
	equal(t, "intake", intake(t, w.db, "crm"), store.Intake{Source: "crm", Received: 1, Rejected: 1})
	wantRight(t, w.db)
}
