package alerts

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"molva/ingest"
	"molva/store"
)

// post is one message that a fake outlet took.
type post struct {
	key   string
	at    time.Time
	notes []string
	under string // id of the message that it answers
	says  string // its headline, or the mark of its quote
	edits int
}

// reply is what an outlet does with a message, and what it says about that.
type reply = func(m Message) (arrived bool, err error)

// fakeOutlet is an outlet whose answers are told in advance. It shows what arrived.
type fakeOutlet struct {
	clock   *time.Time
	able    Abilities
	answers []reply // used up one by one; then everything works
	blind   bool    // it cannot look back, as a webhook
	noLook  error   // of Find
	posts   []post
	calls   []time.Time // of Notify
}

func (f *fakeOutlet) Notify(ctx context.Context, m Message) (Place, error) {
	f.calls = append(f.calls, *f.clock)
	arrived, err := true, error(nil)
	if len(f.answers) > 0 {
		arrived, err = f.answers[0](m)
		f.answers = f.answers[1:]
	}
	if !arrived {
		return Place{}, err
	}
	p := post{key: m.Key, at: *f.clock, notes: m.Story.Notes, under: m.Under.ID, says: m.Story.Headline}
	if m.Said != nil {
		p.says = m.Said.Mark
	}
	if m.Over.ID != "" {
		i, _ := strconv.Atoi(strings.TrimPrefix(m.Over.ID, "id"))
		p.edits = f.posts[i-1].edits + 1
		p.at = f.posts[i-1].at
		f.posts[i-1] = p
		return m.Over, err
	}
	f.posts = append(f.posts, p)
	return f.place(len(f.posts)), err
}

func (f *fakeOutlet) place(n int) Place {
	if f.blind && !f.able.Threads {
		return Place{} // a webhook does not say
	}
	return Place{Channel: "C1", ID: fmt.Sprint("id", n)}
}

func (f *fakeOutlet) Able() Abilities { return f.able }

func (f *fakeOutlet) Find(ctx context.Context, key string, since time.Time, under Place) (Place, error) {
	if f.blind {
		return Place{}, ErrCannotLook
	}
	for i, p := range f.posts {
		if p.key == key && p.under == under.ID {
			return f.place(i + 1), f.noLook
		}
	}
	return Place{}, f.noLook
}

func answer(arrived bool, err error) reply {
	return func(Message) (bool, error) { return arrived, err }
}

// office is a desk with a clock that the test moves.
type office struct {
	t       *testing.T
	clock   time.Time
	outlet  *fakeOutlet
	desk    *Desk
	db      *store.DB
	more    []Outlet // beside the one called slack
	route   Route    // of that one
	reports map[Kind]Report
	step    func(string)
	dead    bool // the desk was killed
}

func open(t *testing.T, daily, weekly string) *office {
	t.Helper()
	moscow := zone(t, "Europe/Moscow")
	o := &office{t: t, clock: time.Date(2026, 9, 21, 12, 0, 0, 0, moscow)} // a Monday
	topics := []ingest.Topic{
		{ID: "zarya", Name: "Zarya", Zone: moscow, Language: "en"},
		{ID: "kestrel", Name: "Kestrel", Parent: "zarya", Zone: moscow, Language: "en"},
		{ID: "boreal", Name: "Boreal", Competitor: true, Zone: moscow, Language: "en"},
	}
	db, err := store.Open(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "molva.db"), Topics: topics, Now: o.now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	o.db, o.outlet = db, &fakeOutlet{clock: &o.clock}
	o.desk = &Desk{DB: db, Topics: topics}
	o.restart()
	o.schedule(daily, weekly)
	o.round()
	return o
}

func (o *office) now() time.Time { return o.clock }

func (o *office) schedule(daily, weekly string) {
	o.t.Helper()
	s, err := ParseSchedule(daily, weekly, "1 10:00")
	if err != nil {
		o.t.Fatal(err)
	}
	o.desk.Schedule = s
}

// restart makes a new desk over the same outbox.
func (o *office) restart() {
	o.desk = &Desk{DB: o.db, Topics: o.desk.Topics, Schedule: o.desk.Schedule, Now: o.now,
		Notifiers: append([]Outlet{{Name: "slack", Notifier: o.outlet, Route: o.route}}, o.more...), Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Step: o.step, Reports: o.reports}
}

