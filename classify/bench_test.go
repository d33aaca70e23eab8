package classify_test

import (
	"fmt"
	"log/slog"
	"testing"

	"molva/classify"
	"molva/classify/sentiment"
	"molva/ingest"
	"molva/ingest/query"
	"molva/ingest/stream"
)

// BenchmarkStage takes a batch from bodies to results, with the built-in model, on all processors and on one.
func BenchmarkStage(b *testing.B) {
	set, err := query.NewSet([]ingest.Topic{{ID: "kestrel", Query: "kestrel OR кестрел"}, {ID: "linnet", Query: "linnet OR линнет"}})
	if err != nil {
		b.Fatal(err)
	}
	model, err := sentiment.Load()
	if err != nil {
		b.Fatal(err)
	}
	batch := make([]stream.Item, 1000)
	for i := range batch {
		text := []string{
			"Кестрел сломался на третий день, служба поддержки молчит вторую неделю. Заказ %d, ждал курьера весь вечер.",
			"The kestrel arrived early and it sounds great, order %d. Very happy with it, thank you!",
			"A lovely day by the river, %d steps so far and not a cloud in the sky.",
		}[i%3]
		body, err := ingest.Encode(ingest.Mention{ID: fmt.Sprint(i), Text: fmt.Sprintf(text, i), Published: now})
		if err != nil {
			b.Fatal(err)
		}
		batch[i] = stream.Item{Seq: uint64(i + 1), Network: "reviews", Source: "shop", Seen: now, Body: body}
	}
	for workers, name := range []string{"all", "one"} {
		b.Run("processors="+name, func(b *testing.B) {
			st := &classify.Stage{Topics: set, Classifier: model, Workers: workers, Log: slog.New(slog.DiscardHandler)}
			b.ReportAllocs()
			for b.Loop() {
				if _, err := st.Do(b.Context(), batch); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N*len(batch))/b.Elapsed().Seconds(), "mentions/s")
		})
	}
}
