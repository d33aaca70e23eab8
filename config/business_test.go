package config_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"molva/alerts/metric"
	"molva/config"
	"molva/ingest"
)

// TestOurs: staff and accounts of our own topics, each once; nobody of a competitor or of its products.
func TestOurs(t *testing.T) {
	c := config.Config{Staff: []string{"vk:help", "vk:zarya"}, Topics: []config.Topic{
		{ID: "zarya", Accounts: []string{"vk:zarya"}}, {ID: "lumen", Parent: "zarya", Accounts: []string{"telegram:lumen"}},
		{ID: "lamp", Parent: "boreal", Accounts: []string{"vk:boreal_lamp"}}, {ID: "boreal", Competitor: true, Accounts: []string{"vk:boreal"}},
	}}
	if got, want := c.Ours(), []string{"telegram:lumen", "vk:help", "vk:zarya"}; !slices.Equal(got, want) {
		t.Errorf("ours are %v, want %v", got, want)
	}
}

// TestBusinessOnItsTerms: what is entered in the configuration reaches the reports with what it is of and its tax, its kind written
// small; the ledger is kept as it says.
func TestBusinessOnItsTerms(t *testing.T) {
	text := `topics: [{id: zarya, query: zarya, timezone: Europe/Moscow}]
ledger: {currency: RUB, tax: excluded, event: zarya}
inputs:
  - {kind: Spend/Tools, topic: zarya, period: 2026-09, value: 4990, per: month, currency: RUB, tax: included, source: invoice 12}
  - {kind: exchange/USD, topic: zarya, period: 2026-09, value: 81.5, currency: RUB}
`
	c, err := config.Parse("molva.yaml", []byte(text), func(string) (string, bool) { return "", false })
	if err != nil {
		t.Fatal(err)
	}
	from := time.Date(2026, 8, 31, 21, 0, 0, 0, time.UTC)
	want := []ingest.Input{
		{Kind: "spend/tools", Topic: "zarya", From: from, To: from.AddDate(0, 0, 30), Value: new(4990.), Per: ingest.EachMonth, Currency: "RUB", Tax: ingest.TaxIncluded, Source: "invoice 12"},
		{Kind: "exchange/usd", Topic: "zarya", From: from, To: from.AddDate(0, 0, 30), Value: new(81.5), Currency: "RUB"},
	}
	b := c.Business()
	if diff := cmp.Diff(want, b.Inputs); diff != "" {
		t.Errorf("inputs (-want +got):\n%s", diff)
	}
	if want := (metric.Bookkeeping{Currency: "RUB", Tax: ingest.TaxExcluded, Event: "zarya"}); b.Ledger != want {
		t.Errorf("the ledger is %+v, want %+v", b.Ledger, want)
	}
}
