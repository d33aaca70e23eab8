package classify

import (
	"context"
	"sync/atomic"

	"molva/ingest"
)

// Switch is a classifier that can be exchanged while it is used: a mention is judged wholly by the one before or wholly
// by the one after.
type Switch struct{ now atomic.Pointer[Classifier] }

// NewSwitch starts with a classifier.
func NewSwitch(c Classifier) *Switch {
	s := &Switch{}
	s.Use(c)
	return s
}

// Use exchanges the classifier.
func (s *Switch) Use(c Classifier) { s.now.Store(&c) }

// Classify asks the present one.
func (s *Switch) Classify(ctx context.Context, m ingest.Mention, about []Subject) (Verdict, error) {
	return (*s.now.Load()).Classify(ctx, m, about)
}
