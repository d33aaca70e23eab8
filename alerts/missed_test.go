package alerts

import (
	"errors"
	"fmt"
	"runtime"
	"testing"
	"time"

	"molva/store"
)

// down lets nobody connect to the outlet, for longer than any test takes.
func (o *office) down() {
	for range 100 {
		o.outlet.answers = append(o.outlet.answers, answer(false, errors.New("connection refused")))
	}
}

func (o *office) up() { o.outlet.answers = nil }

// wait is until an alert is no news any more. The desk tries in the first minute only, which is much the same.
func (o *office) wait() {
	o.t.Helper()
	o.pass(time.Minute)
	o.sleep(25 * time.Hour)
}

const twoMissed = "(2 alerts were not sent in time (21 Sep): Spike: Zarya; Spike: Zarya.)"

func TestMissedAlerts(t *testing.T) {
	o := able(t, slackLike)
	o.down()
	o.alert(store.Letter{Key: "alert/1"}, "41 mentions", "negative")
	o.alert(store.Letter{Key: "alert/2"}, "returned")
	o.wait()
	o.up()
	o.pass(time.Minute)
	o.shows()
	o.alert(store.Letter{Key: "alert/3"}, "new")
	o.pass(time.Minute)
	o.alert(store.Letter{Key: "alert/4"}, "newer")
	o.pass(time.Minute)
	o.shows("alert/3 new "+twoMissed, "alert/4 newer")
	if left, err := o.db.Letters(t.Context(), o.clock); err != nil || len(left) > 0 {
		t.Errorf("%d letters are left, %v", len(left), err)
	}
}

// What names them may be refused; then the next one does.
func TestMissedAlertsAreNamedByAnother(t *testing.T) {
	o := able(t, slackLike)
	o.down()
	o.alert(store.Letter{Key: "alert/1"}, "41 mentions")
	o.alert(store.Letter{Key: "alert/2"}, "returned")
	o.wait()
	o.outlet.answers = nil
	for range tries {
		o.outlet.answers = append(o.outlet.answers, answer(false, ErrRefused))
	}
	o.alert(store.Letter{Key: "alert/3"}, "refused")
	o.pass(10 * time.Minute)
	o.shows()
	o.alert(store.Letter{Key: "alert/4"}, "new")
	o.pass(time.Minute)
	o.shows("alert/4 new " + twoMissed)
}

// Wherever the program dies on the way, they are named once and by one message.
func TestKilledWhileNamingMissedAlerts(t *testing.T) {
	for _, step := range []string{"named", "post", "posted", "looked", "finished"} {
		t.Run(step, func(t *testing.T) {
			o := able(t, slackLike)
			o.down()
			o.alert(store.Letter{Key: "alert/1"}, "41 mentions")
			o.alert(store.Letter{Key: "alert/2"}, "returned")
			o.wait()
			o.up()
			if step == "looked" {
				o.outlet.answers = append(o.outlet.answers, answer(true, ErrUnclear))
			}
			o.alert(store.Letter{Key: "alert/3"}, "new")
			o.alert(store.Letter{Key: "alert/4"}, "newer")
			o.killAt(step, 1)
			o.pass(time.Minute)
			o.shows("alert/3 new "+twoMissed, "alert/4 newer")
		})
	}
}

// An incident that still runs is told of however long the outlet was down.
func TestLateNewsOfRunningIncident(t *testing.T) {
	o := able(t, slackLike)
	o.down()
	o.alert(store.Letter{Key: "alert/1"}, "41 mentions")
	o.wait()
	o.alert(store.Letter{Key: "alert/1/2", Manner: store.Over, Target: "alert/1"}, "900 mentions")
	o.up()
	o.pass(time.Minute)
	o.shows("alert/1 900 mentions (Late: it was due on 21 Sep, 12:00.)")
}

// It arrived after all, or its thread was cut short: nothing is missed.
func TestNotMissed(t *testing.T) {
	o := able(t, slackLike)
	o.outlet.answers = append(o.outlet.answers, answer(true, ErrUnclear))
	o.outlet.noLook = errors.New("history is down")
	o.alert(store.Letter{Key: "alert/1"}, "41 mentions", "negative")
	o.wait()
	o.outlet.noLook = nil
	o.down()
	o.pass(time.Minute) // it is found, and its thread queued
	o.wait()
	o.up()
	o.alert(store.Letter{Key: "alert/2"}, "new")
	o.pass(time.Minute)
	o.shows("alert/1 41 mentions", "alert/2 new")
}

func TestManyMissed(t *testing.T) {
	for language, want := range map[string]string{
		"en": "7 alerts were not sent in time (21–22 Sep): A1; A2; A3; A4; A5; 2 more.",
		"ru": "7 оповещений не были отправлены вовремя (21–22 сентября): A1; A2; A3; A4; A5; ещё 2.",
	} {
		o := open(t, "", "")
		o.desk.Topics[0].Language = language
		v, err := o.desk.voice("zarya")
		if err != nil {
			t.Fatal(err)
		}
		var all []parcel
		var dues []time.Time
		for i := range 7 {
			all = append(all, parcel{Story: &Story{Title: fmt.Sprint("A", i+1)}})
			dues = append(dues, o.clock.Add(time.Duration(i)*5*time.Hour))
		}
		if got := tellMissed(all, dues, v); got != want {
			t.Errorf("it says %q, want %q", got, want)
		}
	}
}

// killAt lets the desk die when it reaches a step for the nth time: the goroutine that got there does nothing more. A new
// desk takes over at the next round.
func (o *office) killAt(step string, nth int) {
	hits := 0
	o.desk.Step = func(name string) {
		if name != step {
			return
		}
		if hits++; hits == nth {
			o.dead = true
			runtime.Goexit()
		}
	}
}
