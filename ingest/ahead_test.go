package ingest

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

// slowPipe takes a second for each batch, and one batch not at all.
type slowPipe struct {
	Pipe
	refuse string // id of a mention
	taken  []string
}

var errRefused = errors.New("the pipe refuses it")

func (p *slowPipe) Publish(_ context.Context, batch []Envelope) (Receipt, error) {
	time.Sleep(time.Second)
	if batch[0].ID == p.refuse {
		return Receipt{}, errRefused
	}
	p.taken = append(p.taken, batch[0].ID)
	return Receipt{Taken: len(batch)}, nil
}

func (p *slowPipe) Place(context.Context, string) (Place, error) { return Place{}, nil }
func (p *slowPipe) Keep(context.Context, string, Place) error    { return nil }
func (p *slowPipe) Note(context.Context, Note) error             { return nil }
func (s readFunc) Read(ctx context.Context, c Cursor, emit func(Page) error) error {
	return s(ctx, emit)
}

type readFunc func(ctx context.Context, emit func(Page) error) error

// A file is read on while its last page is made durable, one page ahead, and its pages keep their order. A page that is
// refused ends the read at the next one, and none after it is published.
func TestAFileIsReadAhead(t *testing.T) {
	for _, test := range []struct {
		name, refuse string
		taken        []string
		took         time.Duration
		err          error
	}{
		{"all is well", "", []string{"1", "2", "3", "4"}, 5 * time.Second, nil},
		{"a page is refused", "2", []string{"1"}, 3 * time.Second, errRefused},
		{"the last page is refused", "4", []string{"1", "2", "3"}, 5 * time.Second, errRefused},
	} {
		synctest.Test(t, func(t *testing.T) {
			pipe, began := &slowPipe{refuse: test.refuse}, time.Now()
			source := readFunc(func(_ context.Context, emit func(Page) error) error {
				for i := range 4 {
					time.Sleep(time.Second) // to read the page
					if err := emit(Page{Mentions: []Mention{{ID: fmt.Sprint(i + 1), Text: "x"}}}); err != nil {
						return err
					}
				}
				return nil
			})
			w := &Worker{ID: "old", Network: "file", Source: source, Pipe: pipe, Now: time.Now, Log: slog.New(slog.DiscardHandler), Once: true}
			if err := w.Run(t.Context()); !errors.Is(err, test.err) || err != nil && test.err == nil {
				t.Errorf("%s: %v, want %v", test.name, err, test.err)
			}
			if took := time.Since(began); !slices.Equal(pipe.taken, test.taken) || took != test.took {
				t.Errorf("%s: taken %v after %v, want %v after %v", test.name, pipe.taken, took, test.taken, test.took)
			}
		})
	}
}
