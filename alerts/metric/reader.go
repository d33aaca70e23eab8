package metric

import (
	"context"
	"time"

	"molva/ingest"
	"molva/store"
)

// Reader reads what metrics are made of, of one topic with those below it, and of one period. What was read once is not read
// again. It is not for several goroutines.
type Reader struct {
	DB       *store.DB
	Business Business
	Tree     []ingest.Topic
	Topic    ingest.Topic
	Period   store.Period // half-open, in the topic's zone
	Before   store.Period // of the same length, just before
	Now      time.Time
}

// NewReader finds the topic; store.ErrUnknownTopic when there is none.
func NewReader(ctx context.Context, db *store.DB, b Business, topic string, p store.Period, now time.Time) (*Reader, error) {
	return nil, nil
}

// Accounts are those of the topic and of the topics below it, in the configuration's order, each read when it is asked for.
func (r *Reader) Accounts(ctx context.Context) ([]*Account, error) { return nil, nil }

// Rivals are the competitors to show beside the topic; none beside a competitor.
func (r *Reader) Rivals() []ingest.Topic { return nil }

// Of is a reader of another topic and the same period, for comparison.
func (r *Reader) Of(topic ingest.Topic) *Reader { return nil }

// In is a reader of the same topic and another period.
func (r *Reader) In(p store.Period) *Reader { return nil }

// Compute returns the values of a metric: of a topic, or of each of its accounts.
func (r *Reader) Compute(ctx context.Context, m Metric) ([]Value, error) { return nil, nil }
