package stream

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"molva/ingest"
)

// memory is a store that remembers what a function says.
type memory func(ingest.Due) ([]ingest.Known, error)

func (m memory) Due(_ context.Context, q ingest.Due) ([]ingest.Known, error) { return m(q) }

// answered lets a memory answer until the test ends, from when it is heard on.
func answered(t *testing.T, s *Stream, m memory) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- s.Answer(ctx, m) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Errorf("answering ended with %v", err)
		}
	})
	for deadline := time.Now().Add(10 * time.Second); ; {
		_, err := s.Due(t.Context(), ingest.Due{Source: "probe"})
		if !errors.Is(err, ErrUnanswered) {
			return
		}
		if time.Now().After(deadline) {
			t.Fatal(err)
		}
		pause(t.Context(), time.Millisecond)
	}
}

func TestAQuestionIsAnswered(t *testing.T) {
	srv := external(t, t.TempDir(), -1)
	inside := open(t, t.TempDir())
	asks, answers := open(t, "", at(srv)), open(t, "", at(srv))
	for name, c := range map[string]struct{ asks, answers *Stream }{
		"in one process":     {inside, inside},
		"on another machine": {asks, answers},
	} {
		t.Run(name, func(t *testing.T) { questionIsAnswered(t, c.asks, c.answers) })
	}
}

func questionIsAnswered(t *testing.T, asks, answers *Stream) {
	if _, err := asks.Due(t.Context(), ingest.Due{Source: "wall", Limit: 1}); !errors.Is(err, ErrUnanswered) {
		t.Errorf("asked nobody: %v", err)
	}
	seen := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	question := ingest.Due{Source: "wall", After: 7, Seen: ingest.Span{From: seen, To: seen.Add(time.Hour)}, Limit: 100}
	known := []ingest.Known{{Number: 8, Network: "vk", ID: "wall-1_2", URL: "https://vk.test/wall-1_2", Thread: "wall-1_1", Seen: seen}}
	var asked ingest.Due
	answered(t, answers, func(q ingest.Due) ([]ingest.Known, error) {
		asked = q
		switch q.Source {
		case "wall":
			return known, nil
		case "ill":
			return nil, errors.New("the disk is full")
		}
		return nil, nil
	})
	got, err := asks.Due(t.Context(), question)
	if diff := cmp.Diff(known, got); diff != "" || err != nil || asked != question {
		t.Errorf("asked %+v, got %v: %s", asked, err, diff)
	}
	if got, err := asks.Due(t.Context(), ingest.Due{Source: "quiet", Limit: 5}); got != nil || err != nil {
		t.Errorf("nothing is due: %v, %v", got, err)
	}
	if _, err := asks.Due(t.Context(), ingest.Due{Source: "ill"}); err == nil || !strings.Contains(err.Error(), "the disk is full") {
		t.Errorf("the store cannot tell: %v", err)
	}
}

// TestAnAnswerFitsAMessage: what is left out is due the next time, since marks move by what was answered.
func TestAnAnswerFitsAMessage(t *testing.T) {
	s := open(t, t.TempDir())
	answered(t, s, func(q ingest.Due) ([]ingest.Known, error) {
		all := make([]ingest.Known, q.Limit)
		for i := range all {
			all[i] = ingest.Known{Number: int64(i + 1), ID: fmt.Sprint(i), URL: "https://vk.test/" + strings.Repeat("x", 20_000)}
		}
		return all, nil
	})
	got, err := s.Due(t.Context(), ingest.Due{Source: "wall", Limit: 1 << 20})
	if err != nil || len(got) == 0 || len(got) >= ingest.RefreshBatch || got[len(got)-1].Number != int64(len(got)) {
		t.Errorf("%d are due, %v", len(got), err)
	}
	known := memory(func(ingest.Due) ([]ingest.Known, error) {
		return slices.Repeat([]ingest.Known{{ID: strings.Repeat("x", 500)}}, 100), nil
	})
	if got := answering(t.Context(), known, []byte("{}"), 32<<10); len(got) > 32<<10 || len(got) < 10<<10 {
		t.Errorf("an answer of %d bytes to a server of small messages", len(got))
	}
	if got := string(answering(t.Context(), memory(nil), []byte("what?"), 1<<20)); got != `{"error":"that is no question which mentions are due"}` {
		t.Errorf("nonsense is answered with %s", got)
	}
}
