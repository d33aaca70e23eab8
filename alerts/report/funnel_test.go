package report

import (
	"bytes"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"molva/alerts"
	"molva/alerts/metric"
	"molva/alerts/phrase"
	"molva/alerts/phrase/phrasetest"
	"molva/classify"
	"molva/ingest"
	"molva/ingest/stream"
	"molva/store"
)

var funnelNow = time.Date(2026, 10, 5, 6, 0, 0, 0, time.UTC)

// shop is September of a company that sells two products: twelve people spoke of the Kestrel, who came more or less far, and
// some came without a word.
func shop(t *testing.T) *store.DB {
	t.Helper()
	topics := []ingest.Topic{{ID: "zarya", Name: "Заря | <i>", Zone: time.UTC}, {ID: "kestrel", Name: "=Kestrel", Parent: "zarya", Zone: time.UTC},
		{ID: "lumen", Name: "Lumen", Parent: "zarya", Zone: time.UTC}, {ID: "boreal", Name: "Boreal", Competitor: true, Zone: time.UTC}}
	db, err := store.Open(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "molva.db"), Topics: topics, Now: func() time.Time { return funnelNow }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	batch := []classify.Result{spokenOf("kestrel", "earlier", 0, onDay(8, 20))}
	for i := range 12 {
		batch = append(batch, spokenOf("kestrel", fmt.Sprint("author", i), i+1, onDay(9, 1+i)))
	}
	batch = append(batch, classify.Result{Item: stream.Item{Seq: 100, Source: "import", Kind: stream.Note},
		Note: &ingest.Note{Source: "import", At: funnelNow, Steps: buyers(t, db), Inputs: shopInputs()}})
	if err := db.Save(t.Context(), "test", batch); err != nil {
		t.Fatal(err)
	}
	return db
}

func spokenOf(topic, author string, i int, at time.Time) classify.Result {
	m := ingest.Mention{ID: author, Network: "vk", Text: fmt.Sprint("my kestrel, part ", i), Author: ingest.Author{ID: author}, Published: at, Seen: at, Topics: []string{topic}}
	return classify.Result{Item: stream.Item{Seq: uint64(i + 1), Network: "vk", Source: "wall", Seen: at, Body: []byte(m.Text)}, Tagged: classify.Tag(m, verdict(topic, classify.Neutral, false, "test-1"))}
}

// buyers are seven of the authors as contacts, and three others; each step loses some.
func buyers(t *testing.T, db *store.DB) (all []ingest.Step) {
	t.Helper()
	for i := range 10 {
		key, err := db.PseudonymKey(t.Context(), fmt.Sprint("crm", i))
		if err != nil {
			t.Fatal(err)
		}
		handle, err := db.Pseudonym(t.Context(), "vk", fmt.Sprint("author", i))
		if err != nil {
			t.Fatal(err)
		}
		if i >= 7 {
			handle = ""
		}
		for stage := range 1 + []int{3, 0, 1, 2, 2, 0, 1, 0, 2, 0}[i] {
			s := ingest.Step{Key: key, Handle: handle, Stage: ingest.Stages[stage], Topic: []string{"kestrel", "lumen"}[i/7], At: onDay(9, 3+i+2*stage), Consent: i != 5 && i != 9}
			if !s.Consent {
				s.Handle = ""
			}
			if stage >= 2 {
				s.Value, s.Currency = new(4990+10*float64(i)), "RUB"
			}
			all = append(all, s)
		}
	}
	return all
}

func shopInputs() []ingest.Input {
	september := func(kind string, value float64, currency string) ingest.Input {
		return ingest.Input{Kind: kind, Topic: "zarya", From: onDay(9, 1), To: onDay(10, 1), Value: &value, Currency: currency, Source: "invoice 12"}
	}
	rate := september("labour_rate", 900, "RUB")
	rate.Assumed = true
	return []ingest.Input{september("spend/ads", 30_000, "RUB"), september("spend/tools", 4_990, "RUB"), september("labour_hours", 40, ""), rate}
}

func septemberFunnel(t *testing.T, db *store.DB, topic string) Funnel {
	t.Helper()
	b := metric.Business{}
	r, err := metric.NewReader(t.Context(), db, b, topic, store.Period{From: onDay(9, 1), To: onDay(10, 1)}, funnelNow)
	if err != nil {
		t.Fatal(err)
	}
	f, err := BuildFunnel(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func funnelIn(t *testing.T, f Funnel, format string, p *phrase.Printer) string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, f, format, p, alerts.Links{Base: "https://molva.test"}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestFunnelInEveryFormat(t *testing.T) {
	en, ru := printers(t)
	db := shop(t)
	for name, f := range map[string]Funnel{"funnel": septemberFunnel(t, db, "zarya"), "funnel-none": septemberFunnel(t, db, "boreal")} {
		for _, format := range Formats {
			for _, p := range []*phrase.Printer{en, ru} {
				phrasetest.Golden(t, name+"."+p.Language()+"."+format, funnelIn(t, f, format, p))
			}
		}
	}
}

// TestFunnelAfterErasing: who was erased is nobody, and every byte of the reports is as it was.
func TestFunnelAfterErasing(t *testing.T) {
	en, _ := printers(t)
	db := shop(t)
	before := map[string]string{}
	for _, format := range Formats {
		before[format] = funnelIn(t, septemberFunnel(t, db, "zarya"), format, en)
	}
	for _, who := range []store.Contact{{Network: "vk", Author: "author0"}, {Key: "crm8"}, {Key: "crm5"}} {
		if steps, err := db.EraseContact(t.Context(), who); err != nil || steps == 0 {
			t.Errorf("erase %+v: %d steps, %v", who, steps, err)
		}
	}
	for format, want := range before {
		if got := funnelIn(t, septemberFunnel(t, db, "zarya"), format, en); got != want {
			t.Errorf("%s changed:\n%s\nwas\n%s", format, got, want)
		}
	}
}

// TestFunnelCounts: counts are as long as their lists, and those of the topics below add up to the whole where nobody is in two.
func TestFunnelCounts(t *testing.T) {
	db := shop(t)
	f := septemberFunnel(t, db, "zarya")
	for i, s := range f.Stages {
		steps, err := db.Steps(t.Context(), store.StepQuery{Topic: "zarya", Stage: s.Name, Period: f.Period})
		if err != nil || float64(len(steps)) != s.People.Value {
			t.Errorf("%s: %v people, %d steps, %v", s.Name, s.People.Value, len(steps), err)
		}
		below := 0.0
		for _, one := range f.Below {
			below += one.Stages[i].People.Value
		}
		if below != s.People.Value {
			t.Errorf("%s: %v below, %v in all", s.Name, below, s.People.Value)
		}
	}
	if !slices.Equal([]float64{f.Stages[0].People.Value, f.Stages[1].People.Value, f.Stages[2].People.Value, f.Stages[3].People.Value}, []float64{10, 6, 4, 1}) {
		t.Errorf("stages are %v", f.Stages)
	}
}
