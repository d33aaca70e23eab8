package classify

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"sync"
	"time"

	"molva/ingest"
	"molva/ingest/query"
	"molva/ingest/stream"
)

// Stage turns messages of the stream into results: decoded, admitted, topics named, sentiment told. It is stateless, so
// it runs anywhere and as often as wanted, and the same message always gives the same result.
type Stage struct {
	Topics     *query.Set
	Classifier Classifier
	Workers    int           // 0: one for each processor
	Patience   time.Duration // how long one message may take; 0: 600 ms, so that five tries stay well under five seconds
	Log        *slog.Logger
}

// Do returns one result for each item, in order. A message that panics or hangs becomes a Failure after five tries of
// its own and the others do not notice. The only error is the context's.
func (st *Stage) Do(ctx context.Context, items []stream.Item) ([]Result, error) {
	out := make([]Result, len(items))
	workers := st.Workers
	if workers == 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	share := max((len(items)+workers-1)/workers, 16)
	var group sync.WaitGroup
	for from := 0; from < len(items); from += share {
		to := min(from+share, len(items))
		group.Go(func() {
			g := guard{do: st.one, patience: st.Patience, log: st.Log}
			g.run(ctx, items[from:to], out[from:to])
		})
	}
	group.Wait()
	return out, ctx.Err()
}

// one tags a single message. An error means that the message may be tried again.
func (st *Stage) one(ctx context.Context, item stream.Item) (Result, error) {
	if item.Kind == stream.Note {
		return readNote(item), nil
	}
	m, done := st.admit(item)
	if done != nil {
		return *done, nil
	}
	result := Result{Item: item, Unknown: m.unknown, Tagged: &Tagged{Mention: m.Mention}}
	if m.Deleted {
		return result, nil
	}
	about := About(&m.Mention, st.Topics)
	if len(about) == 0 {
		return result, nil
	}
	verdict, err := st.Classifier.Classify(ctx, m.Mention, about)
	if err == nil {
		err = verdict.check()
	}
	if err != nil {
		return result, err
	}
	result.Tagged = Tag(m.Mention, verdict)
	return result, nil
}

// admitted is a mention that may be stored, with the fields of its body that we do not know.
type admitted struct {
	ingest.Mention
	unknown []string
}

// admit reads a mention and checks it; done is its result when it goes no further. What cannot be read goes to the dead
// letters with its bytes; what can be read and is not acceptable is rejected with the reason.
func (st *Stage) admit(item stream.Item) (m admitted, done *Result) {
	m, done = readMention(item)
	if done != nil || len(m.Topics) == 0 {
		return m, done
	}
	ids, strange := st.Topics.Resolve(m.Topics)
	if len(strange) > 0 {
		return m, &Result{Item: item, Rejected: fmt.Sprintf("unknown topic %q", strange[0])}
	}
	m.Topics = ids
	return m, nil
}

func readMention(item stream.Item) (m admitted, done *Result) {
	var err error
	if m.Mention, m.unknown, err = ingest.Decode(item.Body); err != nil {
		return m, &Result{Item: item, Failure: &Failure{Stage: "decode", Reason: err.Error()}}
	}
	if err := ingest.Admit(&m.Mention, item.Network, item.Seen); err != nil {
		return m, &Result{Item: item, Rejected: err.Error()}
	}
	return m, nil
}

func readNote(item stream.Item) Result {
	var note ingest.Note
	if err := json.Unmarshal(item.Body, &note); err != nil {
		return Result{Item: item, Failure: &Failure{Stage: "decode", Reason: fmt.Sprintf("note is no JSON: %v", err)}}
	}
	return Result{Item: item, Note: &note}
}

// check refuses what cannot be sent or saved for what it is: JSON has no word for what is no number, and in the database
// it would turn into some other one. Probabilities are saved in millionths, so as much over or under is rounding.
func (v Verdict) check() error {
	all := append([]Opinion{{Sentiment: v.Sentiment, P: v.P}}, v.Opinions...)
	for _, o := range all {
		if o.Sentiment < Negative || o.Sentiment > Positive {
			return fmt.Errorf("sentiment is %d, want %d to %d", int(o.Sentiment), Negative, Positive)
		}
		for _, p := range []float64{o.P.Negative, o.P.Neutral, o.P.Positive} {
			if !(p > -1e-6 && p < 1+1e-6) {
				return fmt.Errorf("a probability is %v, want 0 to 1", p)
			}
		}
	}
	return nil
}

// transient reports whether an error says nothing against the message that met it.
func transient(err error) bool { return errors.Is(err, ErrUnavailable) }
