package store_test

import (
	"strings"
	"testing"
	"time"

	"molva/ingest"
	"molva/store"
)

// TestInputs: the latest word on each kind, topic, period and currency counts, with what it is of and its tax.
func TestInputs(t *testing.T) {
	db := open(t)
	month := func(m int) time.Time { return time.Date(2026, time.Month(m), 1, 0, 0, 0, 0, time.UTC) }
	spend := func(kind, currency string, from int, value float64) ingest.Input {
		return ingest.Input{Kind: kind, Topic: "zarya", From: month(from), To: month(from + 1), Value: &value, Currency: currency, Source: "invoice 12"}
	}
	aware := ingest.Input{Kind: "awareness_aided", Topic: "kestrel", From: month(7), To: month(8), K: new(0), N: new(400), Assumed: true}
	spread := spend("spend/tools", "RUB", 9, 10)
	spread.Per, spread.Tax = ingest.EachWeek, ingest.TaxIncluded
	spread.To = month(12)
	net := spread
	net.Per, net.Tax = ingest.EachMonth, ingest.TaxExcluded
	strange := spend("spend", "RUB", 8, 1)
	strange.Topic = "zaria"
	save(t, db, note(1, ingest.Note{Source: "file", At: now, Inputs: []ingest.Input{
		spend("spend/tools", "RUB", 8, 10), spend("spend", "RUB", 8, 0), spend("spend", "EUR", 8, 5), spend("spend", "RUB", 7, 9), aware, strange, spend("spend", "", 8, 1), spread}}),
		note(2, ingest.Note{Source: "file", At: now, Inputs: []ingest.Input{spend("spend", "RUB", 7, 8), net}}))
	for what, c := range map[string]struct {
		q    store.InputQuery
		want []ingest.Input
	}{
		"all":      {store.InputQuery{}, []ingest.Input{aware, spend("spend", "RUB", 7, 8), spend("spend", "EUR", 8, 5), spend("spend", "RUB", 8, 0), spend("spend/tools", "RUB", 8, 10), net}},
		"a kind":   {store.InputQuery{Kind: "spend", Period: store.Period{From: month(8)}}, []ingest.Input{spend("spend", "EUR", 8, 5), spend("spend", "RUB", 8, 0)}},
		"parts":    {store.InputQuery{Kind: "spend/", Topic: "zarya", Period: store.Period{From: month(8).AddDate(0, 0, 9), To: month(9)}}, []ingest.Input{spend("spend", "EUR", 8, 5), spend("spend", "RUB", 8, 0), spend("spend/tools", "RUB", 8, 10)}},
		"a topic":  {store.InputQuery{Topic: "kestrel"}, []ingest.Input{aware}},
		"a period": {store.InputQuery{Kind: "spend", Period: store.Period{To: month(8)}}, []ingest.Input{spend("spend", "RUB", 7, 8)}},
	} {
		got, err := db.Inputs(t.Context(), c.q)
		if err != nil {
			t.Fatal(err)
		}
		equal(t, what, got, c.want)
	}
	reasons, err := db.Reasons(t.Context(), "")
	if err != nil || len(reasons) != 2 || !strings.Contains(reasons[0].Text+reasons[1].Text, `unknown topic "zaria", have boreal, kestrel, lumen, zarya`) {
		t.Errorf("reasons are %v, %v, want two, one of which names the topics there are", reasons, err)
	}
	if _, err := db.Inputs(t.Context(), store.InputQuery{Topic: "zaria"}); err == nil {
		t.Error("a topic that nobody heard of has inputs")
	}
	wantRight(t, db)
}
