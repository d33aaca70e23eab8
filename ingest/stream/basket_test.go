package stream

import (
	"context"
	"slices"
	"testing"
)

func TestBasketGivesWhatCame(t *testing.T) {
	b := newBasket(3)
	go func() {
		for seq := range uint64(10) {
			b.put(t.Context(), Item{Seq: seq + 1})
		}
	}()
	var all []uint64
	for len(all) < 10 {
		items, err := b.take(t.Context())
		if err != nil || len(items) == 0 || len(items) > 3 {
			t.Fatalf("took %v, %v", items, err)
		}
		all = append(all, seqs(items)...)
	}
	if !slices.Equal(all, upTo(10)) {
		t.Errorf("took %v", all)
	}
}

func TestBasketIsBoundedByBytes(t *testing.T) {
	b := newBasket(1000)
	half := make([]byte, readBytes/2)
	for i, want := range []bool{true, true, false} {
		if got := b.add(Item{Body: half}); got != want {
			t.Errorf("half %d: added %t", i+1, got)
		}
	}
}

// What came after an item that was dropped must be dropped too, or the reader would never see the hole.
func TestBasketHasNoHoles(t *testing.T) {
	b := newBasket(1)
	ctx, cancel := context.WithCancel(t.Context())
	b.put(ctx, Item{Seq: 1})
	cancel()
	b.put(ctx, Item{Seq: 2})
	if items, err := b.take(t.Context()); err != nil || !slices.Equal(seqs(items), []uint64{1}) {
		t.Fatalf("took %v, %v", items, err)
	}
	b.put(ctx, Item{Seq: 3})
	if items := b.empty(1); items != nil {
		t.Errorf("%v came behind a hole", items)
	}
}
