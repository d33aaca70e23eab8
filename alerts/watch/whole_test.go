package watch

import (
	"math/rand/v2"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"molva/alerts"
	"molva/classify"
	"molva/ingest"
	"molva/store"
)

// eventful lets much happen in a day and a half; between is called before every round.
func eventful(t *testing.T, between func(*room)) *room {
	t.Helper()
	r := enter(t, 35, 2)
	r.options.Followers, r.options.Repeat = 10_000, 6*time.Hour
	r.restart()
	r.grumble()
	for at := range 36 * 2 {
		switch at {
		case 2:
			r.burst("kestrel", 40, classify.Neutral)
		case 6:
			r.couriersFail(8, nil)
		case 10:
			r.famous("great", 90_000, time.Minute)
		case 30:
			r.sources(ingest.Blind, "vk")
		case 40:
			r.sources(ingest.OK, "vk")
		case 44:
			r.burst("lumen", 60, classify.Negative)
		}
		r.clock = r.clock.Add(30 * time.Minute)
		r.save(r.chatter(r.clock.Add(-30*time.Minute), r.clock, 2)...)
		between(r)
		r.round()
	}
	return r
}

// A restart before every round changes nothing of what is told.
func TestRestarts(t *testing.T) {
	want, got := eventful(t, func(*room) {}), eventful(t, func(r *room) { r.restart() })
	if diff := cmp.Diff(want.told(), got.told()); diff != "" {
		t.Errorf("told (-without restarts +with):\n%s", diff)
	}
	if len(want.told()) < 6 {
		t.Errorf("told %q, want more", want.told())
	}
	evidence(t, want)
	letters(t, want)
}

// letters checks what must hold of any letters: each says something, and what edits or repeats has its target before it.
func letters(t *testing.T, r *room) {
	t.Helper()
	first := map[string]bool{}
	all := r.letters()
	slices.SortFunc(all, func(a, b store.Letter) int { return int(a.ID - b.ID) })
	for _, l := range all {
		s := r.story(l)
		if s.Title == "" || s.Headline == "" || l.Due.IsZero() || l.Period.From.IsZero() || !l.Period.From.Before(l.Period.To) {
			t.Errorf("letter %s: %+v", l.Key, s)
		}
		if l.Manner != "" && !first[l.Target] {
			t.Errorf("letter %s is %s %s, which was not queued", l.Key, l.Manner, l.Target)
		}
		first[l.Key] = l.Manner == ""
	}
}

// evidence checks that each number with a link, in the letters of incidents that are over, is that of the list behind it.
func evidence(t *testing.T, r *room) {
	t.Helper()
	checked := 0
	for _, l := range r.letters() {
		story := r.story(l)
		if !strings.HasPrefix(story.Title, "Over.") {
			continue
		}
		for _, line := range story.Lines {
			for _, span := range line {
				if span.URL != "" {
					r.counts(span)
					checked++
				}
			}
		}
	}
	if checked == 0 {
		t.Error("no number leads anywhere")
	}
}

func (r *room) counts(span alerts.Span) {
	r.Helper()
	u, err := url.Parse(span.URL)
	if err != nil {
		r.Fatal(err)
	}
	f, err := alerts.ParseQuery(u.Query())
	if err != nil {
		r.Fatal(err)
	}
	n, err := r.db.Count(r.Context(), f)
	if err != nil || !slices.Contains(strings.Fields(strings.Trim(span.Text, ".")), strconv.Itoa(n)) {
		r.Errorf("%q leads to %d mentions, %v", span.Text, n, err)
	}
}

// A clock that jumps and comes back tells nothing twice.
func TestClockJumps(t *testing.T) {
	for _, jump := range []time.Duration{time.Hour, -time.Hour, 24 * time.Hour, -24 * time.Hour} {
		t.Run(jump.String(), func(t *testing.T) {
			r := enter(t, 35, 2)
			r.burst("kestrel", 40, classify.Neutral)
			r.pass(20*time.Minute, 2)
			r.clock = r.clock.Add(jump)
			r.round()
			r.clock = r.clock.Add(time.Minute)
			r.round()
			r.clock = r.clock.Add(-jump)
			r.round()
			r.pass(12*time.Hour, 2)
			if len(r.calls()) != 1 {
				t.Errorf("told %q", r.told())
			}
		})
	}
}

// Eight weeks that arrive in any order, some of it weeks late, raise no alarm that the sorted weeks do not.
func TestShuffledArrival(t *testing.T) {
	r := enter(t, 8, .5)
	past := r.chatter(r.clock.AddDate(0, 0, -56), r.clock.AddDate(0, 0, -8), 3)
	rng := rand.New(rand.NewPCG(3, 4))
	rng.Shuffle(len(past), func(i, j int) { past[i], past[j] = past[j], past[i] })
	for len(past) > 0 {
		n := min(len(past), 300)
		for i := range past[:n] {
			past[i].Tagged.Mention.Seen, past[i].Item.Seen = r.clock, r.clock
		}
		r.save(past[:n]...)
		past = past[n:]
		r.pass(10*time.Minute, .5)
		r.restart()
	}
	r.wantTold()
}
