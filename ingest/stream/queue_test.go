package stream

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"molva/ingest"
)

// While one publisher waits for a silent server, the others are told at once.
func TestOthersDoNotWaitForASilentServer(t *testing.T) {
	answer := make(chan error)
	asked := make(chan struct{})
	c := newCommitter(Options{}.withDefaults(), func(context.Context, []*entry) error { asked <- struct{}{}; return <-answer }, func(error) {})
	defer c.close()
	put := func() error {
		_, err := c.put(t.Context(), []entry{{id: ingest.MessageID("vk", "1", nil)}})
		return err
	}
	first := make(chan error)
	go func() { first <- put() }()
	<-asked
	answer <- ingest.ErrStreamed
	if err := <-first; !errors.Is(err, ingest.ErrStreamed) {
		t.Errorf("the first: %v", err)
	}
	go func() { first <- put() }()
	<-asked
	if err := put(); !errors.Is(err, ingest.ErrStreamed) {
		t.Errorf("the second while the first tries: %v", err)
	}
	answer <- nil
	if err := <-first; err != nil {
		t.Errorf("the first again: %v", err)
	}
}

// A stream that gives no answer holds one publisher for as long as an answer may take, and later ones for a second. What
// they brought may be taken all the same; brought again it counts as taken, since nobody was told.
func TestSilentServerHoldsNobodyLong(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const silence = 3 * time.Second
		var well atomic.Bool
		there := map[string]bool{}
		c := newCommitter(Options{}.withDefaults(), func(_ context.Context, fresh []*entry) error {
			for _, e := range fresh {
				e.repeated = there[e.id]
				there[e.id] = true
			}
			time.Sleep(silence)
			if well.Load() {
				return nil
			}
			return ingest.ErrStreamed
		}, func(error) {})
		defer c.close()
		put := func(want time.Duration) (ingest.Receipt, error) {
			began := time.Now()
			r, err := c.put(t.Context(), []entry{{id: ingest.MessageID("vk", "1", nil)}})
			if took := time.Since(began); took != want {
				t.Errorf("held for %v, want %v", took, want)
			}
			return r, err
		}
		for _, want := range []time.Duration{silence, hesitate, 0} {
			if _, err := put(want); !errors.Is(err, ingest.ErrStreamed) {
				t.Errorf("put: %v", err)
			}
		}
		well.Store(true) // the answer to the second comes when its publisher has gone
		time.Sleep(silence)
		if r, err := put(silence); err != nil || r.Taken != 1 || r.Duplicate != 0 {
			t.Errorf("again: %+v, %v, want it taken", r, err)
		}
		if r, err := put(0); err != nil || r.Duplicate != 1 {
			t.Errorf("a repeat: %+v, %v", r, err)
		}
	})
}

func TestWaitingIsBounded(t *testing.T) {
	answer, asked := make(chan error), make(chan struct{})
	c := newCommitter(Options{}.withDefaults(), func(context.Context, []*entry) error { asked <- struct{}{}; return <-answer }, func(error) {})
	defer c.close()
	many := func(from, n int) []entry {
		var all []entry
		for _, e := range mentions(from, from+n) {
			all = append(all, entry{Item: Item{Body: e.Body}, id: ingest.MessageID(e.Network, e.ID, e.Body)})
		}
		return all
	}
	var receipt ingest.Receipt
	var wait sync.WaitGroup
	wait.Go(func() {
		var err error
		if receipt, err = c.put(t.Context(), many(0, waitMessages+1)); err != nil {
			t.Errorf("a long call alone: %v", err)
		}
	})
	<-asked
	if _, err := c.put(t.Context(), many(0, 1)); !errors.Is(err, ingest.ErrFull) {
		t.Errorf("one more: %v, want ErrFull", err)
	}
	for range waitMessages / batchMessages {
		answer <- nil
		<-asked
	}
	answer <- nil
	wait.Wait()
	if receipt.Taken != waitMessages+1 {
		t.Errorf("receipt %+v", receipt)
	}
}

// A batch that got no answer may lie there all the same. Brought again it counts as taken, once: nobody was told before.
func TestReceiptAfterALostAnswer(t *testing.T) {
	there := map[string]bool{}
	lost := true
	c := newCommitter(Options{}.withDefaults(), func(_ context.Context, fresh []*entry) error {
		for _, e := range fresh {
			e.repeated = there[e.id]
			there[e.id] = true
		}
		if lost {
			return ingest.ErrStreamed
		}
		return nil
	}, func(error) {})
	defer c.close()
	put := func(ids ...string) (ingest.Receipt, error) {
		var all []entry
		for _, id := range ids {
			all = append(all, entry{id: ingest.MessageID("vk", id, nil)})
		}
		return c.put(t.Context(), all)
	}
	there[ingest.MessageID("vk", "foreign", nil)] = true
	if r, err := put("1", "2", "foreign"); !errors.Is(err, ingest.ErrStreamed) || r != (ingest.Receipt{}) {
		t.Errorf("without an answer: %+v, %v", r, err)
	}
	lost = false
	for _, want := range []ingest.Receipt{{Taken: 3, Duplicate: 2}, {Duplicate: 5}} {
		if r, err := put("1", "2", "2", "foreign", "3"); err != nil || r != want {
			t.Errorf("again: %+v, %v, want %+v", r, err, want)
		}
	}
}
