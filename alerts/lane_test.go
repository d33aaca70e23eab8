package alerts

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"molva/ingest"
	"molva/store"
)

// beside adds outlets that the desk has beside slack.
func (o *office) beside(names ...Outlet) []*fakeOutlet {
	o.t.Helper()
	var fakes []*fakeOutlet
	for _, added := range names {
		fake := &fakeOutlet{clock: &o.clock, able: slackLike}
		added.Notifier = fake
		fakes, o.more = append(fakes, fake), append(o.more, added)
	}
	o.restart()
	return fakes
}

// Outlets of one lane keep a second between their posts, since they may end in the same channel; others do not wait for them.
func TestPaceOfLanes(t *testing.T) {
	o := open(t, "", "")
	fakes := o.beside(Outlet{Name: "brand", Lane: "C1"}, Outlet{Name: "support", Lane: "C1"}, Outlet{Name: "mail"})
	for _, name := range []string{"slack", "brand", "support", "mail"} {
		o.alert(store.Letter{Key: "alert/1/" + name, Notifier: name}, "41 mentions")
	}
	start := o.clock
	o.pass(time.Minute)
	for i, want := range []time.Duration{time.Second, time.Second, 2 * time.Second, time.Second} {
		fake := append([]*fakeOutlet{o.outlet}, fakes...)[i]
		if len(fake.posts) != 1 || fake.posts[0].at.Sub(start) != want {
			t.Errorf("outlet %d has %v, want one after %v", i, fake.posts, want)
		}
	}
}

// Who is asked to wait does so with all of the lane, and nobody else does.
func TestThrottledLane(t *testing.T) {
	o := open(t, "", "")
	fakes := o.beside(Outlet{Name: "brand", Lane: "C1"}, Outlet{Name: "support", Lane: "C1"})
	fakes[0].answers = append(fakes[0].answers, func(Message) (bool, error) {
		return false, &ingest.Throttled{Until: o.clock.Add(7 * time.Minute)}
	})
	for _, name := range []string{"slack", "brand", "support"} {
		o.alert(store.Letter{Key: "alert/1/" + name, Notifier: name}, "41 mentions")
	}
	start := o.clock
	o.pass(time.Hour)
	for i, want := range []time.Duration{time.Second, 7*time.Minute + time.Second, 7*time.Minute + 2*time.Second} {
		fake := append([]*fakeOutlet{o.outlet}, fakes...)[i]
		if len(fake.posts) != 1 || fake.posts[0].at.Sub(start).Round(2*time.Second) != want.Round(2*time.Second) {
			t.Errorf("outlet %d has %v, want one after %v", i, fake.posts, want)
		}
	}
}

// hanging is an outlet that answers nothing until it is given up.
type hanging struct {
	fakeOutlet
	began chan struct{} // closed once it has been handed something
}

func (h *hanging) Notify(ctx context.Context, _ Message) (Place, error) {
	close(h.began)
	<-ctx.Done()
	return Place{}, ErrUnclear
}

// reporting tells what arrives.
type reporting struct {
	fakeOutlet
	arrived chan string
}

func (r *reporting) Notify(_ context.Context, m Message) (Place, error) {
	r.arrived <- m.Key
	return Place{}, nil
}

// An outlet that hangs holds up nobody else, and does not keep the program from ending.
func TestHangingOutlet(t *testing.T) {
	var ticks atomic.Int64 // a clock that is a second further whenever somebody looks
	now := func() time.Time {
		return time.Date(2026, 9, 21, 12, 0, 0, 0, time.UTC).Add(time.Duration(ticks.Add(1)) * time.Second)
	}
	topics := []ingest.Topic{{ID: "zarya", Name: "Zarya", Zone: time.UTC, Language: "en"}}
	db, err := store.Open(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "molva.db"), Topics: topics, Now: now})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	fine := &reporting{arrived: make(chan string)}
	hangs := &hanging{began: make(chan struct{})}
	desk := &Desk{DB: db, Topics: topics, Now: now, Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
		Notifiers: []Outlet{{Name: "hangs", Notifier: hangs}, {Name: "fine", Notifier: fine}}}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	done := make(chan error)
	go func() { done <- desk.Run(ctx) }()
	payload, err := Parcel(Story{Title: "Spike", Headline: "41 mentions"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"hangs", "fine/1", "fine/2"} {
		l := store.Letter{Key: key, Kind: string(Spike), Topic: "zarya", Notifier: key[:min(len(key), 4)], Due: now(), Payload: payload}
		if key == "hangs" {
			l.Notifier = key
		}
		if _, err := db.Enqueue(t.Context(), l); err != nil {
			t.Fatal(err)
		}
		desk.Ring()
	}
	for _, want := range []string{"fine/1", "fine/2"} {
		if got := <-fine.arrived; got != want {
			t.Errorf("%s arrived, want %s", got, want)
		}
	}
	<-hangs.began
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
	l, _, err := db.LetterByKey(t.Context(), "hangs")
	if err != nil || l.State != store.Sending {
		t.Errorf("what was handed over is %s, %v", l.State, err)
	}
}

// Letters to what is not set up any more end, whoever else there is.
func TestOutletIsGone(t *testing.T) {
	o := open(t, "09:00", "")
	o.alert(store.Letter{Key: "alert/1", Notifier: "mail"}, "41 mentions")
	o.pass(time.Minute)
	l, _, err := o.db.LetterByKey(t.Context(), "alert/1")
	if err != nil || l.State != store.Expired {
		t.Errorf("the letter is %s, %v", l.State, err)
	}
}

// A letter that cannot be read fails, once and alone.
func TestBrokenLetter(t *testing.T) {
	o := open(t, "", "")
	for key, payload := range map[string]string{"alert/1": "{", "alert/2": "", "alert/3": "{}"} {
		l := store.Letter{Key: key, Kind: string(Spike), Topic: "zarya", Notifier: "slack", Due: o.clock, Payload: []byte(payload)}
		if _, err := o.db.Enqueue(t.Context(), l); err != nil {
			t.Fatal(err)
		}
	}
	o.alert(store.Letter{Key: "alert/1/2", Manner: store.Over, Target: "alert/1"}, "60 mentions")
	o.alert(store.Letter{Key: "alert/4"}, "41 mentions")
	o.clock = o.clock.Add(2 * time.Second)
	if _, err := o.desk.Round(t.Context()); !errors.Is(err, errUnreadable) {
		t.Errorf("the round ended with %v", err)
	}
	o.pass(time.Minute)
	o.shows("alert/4 41 mentions")
}
