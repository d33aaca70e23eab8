package alerts

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"molva/ingest"
	"molva/store"
)

// A trick is what an outlet does to one message, call after call; then it behaves.
type trick struct {
	name      string
	answers   []reply
	deafFor   time.Duration // nobody can look for so long
	ambiguous int           // answers after which nobody knows whether the message arrived
	fatal     bool          // the message is refused for good
}

func throttle(now func() time.Time, wait time.Duration) reply {
	return func(Message) (bool, error) {
		return false, fmt.Errorf("post: %w", &ingest.Throttled{Until: now().Add(wait)})
	}
}

func tricks(now func() time.Time) []trick {
	refused, down := answer(false, ErrRefused), answer(false, errors.New("connection refused"))
	return []trick{
		{name: "none"},
		{name: "asked to wait a second", answers: []reply{throttle(now, time.Second)}},
		{name: "asked to wait twice", answers: []reply{throttle(now, 30*time.Second), throttle(now, time.Minute)}},
		{name: "asked to wait an hour", answers: []reply{throttle(now, time.Hour)}},
		{name: "asked to wait a day", answers: []reply{throttle(now, 24*time.Hour)}},
		{name: "asked to wait until yesterday", answers: []reply{throttle(now, -24*time.Hour)}},
		{name: "nobody there", answers: slices.Repeat([]reply{down}, 20)},
		{name: "refused, then set right", answers: []reply{refused, refused}},
		{name: "refused for good", answers: slices.Repeat([]reply{outcast()}, 10), fatal: true},
		{name: "taken, no answer", answers: []reply{answer(true, ErrUnclear)}, ambiguous: 1},
		{name: "lost, no answer", answers: []reply{answer(false, ErrUnclear)}, ambiguous: 1},
		{name: "taken, an error, no history", answers: []reply{answer(true, ErrUnclear)}, ambiguous: 1, deafFor: 5 * time.Minute},
		{name: "lost, an error, no history", answers: []reply{answer(false, ErrUnclear)}, ambiguous: 1, deafFor: 5 * time.Minute},
		{name: "broken, most likely not taken", answers: []reply{answer(false, ErrDoubtful), answer(false, ErrDoubtful)}},
		{name: "one after the other", answers: []reply{down, throttle(now, time.Second), answer(false, ErrUnclear), refused}, ambiguous: 1},
	}
}

// outcast refuses the first message that it sees, and no other.
func outcast() reply {
	key := ""
	return func(m Message) (bool, error) {
		if key == "" {
			key = m.Key
		}
		if m.Key == key {
			return false, ErrRefused
		}
		return true, nil
	}
}

// TestMisbehaviour is what the desk has to do with the table of Slack's faults: each kind of answer, at each message of a
// thread, with a kill at each step, for a bot, for a bot that may not read what it wrote, and for a webhook. Nothing is
// missing, no repeat is unmarked, the order is kept and so is the pace.
func TestMisbehaviour(t *testing.T) {
	steps := []string{"", "post", "posted", "looked", "finished"}
	for name, outlet := range map[string]fakeOutlet{
		"bot":       {able: slackLike},
		"blind bot": {able: slackLike, blind: true},
		"webhook":   {blind: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := open(t, "", "")
			n := 0
			for which := range tricks(o.now) {
				for at := range 3 {
					if at > 0 && !outlet.able.Threads {
						break
					}
					for _, step := range steps {
						fake := outlet
						fake.clock = &o.clock
						o.outlet = &fake
						n++
						o.ordeal(fmt.Sprint("alert/", n), tricks(o.now)[which], at, step)
					}
				}
			}
		})
	}
}

// ordeal queues an alert, lets the outlet play its trick on the message of the thread at that place, and kills the desk when
// it comes to the step for the first time after the messages before it.
func (o *office) ordeal(key string, trick trick, at int, step string) {
	what := fmt.Sprintf("%s, message %d, killed at %q", trick.name, at, step)
	o.restart()
	fine := slices.Repeat([]reply{answer(true, nil)}, at)
	o.outlet.answers = slices.Concat(fine, trick.answers)
	o.alert(store.Letter{Key: key}, "41 mentions", "negative", "positive")
	if step != "" {
		before := at
		if step == "looked" {
			before = 0 // the ones before are not looked for
		}
		o.killAt(step, before+1)
	}
	if trick.deafFor > 0 {
		o.outlet.noLook = errors.New("history is down")
		o.pass(trick.deafFor)
		o.outlet.noLook = nil
	}
	o.pass(3 * time.Hour)
	o.judge(key, what, trick, at, step != "")
	left, err := o.db.Letters(o.t.Context(), o.clock)
	if err != nil || len(left) > 0 {
		o.t.Errorf("%s: %d letters are left, %v", what, len(left), err)
	}
}

// judge looks at what stands at the outlet after an ordeal.
func (o *office) judge(key, what string, trick trick, at int, killed bool) {
	thread := []string{key, key + "/details", key + "/quote-1", key + "/quote-2"}
	wanted := thread
	switch {
	case !o.outlet.able.Threads, trick.fatal && at == 0:
		wanted = thread[:1]
	}
	if trick.fatal {
		wanted = slices.Delete(slices.Clone(wanted), at, at+1)
	}
	var first []string
	repeats := 0
	for _, p := range o.outlet.posts {
		if !slices.Contains(first, p.key) {
			first = append(first, p.key)
			continue
		}
		repeats++
		if !strings.Contains(strings.ToLower(p.says+strings.Join(p.notes, "")), "possible repeat") {
			o.t.Errorf("%s: %s stands there twice and does not say so", what, p.key)
		}
	}
	unclear := trick.ambiguous
	if killed {
		unclear++
	}
	switch {
	case o.outlet.blind && repeats > unclear, !o.outlet.blind && repeats > 0:
		o.t.Errorf("%s: %d repeats", what, repeats)
	case slices.Equal(first, wanted):
	case o.outlet.blind && unclear > 1 && o.gaveUp(thread[at]):
	default:
		o.t.Errorf("%s: posted %v, want %v", what, first, wanted)
	}
	if most := len(wanted) + tries + 1; trick.fatal && len(o.outlet.calls) > most { // the kill hides one
		o.t.Errorf("%s: %d calls, want %d at most", what, len(o.outlet.calls), most)
	}
	for i, at := range o.outlet.calls[1:] {
		if at.Sub(o.outlet.calls[i]) < time.Second {
			o.t.Errorf("%s: two calls within a second", what)
		}
	}
}

// gaveUp reports whether a letter was sent twice, nobody knowing of either time whether it arrived.
func (o *office) gaveUp(key string) bool {
	l, _, err := o.db.LetterByKey(o.t.Context(), key)
	return err == nil && l.State == store.Failed && l.LastError == "sent twice without an answer"
}
