package stream

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/nats-io/nats.go"

	"molva/ingest"
)

const (
	subjectDue  = "molva.ask.due" // in no log: a question that nobody hears is asked again later
	answerers   = "memory"        // of several who could answer one does
	maxAnswer   = 768 << 10       // bytes; what is left out is due the next time
	maxQuestion = 4 << 10
)

// ErrUnanswered: nobody answers, since no store is there at present.
var ErrUnanswered = errors.New("no store answers")

var _ ingest.Memory = (*Stream)(nil)

// answer is what travels back.
type answer struct {
	Known []ingest.Known `json:"known,omitempty"`
	Error string         `json:"error,omitempty"`
}

// Due implements [ingest.Memory]: it asks the store, in this process or wherever it runs.
func (s *Stream) Due(ctx context.Context, q ingest.Due) ([]ingest.Known, error) {
	question, err := json.Marshal(q)
	if err != nil {
		return nil, err
	}
	if err := s.connected(); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, s.o.PublishTimeout)
	defer cancel()
	msg, err := s.nc.RequestWithContext(ctx, subjectDue, question)
	if errors.Is(err, nats.ErrNoResponders) || errors.Is(err, context.DeadlineExceeded) {
		err = ErrUnanswered
	}
	if err != nil {
		return nil, fmt.Errorf("ask which mentions are due: %w", err)
	}
	var a answer
	if err := json.Unmarshal(msg.Data, &a); err != nil {
		return nil, fmt.Errorf("read which mentions are due: %w", err)
	}
	if a.Error != "" {
		return nil, fmt.Errorf("ask which mentions are due: %s", a.Error)
	}
	return a.Known, nil
}

// Answer answers what others ask with Due, until ctx ends; it then returns nil.
func (s *Stream) Answer(ctx context.Context, m ingest.Memory) error {
	questions, err := s.nc.QueueSubscribeSync(subjectDue, answerers)
	if err != nil {
		return fmt.Errorf("listen to questions: %w", err)
	}
	defer questions.Unsubscribe()
	for {
		msg, err := questions.NextMsgWithContext(ctx)
		switch {
		case ctx.Err() != nil:
			return nil
		case errors.Is(err, nats.ErrSlowConsumer): // some were dropped, and are asked again
			continue
		case err != nil:
			return fmt.Errorf("listen to questions: %w", err)
		}
		if err := msg.Respond(answering(ctx, m, msg.Data, s.nc.MaxPayload())); err != nil {
			s.o.Log.Debug("answer which mentions are due", "err", err)
		}
	}
}

// answering is the answer to a question, cut to what a message of the server holds.
func answering(ctx context.Context, m ingest.Memory, question []byte, room int64) []byte {
	var q ingest.Due
	var a answer
	var err error
	if len(question) > maxQuestion || json.Unmarshal(question, &q) != nil {
		err = errors.New("that is no question which mentions are due")
	} else {
		q.Limit = min(max(q.Limit, 1), ingest.RefreshBatch)
		a.Known, err = m.Due(ctx, q)
	}
	if err != nil {
		a = answer{Error: err.Error()}
	}
	for {
		body, err := json.Marshal(a)
		if err == nil && int64(len(body)) <= min(maxAnswer, room) || len(a.Known) == 0 {
			return body
		}
		a.Known = a.Known[:len(a.Known)/2]
	}
}
