package alerts

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"molva/store"
)

// slackLike is what a bot in a channel can do.
var slackLike = Abilities{Threads: true, Edits: true, Buttons: true}

// alert queues a letter of an incident, as whoever watches for them does; parts are headlines of its details and quotes.
func (o *office) alert(l store.Letter, headline string, quotes ...string) {
	o.t.Helper()
	story := Story{Title: "Spike: Zarya", Headline: headline}
	for _, q := range quotes {
		story.Quotes = append(story.Quotes, Said{Text: "it hums", Mark: q, Mention: "vk:" + q, Topic: "zarya"})
	}
	if len(quotes) > 0 {
		story.Details = []Section{{Title: "Networks", Lines: Lines("vk 41")}}
	}
	var err error
	if l.Payload, err = Parcel(story, nil); err != nil {
		o.t.Fatal(err)
	}
	l.Kind, l.Topic, l.Due = string(Spike), "zarya", o.clock
	if l.Notifier == "" {
		l.Notifier = "slack"
	}
	if _, err := o.db.Enqueue(o.t.Context(), l); err != nil {
		o.t.Fatal(err)
	}
}

// shows checks what stands at the outlet: "key says", with "> " before what answers, the number of edits behind it.
func (o *office) shows(want ...string) {
	o.t.Helper()
	var got []string
	for _, p := range o.outlet.posts {
		line := p.key + " " + p.says
		if p.under != "" {
			line = "> " + line
		}
		if p.edits > 0 {
			line += fmt.Sprintf(", edited %d", p.edits)
		}
		if len(p.notes) > 0 {
			line += " (" + strings.Join(p.notes, " | ") + ")"
		}
		got = append(got, line)
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		o.t.Errorf("it shows\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

func able(t *testing.T, a Abilities) *office {
	t.Helper()
	o := open(t, "", "")
	o.outlet.able = a
	return o
}

func TestThread(t *testing.T) {
	o := able(t, slackLike)
	o.alert(store.Letter{Key: "alert/1"}, "41 mentions", "negative", "positive")
	o.pass(time.Minute)
	o.shows("alert/1 41 mentions", "> alert/1/details In detail.", "> alert/1/quote-1 negative", "> alert/1/quote-2 positive")
	for i, p := range o.outlet.posts[1:] {
		if p.under != "id1" {
			t.Errorf("%s answers %q", p.key, p.under)
		}
		if p.at.Sub(o.outlet.posts[i].at) < time.Second {
			t.Errorf("%s came too soon", p.key)
		}
	}
	l, ok, err := o.db.LetterAt(t.Context(), "C1", "id3")
	if q, quoted := Quoted(l); err != nil || !ok || !quoted || q.Mention != "vk:negative" || q.Topic != "zarya" {
		t.Errorf("what stands there quotes %+v: %v, %v, %v", q, ok, quoted, err)
	}
}

// Where there are no threads, it is all in the one message.
func TestNoThread(t *testing.T) {
	o := able(t, Abilities{})
	var seen Story
	o.outlet.answers = append(o.outlet.answers, func(m Message) (bool, error) { seen = m.Story; return true, nil })
	o.alert(store.Letter{Key: "alert/1"}, "41 mentions", "negative", "positive")
	o.pass(time.Minute)
	o.shows("alert/1 41 mentions")
	if len(seen.Details) != 1 || len(seen.Quotes) != 2 {
		t.Errorf("the message has %d details and %d quotes", len(seen.Details), len(seen.Quotes))
	}
}

// What is refused within a thread holds up the rest of it until it is given up, and no longer.
func TestRefusedWithinThread(t *testing.T) {
	o := able(t, slackLike)
	o.outlet.answers = append(o.outlet.answers, answer(true, nil), answer(false, ErrRefused), answer(false, ErrRefused), answer(false, ErrRefused))
	o.alert(store.Letter{Key: "alert/1"}, "41 mentions", "negative")
	o.pass(2 * time.Minute)
	o.shows("alert/1 41 mentions")
	o.pass(2 * time.Minute)
	o.shows("alert/1 41 mentions", "> alert/1/quote-1 negative")
}

// A refusal for good is trouble until something arrives; that somebody took a message away is none.
func TestTroubleOfThreads(t *testing.T) {
	for err, want := range map[error]string{ErrRefused: "refused", ErrGone: ""} {
		o := able(t, slackLike)
		o.outlet.answers = append(o.outlet.answers, answer(true, nil))
		for range 30 {
			o.outlet.answers = append(o.outlet.answers, answer(false, err))
		}
		o.alert(store.Letter{Key: "alert/1"}, "41 mentions", "negative", "positive")
		o.pass(time.Hour)
		o.shows("alert/1 41 mentions")
		if got := o.desk.Trouble()["slack"]; got != want {
			t.Errorf("%v: trouble is %q, want %q", err, got, want)
		}
		if left, err := o.db.Letters(t.Context(), o.clock); err != nil || len(left) > 0 {
			t.Errorf("%d letters are left, %v", len(left), err)
		}
	}
}

func TestEdit(t *testing.T) {
	o := able(t, slackLike)
	o.outlet.answers = append(o.outlet.answers, answer(false, ErrUnclear)) // the look says that it is not there
	o.alert(store.Letter{Key: "alert/1"}, "41 mentions")
	o.pass(time.Minute)
	over := func(n int) store.Letter {
		return store.Letter{Key: fmt.Sprint("alert/1/", n), Manner: store.Over, Target: "alert/1"}
	}
	o.alert(over(2), "60 mentions")
	o.pass(time.Minute)
	o.shows("alert/1 60 mentions, edited 1")
	o.alert(over(3), "70 mentions")
	o.alert(over(4), "over: 74 mentions")
	o.outlet.answers = append(o.outlet.answers, answer(true, ErrUnclear)) // to replace it again does no harm
	o.pass(time.Minute)
	o.shows("alert/1 over: 74 mentions, edited 3")
}

// An edit that was told to wait does not come back over a newer one.
func TestEditThatHadToWait(t *testing.T) {
	o := able(t, slackLike)
	o.alert(store.Letter{Key: "alert/1"}, "41 mentions")
	o.pass(time.Minute)
	o.outlet.answers = append(o.outlet.answers, answer(false, errors.New("connection refused")))
	o.alert(store.Letter{Key: "alert/1/2", Manner: store.Over, Target: "alert/1"}, "60 mentions")
	o.pass(time.Second)
	o.alert(store.Letter{Key: "alert/1/3", Manner: store.Over, Target: "alert/1"}, "70 mentions")
	o.pass(time.Minute)
	o.shows("alert/1 70 mentions, edited 1")
}

func TestEditWhereThereIsNone(t *testing.T) {
	o := able(t, Abilities{})
	o.alert(store.Letter{Key: "alert/1"}, "41 mentions")
	o.pass(time.Minute)
	o.alert(store.Letter{Key: "alert/1/2", Manner: store.Over, Target: "alert/1"}, "60 mentions")
	o.alert(store.Letter{Key: "alert/2/2", Manner: store.Over, Target: "alert/2"}, "of what was never queued")
	o.pass(time.Minute)
	o.shows("alert/1 41 mentions")
}

// What was not sent yet says at once how things stand now.
func TestEditBeforeSent(t *testing.T) {
	o := able(t, slackLike)
	for range 20 {
		o.outlet.answers = append(o.outlet.answers, answer(false, errors.New("connection refused")))
	}
	o.alert(store.Letter{Key: "alert/1"}, "41 mentions")
	o.pass(time.Minute)
	o.alert(store.Letter{Key: "alert/1/2", Manner: store.Over, Target: "alert/1"}, "60 mentions")
	o.pass(time.Minute)
	o.alert(store.Letter{Key: "alert/1/3", Manner: store.Under, Target: "alert/1"}, "still running: 70 mentions")
	o.outlet.answers = nil
	o.pass(10 * time.Minute)
	o.shows("alert/1 still running: 70 mentions")
}

// While nobody knows whether it arrived, it keeps what it said; then the edit is an edit.
func TestEditOfUnclear(t *testing.T) {
	o := able(t, slackLike)
	o.outlet.answers = append(o.outlet.answers, answer(true, ErrUnclear))
	o.outlet.noLook = errors.New("history is down")
	o.alert(store.Letter{Key: "alert/1"}, "41 mentions", "negative")
	o.pass(time.Minute)
	o.alert(store.Letter{Key: "alert/1/2", Manner: store.Over, Target: "alert/1"}, "60 mentions")
	o.pass(time.Minute)
	o.shows("alert/1 41 mentions")
	o.outlet.noLook = nil
	o.pass(time.Minute)
	o.shows("alert/1 60 mentions, edited 1", "> alert/1/details In detail.", "> alert/1/quote-1 negative")
}

// That a message was late, or may be a repeat, stays true when it is replaced.
func TestEditKeepsNotes(t *testing.T) {
	o := able(t, slackLike)
	o.outlet.blind = true
	o.outlet.answers = append(o.outlet.answers, answer(true, ErrUnclear))
	o.alert(store.Letter{Key: "alert/1"}, "41 mentions")
	o.sleep(time.Hour)
	o.pass(time.Minute)
	o.outlet.answers = nil
	o.pass(time.Minute)
	o.alert(store.Letter{Key: "alert/1/2", Manner: store.Over, Target: "alert/1"}, "60 mentions")
	o.pass(time.Minute)
	const late = "Late: it was due on 21 Sep, 12:00."
	o.shows("alert/1 41 mentions ("+late+")",
		"alert/1 60 mentions, edited 1 ("+late+" | Possible repeat: nobody knows whether the first one arrived.)")
}

func TestStillRunning(t *testing.T) {
	o := able(t, slackLike)
	o.alert(store.Letter{Key: "alert/1"}, "41 mentions")
	o.pass(24 * time.Hour)
	o.alert(store.Letter{Key: "alert/1/2", Manner: store.Under, Target: "alert/1"}, "still running", "negative")
	o.alert(store.Letter{Key: "alert/3/2", Manner: store.Under, Target: "alert/3"}, "of what was never told")
	o.pass(time.Minute)
	o.shows("alert/1 41 mentions", "> alert/1/2 still running", "alert/3/2 of what was never told")
}

// Wherever the program dies, the message says the newest and is not sent twice.
func TestKilledWhileTakingOver(t *testing.T) {
	for _, step := range []string{"adopted", "finished", "post", "posted"} {
		t.Run(step, func(t *testing.T) {
			o := able(t, slackLike)
			o.alert(store.Letter{Key: "alert/1"}, "41 mentions")
			o.alert(store.Letter{Key: "alert/1/2", Manner: store.Over, Target: "alert/1"}, "60 mentions")
			o.killAt(step, 1)
			o.pass(time.Minute)
			o.shows("alert/1 60 mentions")
		})
	}
}
