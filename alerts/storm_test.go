package alerts

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"molva/store"
)

// TestStorm lets everything go wrong at once, over and over: answers, the history, the program. Of each incident one message
// stands there in the end, with the newest story and one whole thread.
func TestStorm(t *testing.T) {
	for seed := range uint64(12) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			t.Parallel()
			o := able(t, slackLike)
			luck := rand.New(rand.NewPCG(seed, 1))
			o.step = func(string) {
				if luck.IntN(12) == 0 {
					o.dead = true
					runtime.Goexit()
				}
			}
			const incidents = 5
			newest := make([]int, incidents)
			for range 60 {
				o.outlet.answers = weather(luck, o.now)
				o.outlet.noLook = nil
				if luck.IntN(4) == 0 {
					o.outlet.noLook = errors.New("history is down")
				}
				which := luck.IntN(incidents)
				newest[which]++
				o.revise(which, newest[which])
				o.pass(time.Duration(luck.IntN(120)) * time.Second)
			}
			o.step, o.outlet.answers, o.outlet.noLook = nil, nil, nil
			o.restart()
			o.pass(2 * time.Hour)
			for which, revision := range newest {
				o.whole(which, revision)
			}
		})
	}
}

// revise queues the first letter of an incident, or what replaces it.
func (o *office) revise(which, revision int) {
	l := store.Letter{Key: fmt.Sprintf("alert/%d/1", which)}
	if revision > 1 {
		l = store.Letter{Key: fmt.Sprintf("alert/%d/%d", which, revision), Manner: store.Over, Target: l.Key}
	}
	o.alert(l, fmt.Sprint("revision ", revision), "negative", "positive")
}

// whole checks what stands of an incident: one message and its thread, in order, a second apart.
func (o *office) whole(which, revision int) {
	o.t.Helper()
	if revision == 0 {
		return
	}
	key := fmt.Sprintf("alert/%d/1", which)
	var got []string
	for i, p := range o.outlet.posts {
		if i > 0 && p.at.Sub(o.outlet.posts[i-1].at) < time.Second {
			o.t.Errorf("%s came too soon", p.key)
		}
		if strings.HasPrefix(p.key, key) {
			got = append(got, p.key+" "+p.says)
		}
	}
	want := []string{key + fmt.Sprint(" revision ", revision), key + "/details In detail.", key + "/quote-1 negative", key + "/quote-2 positive"}
	if !slices.Equal(got, want) {
		o.t.Errorf("there stands\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

// weather is how an outlet answers for a while, nothing of it for good.
func weather(luck *rand.Rand, now func() time.Time) []reply {
	var all []reply
	for range luck.IntN(6) {
		all = append(all, []reply{
			answer(true, nil), answer(true, ErrUnclear), answer(false, ErrUnclear), answer(false, errors.New("connection refused")),
			throttle(now, time.Duration(luck.IntN(90))*time.Second),
		}[luck.IntN(5)])
	}
	return all
}
