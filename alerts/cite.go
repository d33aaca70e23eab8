package alerts

import (
	"context"

	"molva/alerts/phrase"
	"molva/ingest"
	"molva/store"
)

// Pick takes n of the mentions that a filter means and that count, to be quoted: one an author, what reads well and is sure
// first. The same mentions give the same quotes. Their times are in the zone of the filter's period.
func Pick(ctx context.Context, db *store.DB, f store.Filter, n int) ([]Quote, error) {
	return pick(ctx, db, f, n)
}

// Cite tells quotes of what was said about a topic.
func Cite(quotes []Quote, topic ingest.Topic, p *phrase.Printer) []Said {
	return teller{Digest: Digest{Topic: topic, Quotes: quotes}, Printer: p}.said()
}
