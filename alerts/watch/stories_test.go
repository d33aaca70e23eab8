package watch

import (
	"strings"
	"testing"
	"time"

	"molva/alerts"
	"molva/alerts/phrase/phrasetest"
	"molva/classify"
	"molva/ingest"
	"molva/store"
)

// TestStories shows every kind of message, in both languages, as it is first told and as it ends.
func TestStories(t *testing.T) {
	if testing.Short() {
		t.Skip("fourteen worlds of five weeks; nothing in them runs side by side")
	}
	for name, happens := range map[string]func(*room){
		"spike": func(r *room) { r.burst("kestrel", 40, classify.Neutral) },
		"spike-complaint": func(r *room) {
			r.grumble()
			r.couriersFail(40, nil)
		},
		"tone": func(r *room) {
			for range 24 {
				r.clock = r.clock.Add(10 * time.Minute)
				r.burst("kestrel", 1, classify.Negative)
			}
		},
		"drop":    func(r *room) { r.pass(6*time.Hour, 0) },
		"silence": func(r *room) { r.sources(ingest.Blind, "vk"); r.pass(50*time.Minute, 4) },
		"complaint": func(r *room) {
			r.grumble()
			hours := 0
			r.couriersFail(8, func(m *classify.Result) {
				hours++
				at := r.clock.Add(-time.Duration(hours) * time.Hour)
				m.Tagged.Mention.Published, m.Tagged.Mention.Seen, m.Item.Seen = at, at, at
			})
		},
		"influencer": func(r *room) {
			r.options.Followers = 10_000
			r.restart()
			r.famous("great<b>", 90_000, time.Minute)
		},
	} {
		for _, language := range []string{"en", "ru"} {
			t.Run(name+"."+language, func(t *testing.T) {
				r := enter(t, 35, 4)
				r.options.Topics = topics(language)
				r.restart()
				happens(r)
				r.round()
				phrasetest.Golden(t, name+"."+language+".txt", r.lifetime())
			})
		}
	}
}

// lifetime lets what was told first be acknowledged and end, and shows its messages.
func (r *room) lifetime() string {
	r.Helper()
	r.sources(ingest.OK, "vk", "forum")
	if err := r.db.Acknowledge(r.Context(), 1, "olga"); err != nil {
		r.Fatal(err)
	}
	r.pass(20*time.Minute, 4)
	if courses[alerts.Kind(r.letters()[0].Kind)].ending {
		r.pass(7*time.Hour, 4)
	}
	letters := r.letters()
	var all []string
	for _, l := range []store.Letter{letters[0], letters[len(letters)-1]} {
		all = append(all, string(l.Manner)+"\n"+text(r, r.story(l)))
	}
	return strings.Join(all, "\n")
}
