package metric

import (
	"context"
	"time"

	"molva/alerts/service"
	"molva/store"
)

// memory is what readers of one database have read.
type memory struct {
	told  map[toldKey]*told
	sets  map[setKey]store.Set
	lists map[listKey][]store.Census
	reads map[readKey]any
	rates map[toldKey]Value        // of row 38, which is asked for of every rival
	heard map[string]service.Heard // by topic: the last that was read
	waits map[waitsKey]waits
	until map[string]map[string]time.Time // by topic at the root, and network
}

type (
	toldKey struct {
		network, account string
		from, to         int64 // of the period
	}
	setKey struct {
		network, account, name string
		at                     int64
		span                   time.Duration
	}
	listKey struct {
		network, account, name string
		from, to               int64
	}
)

func newMemory() *memory {
	return &memory{
		told:  map[toldKey]*told{},
		sets:  map[setKey]store.Set{},
		lists: map[listKey][]store.Census{},
		reads: map[readKey]any{},
		rates: map[toldKey]Value{},
		heard: map[string]service.Heard{},
		waits: map[waitsKey]waits{},
		until: map[string]map[string]time.Time{},
	}
}

// set reads the people of a census.
func (r *Reader) set(ctx context.Context, c store.Census) (store.Set, error) {
	key := setKey{c.Network, c.Account, c.Name, c.At.UnixMilli(), c.Span}
	if s, known := r.known.sets[key]; known {
		return s, nil
	}
	s, _, err := r.DB.MemberSet(ctx, c.Account, c.Network, c.Name, c.Span, c.At)
	if err == nil {
		r.known.sets[key] = s
	}
	return s, err
}

// censuses are the sets of a name that an account had taken in a period, oldest first.
func (r *Reader) censuses(ctx context.Context, o Owned, name string, p store.Period) ([]store.Census, error) {
	key := listKey{o.Network, o.Account, name, p.From.UnixMilli(), p.To.UnixMilli()}
	if list, known := r.known.lists[key]; known {
		return list, nil
	}
	list, err := r.DB.Censuses(ctx, o.Account, o.Network, name, p)
	if err == nil {
		r.known.lists[key] = list
	}
	return list, err
}
