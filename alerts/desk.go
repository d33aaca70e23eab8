package alerts

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"time"

	"molva/alerts/phrase"
	"molva/ingest"
	"molva/store"
)

// Desk is the loop of this room. The outbox always holds the next digest of every topic, planned ahead, so that after any
// downtime it is known what was missed. Of several that are due only the newest is sent, with one line for the others.
type Desk struct {
	DB        *store.DB
	Topics    []ingest.Topic // digests go out for the roots that are ours; the tree and competitors stand in them
	Schedule  Schedule
	Notifiers []Outlet
	Links     Links
	Now       func() time.Time
	Log       *slog.Logger

	// Step is told the name of every step between which a crash must lose and double nothing. Tests only end the process
	// there; nil otherwise.
	Step func(name string)

	resting map[string]pause // outlet → it is left alone

	woken sync.Once
	bell  chan struct{} // rings when something was queued from outside of Run

	mu      sync.Mutex
	trouble map[string]string // outlet → why its last message failed for good
}

// Outlet is a notifier with the name that stands in the outbox.
type Outlet struct {
	Name string
	Notifier
	Route Route
}

const (
	pace     = time.Second     // between two posts to one outlet: Slack's limit for a channel
	longest  = 5 * time.Second // the desk looks at the clock at least so often, since clocks are set
	lateness = 15 * time.Minute
)

// once is the kind of letter that Post queues; the planned ones are of the kind digest-day or digest-week.
const once = "digest-once"

// Run keeps the schedule until ctx ends, and returns nil then. Trouble of the store or of an outlet is logged and tried
// again.
func (d *Desk) Run(ctx context.Context) error {
	for {
		wake, err := d.Round(ctx)
		if ctx.Err() != nil {
			return nil
		}
		wait := longest
		if err != nil {
			d.Log.Error("digests are in trouble", "err", err)
		} else if !wake.IsZero() {
			wait = min(max(wake.Sub(d.Now()), 10*time.Millisecond), longest)
		}
		timer := time.NewTimer(wait)
		select {
		case <-ctx.Done():
			timer.Stop()
			return nil
		case <-timer.C:
		case <-d.doorbell():
			timer.Stop()
		}
	}
}

func (d *Desk) doorbell() chan struct{} {
	d.woken.Do(func() { d.bell = make(chan struct{}, 1) })
	return d.bell
}

// Round plans and sends what is due now, and returns when something is due next, zero when nothing is. It is one turn of
// Run.
func (d *Desk) Round(ctx context.Context) (wake time.Time, err error) {
	if d.resting == nil {
		d.start()
	}
	if err := d.plan(ctx); err != nil {
		return wake, fmt.Errorf("plan digests: %w", err)
	}
	letters, err := d.outbox(ctx)
	if err != nil {
		return wake, fmt.Errorf("read the outbox: %w", err)
	}
	var all []error
	for _, l := range letters {
		next, err := d.attend(ctx, l, letters)
		if err != nil {
			all = append(all, fmt.Errorf("letter %s: %w", l.Key, err))
		}
		if wake.IsZero() || (!next.IsZero() && next.Before(wake)) {
			wake = next
		}
	}
	return wake, errors.Join(all...)
}

// start counts the pace from now on: what was posted just before a restart is not known.
func (d *Desk) start() {
	d.resting = map[string]pause{}
	for _, o := range d.Notifiers {
		d.rest(o.Name, nil)
	}
}

// outbox lists all letters that are not done with, the planned ones too, the oldest period first.
func (d *Desk) outbox(ctx context.Context) ([]*store.Letter, error) {
	letters, err := d.DB.Letters(ctx, d.Now().AddDate(100, 0, 0))
	all := make([]*store.Letter, len(letters))
	for i := range letters {
		all[i] = &letters[i]
	}
	slices.SortStableFunc(all, func(a, b *store.Letter) int { return a.Period.From.Compare(b.Period.From) })
	return all, err
}

// Post queues the digest of a topic and period at every outlet, due now. It returns false when that digest was queued
// like this before.
func (d *Desk) Post(ctx context.Context, topic string, p store.Period) (added bool, err error) {
	now := d.Now()
	for _, o := range d.Notifiers {
		l := store.Letter{Kind: once, Topic: topic, Notifier: o.Name, Period: p, Due: now, Next: now, State: store.Queued}
		l.Key = fmt.Sprintf("%s/%s/%s/%s/%s", once, topic, p.From.Format(time.DateOnly), p.To.Format(time.DateOnly), o.Name)
		is, err := d.queue(ctx, l)
		if err != nil {
			return added, fmt.Errorf("queue digest of %s: %w", topic, err)
		}
		added = added || is
	}
	select {
	case d.doorbell() <- struct{}{}:
	default: // it rings already
	}
	return added, nil
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

// Trouble says for each outlet why its last message failed for good; a message that arrives ends it.
func (d *Desk) Trouble() map[string]string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return maps.Clone(d.trouble)
}

func (d *Desk) outlet(name string) (Notifier, bool) {
	for _, o := range d.Notifiers {
		if o.Name == name {
			return o.Notifier, true
		}
	}
	return nil, false
}

func (d *Desk) topic(id string) (ingest.Topic, bool) {
	for _, t := range d.Topics {
		if t.ID == id {
			return t, true
		}
	}
	return ingest.Topic{}, false
}

// message builds what a letter is about, in the topic's language.
func (d *Desk) message(ctx context.Context, l store.Letter, notes func(*phrase.Printer) []string) (Message, error) {
	t, ok := d.topic(l.Topic)
	if !ok {
		return Message{}, errors.New("the topic is gone")
	}
	digest, err := Build(ctx, d.DB, l.Topic, in(l.Period, t.Zone))
	if err != nil {
		return Message{}, err
	}
	p, err := phrase.New(t.Language, Texts)
	if err != nil {
		return Message{}, err
	}
	story := Tell(digest, p, d.Links)
	story.Notes = notes(p)
	return Message{Key: l.Key, Kind: l.Kind, Topic: l.Topic, Period: digest.Period, Story: story}, nil
}
