package classify

import (
	"context"
	"encoding/json"
	"fmt"

	"molva/classify/copies"
	"molva/ingest/stream"
)

// Over tags the raw log on its way to the store, in one process: one hop, and the sequence that the store saves is that
// of the raw log. While one batch is being saved the next is tagged.
type Over struct {
	Raw   *stream.Log
	Stage *Stage
}

// Name is the log whose sequences the results carry.
func (o Over) Name() string { return o.Raw.Name() }

// Batches calls do with the results of what came after the sequence, in order, up to max at a time, until ctx ends or
// do fails.
func (o Over) Batches(ctx context.Context, after uint64, max int, do func(context.Context, []Result) error) error {
	return ahead(ctx, do, func(ctx context.Context, next func([]Result) error) error {
		return o.Raw.Read(ctx, after, max, func(ctx context.Context, items []stream.Item) error {
			results, err := o.Stage.Do(ctx, items)
			if err != nil {
				return err
			}
			return next(results)
		})
	})
}

// ahead runs produce and do side by side, so that one batch is made while another is saved.
func ahead(ctx context.Context, do func(context.Context, []Result) error, produce func(context.Context, func([]Result) error) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	batches := make(chan []Result, 1) // one waits, so that neither side stands still when the other is slow for once
	saved := make(chan struct{})
	go func() {
		defer close(saved)
		for batch := range batches {
			if err := do(ctx, batch); err != nil {
				cancel(fmt.Errorf("save: %w", err))
				return
			}
		}
	}()
	err := produce(ctx, func(batch []Result) error {
		select {
		case batches <- batch:
			return nil
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	})
	close(batches)
	<-saved
	if cause := context.Cause(ctx); cause != nil {
		return cause
	}
	return err
}

// mark is what the classify stage writes beside a message that it passes on.
type mark struct {
	Verdict  *Verdict     `json:"verdict,omitempty"`
	Print    copies.Print `json:"print,omitzero"`
	Topics   []string     `json:"topics,omitempty"`
	Rejected string       `json:"rejected,omitempty"`
	Failure  *Failure     `json:"failure,omitempty"`
}

// Group is the name under which taggers share the raw log.
const Group = "classify"

// Tagger takes raw messages, shared with other machines, and appends them with their verdicts to the tagged log. A raw
// message is acknowledged only when the tagged log has it.
type Tagger struct {
	Raw, Out *stream.Log
	Stage    *Stage
	Max      int // messages at once
}

// Run tags until ctx ends.
func (t Tagger) Run(ctx context.Context) error {
	return t.Raw.Share(ctx, Group, t.Max, func(ctx context.Context, items []stream.Item) error {
		results, err := t.Stage.Do(ctx, items)
		if err != nil {
			return err
		}
		for i, r := range results {
			if items[i].Verdict, err = json.Marshal(r.mark()); err != nil {
				return fmt.Errorf("write verdict: %w", err)
			}
		}
		return t.Out.Append(ctx, items)
	})
}

func (r Result) mark() mark {
	m := mark{Rejected: r.Rejected, Failure: r.Failure}
	if r.Tagged != nil && len(r.Tagged.Verdict.Opinions) > 0 {
		m.Verdict, m.Print, m.Topics = &r.Tagged.Verdict, r.Tagged.Print, r.Tagged.Mention.Topics
	}
	return m
}

// Elsewhere supplies the store with what other machines tagged. The results are those that Over would give; the
// sequences are the tagged log's.
type Elsewhere struct{ Tagged *stream.Log }

// Name is the log whose sequences the results carry.
func (e Elsewhere) Name() string { return e.Tagged.Name() }

// Batches is Over's, from the tagged log.
func (e Elsewhere) Batches(ctx context.Context, after uint64, max int, do func(context.Context, []Result) error) error {
	return ahead(ctx, do, func(ctx context.Context, next func([]Result) error) error {
		return e.Tagged.Read(ctx, after, max, func(_ context.Context, items []stream.Item) error {
			results := make([]Result, len(items))
			for i, item := range items {
				results[i] = unmark(item)
			}
			return next(results)
		})
	})
}

// unmark reads the body again rather than trusting a second copy of it: the same code gives the same mention.
func unmark(item stream.Item) Result {
	var said mark
	if err := json.Unmarshal(item.Verdict, &said); err != nil {
		return Result{Item: item, Failure: &Failure{Stage: "decode", Reason: fmt.Sprintf("verdict is no JSON: %v", err)}}
	}
	switch {
	case said.Failure != nil:
		return Result{Item: item, Failure: said.Failure}
	case said.Rejected != "":
		return Result{Item: item, Rejected: said.Rejected}
	case item.Kind == stream.Note:
		return readNote(item)
	}
	m, done := readMention(item)
	if done != nil {
		return *done
	}
	m.Topics = said.Topics
	tagged := &Tagged{Mention: m.Mention, Print: said.Print}
	if said.Verdict != nil {
		tagged.Verdict = *said.Verdict
	}
	return Result{Item: item, Tagged: tagged, Unknown: m.unknown}
}