func (o *office) round() {
	o.t.Helper()
	if _, err := o.desk.Round(o.t.Context()); err != nil {
		o.t.Fatal(err)
	}
}

// pass lets time go by, with the desk at work.
func (o *office) pass(d time.Duration) {
	o.t.Helper()
	end := o.clock.Add(d)
	for o.clock.Before(end) {
		wake, err := o.desk.Round(o.t.Context())
		if err != nil {
			o.t.Fatal(err)
		}
		if o.dead {
			o.dead = false
			o.restart()
			continue
		}
		next := end
		if !wake.IsZero() && wake.Before(end) {
			next = wake
		}
		if o.clock = o.clock.Add(time.Second); next.After(o.clock) {
			o.clock = next
		}
	}
	o.round()
}

// sleep lets time go by with nobody there, and restarts.
func (o *office) sleep(d time.Duration) {
	o.clock = o.clock.Add(d)
	o.restart()
}

func (o *office) until(day, hour, minute int) time.Duration {
	return time.Date(2026, 9, day, hour, minute, 0, 0, o.clock.Location()).Sub(o.clock)
}

// posted checks what arrived: "key note | note".
func (o *office) posted(want ...string) {
	o.t.Helper()
	var got []string
	for _, p := range o.outlet.posts {
		got = append(got, strings.TrimSpace(p.key+" "+strings.Join(p.notes, " | ")))
	}
	if !slices.Equal(got, want) {
		o.t.Errorf("posted\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

func TestOnTime(t *testing.T) {
	o := open(t, "09:00", "mon 09:00")
	o.pass(o.until(22, 8, 59))
	o.posted()
	o.pass(o.until(22, 9, 0))
	o.posted("digest-day/zarya/2026-09-21/slack")
	o.pass(o.until(24, 10, 0))
	o.pass(o.until(28, 9, 1))
	o.posted("digest-day/zarya/2026-09-21/slack", "digest-day/zarya/2026-09-22/slack", "digest-day/zarya/2026-09-23/slack",
		"digest-day/zarya/2026-09-24/slack", "digest-day/zarya/2026-09-25/slack", "digest-day/zarya/2026-09-26/slack",
		"digest-week/zarya/2026-09-21/slack", "digest-day/zarya/2026-09-27/slack")
	last := o.outlet.posts[len(o.outlet.posts)-2:]
	if last[1].at.Sub(last[0].at) < time.Second {
		t.Error("two posts in one second")
	}
}

func TestDowntime(t *testing.T) {
	o := open(t, "09:00", "")
	o.sleep(o.until(25, 11, 0))
	o.pass(time.Minute)
	o.posted("digest-day/zarya/2026-09-24/slack Late: it was due on 25 Sep, 09:00. | Not sent before: 21–23 Sep.")
	o.pass(o.until(26, 9, 1))
	o.posted("digest-day/zarya/2026-09-24/slack Late: it was due on 25 Sep, 09:00. | Not sent before: 21–23 Sep.",
		"digest-day/zarya/2026-09-25/slack")
}

// A restart inside the lateness that nobody minds is not worth a word.
func TestShortDowntime(t *testing.T) {
	o := open(t, "09:00", "")
	o.sleep(o.until(22, 9, 5))
	o.pass(time.Minute)
	o.posted("digest-day/zarya/2026-09-21/slack")
}

func TestOutage(t *testing.T) {
	o := open(t, "09:00", "")
	down := errors.New("connection refused")
	for range 300 {
		o.outlet.answers = append(o.outlet.answers, answer(false, down))
	}
	o.pass(o.until(22, 10, 0))
	o.posted()
	o.outlet.answers = nil
	back := o.clock
	o.pass(2 * time.Minute)
	o.posted("digest-day/zarya/2026-09-21/slack Late: it was due on 22 Sep, 09:00.")
	if took := o.outlet.posts[0].at.Sub(back); took > time.Minute {
		t.Errorf("took %v after the outlet was back", took)
	}
}

func TestThrottled(t *testing.T) {
	for asked, waited := range map[time.Duration]time.Duration{time.Second: time.Second, 7 * time.Minute: 7 * time.Minute, 24 * time.Hour: time.Hour} {
		o := open(t, "09:00", "")
		due := o.clock.Add(o.until(22, 9, 0))
		o.outlet.answers = append(o.outlet.answers, func(Message) (bool, error) {
			return false, fmt.Errorf("post: %w", &ingest.Throttled{Until: o.clock.Add(asked)})
		})
		o.pass(o.until(22, 11, 0))
		if n := len(o.outlet.posts); n != 1 {
			t.Fatalf("%v: %d posts", asked, n)
		}
		if got := o.outlet.posts[0].at.Sub(due); got < waited || got > waited+time.Second {
			t.Errorf("asked for %v, waited %v, want %v", asked, got, waited)
		}
	}
}

// Who asks to slow down means all letters, not the one that it was told about.
func TestThrottledForAll(t *testing.T) {
	o := open(t, "09:00", "mon 09:00")
	o.pass(o.until(28, 8, 59))
	o.outlet.posts = nil
	o.outlet.answers = append(o.outlet.answers, func(Message) (bool, error) {
		return false, fmt.Errorf("post: %w", &ingest.Throttled{Until: o.clock.Add(7 * time.Minute)})
	})
	due := o.clock.Add(o.until(28, 9, 0))
	o.pass(o.until(28, 9, 30))
	if len(o.outlet.posts) != 2 {
		t.Fatalf("%d posts, want the day's and the week's", len(o.outlet.posts))
	}
	for _, p := range o.outlet.posts {
		if waited := p.at.Sub(due); waited < 7*time.Minute {
			t.Errorf("%s was posted %v after being asked to wait for 7 minutes", p.key, waited)
		}
	}
}

func TestRefused(t *testing.T) {
	o := open(t, "09:00", "")
	attempts := 0
	for range 10 {
		o.outlet.answers = append(o.outlet.answers, func(Message) (bool, error) {
			attempts++
			return false, fmt.Errorf("post: %w: is_archived", ErrRefused)
		})
	}
	o.pass(o.until(22, 12, 0))
	if attempts != tries {
		t.Errorf("%d attempts, want %d", attempts, tries)
	}
	if why := o.desk.Trouble()["slack"]; why != "post: refused: is_archived" {
		t.Errorf("trouble: %q", why)
	}
	o.outlet.answers = nil
	o.pass(o.until(23, 9, 1))
	o.posted("digest-day/zarya/2026-09-22/slack")
	if len(o.desk.Trouble()) != 0 {
		t.Errorf("trouble stays: %v", o.desk.Trouble())
	}
}

// Whatever the outcome of an unclear attempt was, the digest is there once; or twice with a mark, where nobody can look.
func TestUnclear(t *testing.T) {
	const key = "digest-day/zarya/2026-09-21/slack"
	const marked = key + " Possible repeat: nobody knows whether the first one arrived."
	unclear := fmt.Errorf("post: %w: EOF", ErrUnclear)
	doubtful := fmt.Errorf("post: %w: 500", ErrDoubtful)
	for name, c := range map[string]struct {
		blind   bool
		answers []reply
		want    []string
	}{
		"it arrived":                  {false, []reply{answer(true, unclear)}, []string{key}},
		"it did not":                  {false, []reply{answer(false, unclear)}, []string{key}},
		"three times lost":            {false, slices.Repeat([]reply{answer(false, unclear)}, 3), []string{key}},
		"blind, it arrived":           {true, []reply{answer(true, unclear)}, []string{key, marked}},
		"blind, it did not":           {true, []reply{answer(false, unclear)}, []string{marked}},
		"blind, never an answer":      {true, slices.Repeat([]reply{answer(true, unclear)}, 9), []string{key, marked}},
		"blind, broken over and over": {true, slices.Repeat([]reply{answer(false, doubtful)}, 9), []string{marked}},
	} {
		t.Run(name, func(t *testing.T) {
			o := open(t, "09:00", "")
			o.outlet.blind, o.outlet.answers = c.blind, c.answers
			o.pass(o.until(22, 9, 10))
			o.posted(c.want...)
		})
	}
}

// A crash between sending and writing it down leaves the letter in sending.
func TestCrash(t *testing.T) {
	const key = "digest-day/zarya/2026-09-21/slack"
	for name, c := range map[string]struct {
		blind, arrived bool
		want           []string
	}{
		"after the post":         {false, true, []string{key}},
		"before the post":        {false, false, []string{key}},
		"after the post, blind":  {true, true, []string{key, key + " Possible repeat: nobody knows whether the first one arrived."}},
		"before the post, blind": {true, false, []string{key + " Possible repeat: nobody knows whether the first one arrived."}},
	} {
		t.Run(name, func(t *testing.T) {
			o := open(t, "09:00", "")
			o.clock = o.clock.Add(o.until(22, 9, 0))
			letters, err := o.db.Letters(t.Context(), o.clock)
			if err != nil || len(letters) != 1 {
				t.Fatalf("%d letters, %v", len(letters), err)
			}
			letters[0].State, letters[0].Attempts = store.Sending, 1
			if err := o.db.Record(t.Context(), letters[0]); err != nil {
				t.Fatal(err)
			}
			if c.arrived {
				o.outlet.posts = append(o.outlet.posts, post{key: key, at: o.clock})
			}
			o.outlet.blind = c.blind
			o.restart()
			o.pass(time.Minute)
			o.posted(c.want...)
		})
	}
}

// While it cannot be found out, nothing is sent.
func TestHistoryIsDown(t *testing.T) {
	o := open(t, "09:00", "")
	o.outlet.answers = append(o.outlet.answers, answer(true, ErrUnclear))
	o.outlet.noLook = errors.New("history is down")
	o.pass(o.until(22, 9, 20))
	o.outlet.noLook = nil
	o.pass(time.Minute)
	o.posted("digest-day/zarya/2026-09-21/slack")
	letters, err := o.db.Letters(t.Context(), o.clock.AddDate(1, 0, 0))
	if err != nil || len(letters) != 1 || letters[0].Key != "digest-day/zarya/2026-09-22/slack" {
		t.Errorf("waiting: %v, %v", letters, err)
	}
}

// What arrived after all is not called missing by the next digest.
func TestLateNewsOfArrival(t *testing.T) {
	o := open(t, "09:00", "")
	o.outlet.answers = append(o.outlet.answers, answer(true, ErrUnclear))
	o.outlet.noLook = errors.New("history is down")
	o.pass(o.until(22, 9, 20))
	o.outlet.noLook = nil
	o.sleep(o.until(23, 9, 1))
	o.pass(time.Minute)
	o.posted("digest-day/zarya/2026-09-21/slack", "digest-day/zarya/2026-09-22/slack")
}

func TestScheduleChanges(t *testing.T) {
	o := open(t, "09:00", "mon 09:00")
	o.schedule("11:00", "")
	o.pass(o.until(22, 10, 59))
	o.posted()
	o.pass(2 * time.Minute)
	o.posted("digest-day/zarya/2026-09-21/slack")
	o.pass(o.until(28, 8, 0))
	for _, p := range o.outlet.posts {
		if strings.HasPrefix(p.key, "digest-week") {
			t.Error("the weekly digest is still sent")
		}
	}
}

func TestPost(t *testing.T) {
	o := open(t, "", "")
	week := store.Week(o.clock, o.clock.Location())
	for i, want := range []bool{true, false} {
		added, err := o.desk.Post(t.Context(), "kestrel", week)
		if err != nil || added != want {
			t.Errorf("call %d: %v, %v", i, added, err)
		}
	}
	o.pass(time.Minute)
	o.posted("digest-once/kestrel/2026-09-21/2026-09-28/slack")
}

// The clock is put back by a day and on again: no digest is repeated or left out.
func TestClockJumps(t *testing.T) {
	o := open(t, "09:00", "")
	o.pass(o.until(23, 9, 1))
	o.clock = o.clock.Add(-24 * time.Hour)
	o.pass(time.Hour)
	o.clock = o.clock.Add(23 * time.Hour)
	o.pass(o.until(24, 9, 1))
	o.posted("digest-day/zarya/2026-09-21/slack", "digest-day/zarya/2026-09-22/slack", "digest-day/zarya/2026-09-23/slack")
}

// A retry that was planned before the clock was put back by a day does not wait for a day.
func TestClockPutBackDuringRetry(t *testing.T) {
	o := open(t, "09:00", "")
	o.outlet.answers = append(o.outlet.answers, answer(false, errors.New("connection refused")))
	o.pass(o.until(22, 9, 0))
	o.clock = o.clock.Add(-24 * time.Hour)
	o.pass(time.Minute)
	o.posted("digest-day/zarya/2026-09-21/slack")
}

func TestRun(t *testing.T) {
	o := open(t, "09:00", "")
	o.desk.Now = time.Now
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- o.desk.Run(ctx) }()
	cancel()
	if err := <-done; err != nil {
		t.Errorf("the end of the context is an error: %v", err)
	}
}
