package sourcetest

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"molva/ingest"
)

// reading is what one call of a source brought: the pages that were taken, and how it ended.
type reading struct {
	pages   []ingest.Page
	next    ingest.Cursor // the last cursor that was taken
	refused bool          // a page was
	err     error
	status  []int // of the requests sent to a source that listens
}

// read lets the source go on from a cursor until it returns. One that stays is stopped when it has brought every mention
// of want and a little more time has passed, or when patience ends. refuse is the number of the page that the pipe does
// not take, counted from 1; 0 is none.
func (tr *trial) read(after ingest.Cursor, want []string, refuse int) reading {
	tr.t.Helper()
	ctx, cancel := context.WithTimeout(tr.t.Context(), tr.patience)
	defer cancel()
	p := &pipe{trial: tr, got: reading{next: after}, missing: slices.Clone(want), refuse: refuse, full: cancel}
	p.stop()
	ended := make(chan error, 1)
	go func() { ended <- p.feed(ctx) }()
	statuses := tr.send(ctx)
	err := <-ended
	p.mu.Lock()
	defer p.mu.Unlock()
	p.got.err, p.got.status = err, statuses
	tr.guard(p.got)
	return p.got
}

// pipe takes what a source emits.
type pipe struct {
	*trial
	refuse int
	full   func() // ends the read

	mu      sync.Mutex
	got     reading
	calls   int
	missing []string
}

// feed reads on as a worker would, after the wait that a network asks for beside good answers.
func (p *pipe) feed(ctx context.Context) error {
	for {
		err := p.run(ctx, p.at(), p.emit)
		var later *ingest.Throttled
		if m, _ := p.network.now(); m != well || !errors.As(err, &later) {
			return err
		}
		switch stopped := wait(ctx, max(time.Until(later.Until), time.Second)); {
		case errors.Is(stopped, context.Canceled): // all is there
			return nil
		case stopped != nil:
			return err
		}
	}
}

func (p *pipe) at() ingest.Cursor {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.got.next
}

func (p *pipe) emit(page ingest.Page) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.calls++; p.calls == p.refuse {
		p.got.refused = true
		return errRefused
	}
	p.got.pages = append(p.got.pages, page)
	if page.Next != "" {
		p.got.next = page.Next
	}
	p.missing = without(p.missing, encoded(p.t, page.Mentions))
	p.stop()
	return nil
}

// stop ends the read a little later when nothing is missing.
func (p *pipe) stop() {
	if len(p.missing) == 0 && p.refuse == 0 {
		time.AfterFunc(grace, p.full)
	}
}
