package alerts

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"molva/alerts/phrase"
	"molva/ingest"
	"molva/store"
)

// Desk is the loop of this room: it plans digests and reports, and posts them and whatever else waits in the outbox. The outbox always
// holds the next digest of every topic and outlet, planned ahead, so that after any downtime it is known what was missed. Of
// several that are due only the newest is sent, with one line for the others.
type Desk struct {
	DB        *store.DB
	Topics    []ingest.Topic
	Schedule  Schedule
	Notifiers []Outlet
	Links     Links
	Reports   map[Kind]Report // those that can be built; the others are not planned
	Now       func() time.Time
	Log       *slog.Logger

	// Step is told the name of every step between which a crash must lose and double nothing. Tests only end the process
	// there; nil otherwise.
	Step func(name string)

	opening sync.Once
	lanes   []*lane

	mu      sync.Mutex
	trouble map[string]string // outlet → why its last message failed for good
}

// Report builds a report of a topic and period, in the topic's language. The room that makes reports stands on this one, so it is
// given.
type Report func(ctx context.Context, topic ingest.Topic, p store.Period) (Story, error)

// Outlet is a notifier with the name that stands in the outbox, and what goes there.
type Outlet struct {
	Name string
	Notifier
	Route Route
	Lane  string // outlets of one lane share their pace, as those that end in the same channel must; "": a lane of its own

	// Patience is how long a message is tried where a program listens, ever more rarely: it wants each of them, however late. 0: people
	// read them, to whom an old alert is no news.
	Patience time.Duration
}

// Run keeps the schedule until ctx ends, and returns nil then. Trouble of the store or of an outlet is logged and tried
// again.
func (d *Desk) Run(ctx context.Context) error {
	var all sync.WaitGroup
	for _, n := range d.open() {
		all.Go(func() { n.run(ctx) })
	}
	all.Wait()
	return nil
}

// Round plans and sends what is due now, and returns when something is due next, zero when nothing is. It is one turn of
// Run, for all lanes side by side; the two are not to be called at once.
func (d *Desk) Round(ctx context.Context) (wake time.Time, err error) {
	lanes := d.open()
	wakes, errs := make([]time.Time, len(lanes)), make([]error, len(lanes))
	var all sync.WaitGroup
	for i, n := range lanes {
		all.Go(func() { wakes[i], errs[i] = n.turn(ctx) })
	}
	all.Wait()
	for _, w := range wakes {
		wake = sooner(wake, w)
	}
	return wake, errors.Join(errs...)
}

// sooner is the earlier of two moments; a zero one is never.
func sooner(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// Ring wakes the desk after something was queued past it.
func (d *Desk) Ring() {
	for _, n := range d.open() {
		n.ring()
	}
}

// open sorts the outlets into lanes, and adds one for the letters of outlets that are gone.
func (d *Desk) open() []*lane {
	d.opening.Do(func() {
		named := map[string]*lane{}
		for _, o := range d.Notifiers {
			n := named[o.Lane]
			if n == nil || o.Lane == "" {
				n = newLane(d)
				named[o.Lane], d.lanes = n, append(d.lanes, n)
			}
			n.outlets = append(n.outlets, o)
		}
		d.lanes = append(d.lanes, newLane(d))
	})
	return d.lanes
}

func (d *Desk) queue(ctx context.Context, l store.Letter) (added bool, err error) {
	d.step("queue")
	defer d.step("queued")
	return d.DB.Enqueue(ctx, l)
}

func (d *Desk) step(name string) {
	if d.Step != nil {
		d.Step(name)
	}
}

func (d *Desk) outlet(name string) (Outlet, bool) {
	for _, o := range d.Notifiers {
		if o.Name == name {
			return o, true
		}
	}
	return Outlet{}, false
}

func (d *Desk) topic(id string) (ingest.Topic, bool) {
	for _, t := range d.Topics {
		if t.ID == id {
			return t, true
		}
	}
	return ingest.Topic{}, false
}

// voice is how people are told of a topic: in which language, and by which clocks.
type voice struct {
	*phrase.Printer
	zone *time.Location
}

// voice is that of a topic or, for what concerns none, that of our first one.
func (d *Desk) voice(topic string) (voice, error) {
	t, ok := d.topic(topic)
	if !ok && len(d.Topics) > 0 {
		t = d.Topics[0]
	}
	if t.Zone == nil {
		t.Zone = time.UTC
	}
	p, err := phrase.New(t.Language, Texts)
	return voice{p, t.Zone}, err
}
