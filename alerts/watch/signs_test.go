package watch

import (
	"strings"
	"testing"
	"time"

	"molva/alerts"
	"molva/classify"
	"molva/ingest"
	"molva/store"
)

// A burst is one message, whatever shows it; the message is edited when it is over, and nothing is said again.
func TestSpike(t *testing.T) {
	r := enter(t, 35, 2)
	r.wantTold()
	r.clock = r.clock.Add(20 * time.Minute)
	r.burst("kestrel", 40, classify.Neutral)
	r.round()
	r.wantTold("spike kestrel: Spike: Kestrel, 21 Sep, 12:20")
	first := r.letters()[0]
	if first.Key != "alert/1/1/slack" || first.Kind != "spike" || !first.Due.Equal(r.clock) {
		t.Errorf("letter %+v", first)
	}
	r.round()
	r.pass(30*time.Hour, 2)
	r.wantTold("spike kestrel: Spike: Kestrel, 21 Sep, 12:20", "spike kestrel: over Over. Spike: Kestrel, 21 Sep, 12:20")
	if last := r.letters()[1]; last.Target != first.Key {
		t.Errorf("the edit is of %q", last.Target)
	}
}

// While it runs the message is edited when there is a quarter more to tell, at most every ten minutes.
func TestSpikeGrows(t *testing.T) {
	r := enter(t, 35, 2)
	r.burst("kestrel", 40, classify.Neutral)
	r.round()
	for range 5 {
		r.clock = r.clock.Add(time.Minute)
		r.burst("kestrel", 20, classify.Neutral)
		r.round()
	}
	r.wantTold("spike kestrel: Spike: Kestrel, 21 Sep, 12:00")
	r.clock = r.clock.Add(5 * time.Minute)
	r.round()
	r.clock = r.clock.Add(10 * time.Minute)
	r.burst("kestrel", 5, classify.Neutral)
	r.round()
	r.wantTold("spike kestrel: Spike: Kestrel, 21 Sep, 12:00", "spike kestrel: over Spike: Kestrel, 21 Sep, 12:00")
	if headline := r.story(r.letters()[1]).Headline; !strings.HasPrefix(headline, "14") {
		t.Errorf("edited to %q", headline)
	}
}

// Two products at once are their company's incident; one alone is its own.
func TestFamily(t *testing.T) {
	r := enter(t, 35, 2)
	r.burst("kestrel", 40, classify.Neutral)
	r.burst("lumen", 40, classify.Neutral)
	r.round()
	r.clock = r.clock.Add(time.Minute)
	r.round()
	r.wantTold("spike zarya: Spike: Zarya, 21 Sep, 12:00")
}

// A spike of complaints is one message, with the tone in it.
func TestToneWithSpike(t *testing.T) {
	r := enter(t, 35, 2)
	r.burst("kestrel", 40, classify.Negative)
	r.pass(3*time.Hour, 2)
	r.wantTold("spike kestrel: Spike: Kestrel, 21 Sep, 12:10")
	if s := r.story(r.letters()[0]); !strings.Contains(text(t, s), "The tone turned with it") {
		t.Error(text(t, s))
	}
}

// Where as much is said as ever, and most of it turns negative, only the tone is told.
func TestTone(t *testing.T) {
	r := enter(t, 35, 4)
	for range 24 {
		r.clock = r.clock.Add(10 * time.Minute)
		r.burst("kestrel", 1, classify.Negative)
		r.round()
	}
	calls := r.calls()
	if len(calls) != 1 || !strings.HasPrefix(calls[0], "tone kestrel: Negative wave: Kestrel, 21 Sep, 1") {
		t.Errorf("told %q", r.told())
	}
}

// Silence tells of itself, and the drop that comes of it is none.
func TestDrop(t *testing.T) {
	r := enter(t, 35, 8)
	r.pass(10*time.Hour, 0)
	r.wantTold("drop kestrel: Drop: Kestrel, 21 Sep, 13:10")
	if s := text(t, r.story(r.letters()[0])); !strings.Contains(s, "It shows in Zarya too.") {
		t.Error(s)
	}
}

func TestDropInhibited(t *testing.T) {
	r := enter(t, 35, 8)
	r.sources(ingest.Blind, "vk", "forum")
	r.pass(10*time.Hour, 0)
	r.wantTold("silence zarya: Silence: 21 Sep, 12:50")
	r.sources(ingest.OK, "vk", "forum")
	r.pass(time.Hour, 8)
	r.wantTold("silence zarya: Silence: 21 Sep, 12:50", "silence zarya: over Over. Silence: 21 Sep, 12:50")
}

// After a restart nobody knows what was said while nobody listened.
func TestDropAfterSleep(t *testing.T) {
	r := enter(t, 35, 8)
	r.clock = r.clock.Add(10 * time.Hour)
	r.round()
	r.clock = r.clock.Add(time.Minute)
	r.restart()
	r.round()
	r.wantTold()
}

// An import of old mentions alarms nobody, nor what was seen long after it was published.
func TestBackfill(t *testing.T) {
	for name, change := range map[string]func(*classify.Result){
		"an import of old ones": func(m *classify.Result) { m.Item.Run = ingest.PastRun + "-1" },
		"seen late": func(m *classify.Result) {
			m.Tagged.Mention.Seen = m.Tagged.Mention.Published.Add(7 * time.Hour)
			m.Item.Seen = m.Tagged.Mention.Seen
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := enter(t, 35, 2)
			r.options.Followers = 10_000
			r.restart()
			var all []classify.Result
			for i := range 60 {
				m := r.mention("kestrel", r.clock.Add(-time.Duration(i)*time.Minute), classify.Negative)
				m.Tagged.Mention.Author.Followers = new(int64(50_000))
				change(&m)
				all = append(all, m)
			}
			r.save(all...)
			r.pass(8*time.Hour, 2)
			r.wantTold()
		})
	}
}

// Acknowledged: the message says by whom, and nobody is called again.
func TestAcknowledge(t *testing.T) {
	r := enter(t, 35, 2)
	r.options.Repeat = time.Hour
	r.restart()
	r.burst("kestrel", 40, classify.Neutral)
	r.round()
	if err := r.db.Acknowledge(t.Context(), 1, "olga"); err != nil {
		t.Fatal(err)
	}
	r.clock = r.clock.Add(time.Minute)
	r.round()
	r.wantTold("spike kestrel: Spike: Kestrel, 21 Sep, 12:00", "spike kestrel: over Spike: Kestrel, 21 Sep, 12:00")
	if s := text(t, r.story(r.letters()[1])); !strings.Contains(s, "Acknowledged by olga, 21 Sep, 12:00.") || strings.Contains(s, "button: acknowledge") {
		t.Error(s)
	}
	r.pass(2*time.Hour+50*time.Minute, 2)
	r.wantTold("spike kestrel: Spike: Kestrel, 21 Sep, 12:00", "spike kestrel: over Spike: Kestrel, 21 Sep, 12:00")
}

// Nobody cares: people are called again, under the message.
func TestRepeat(t *testing.T) {
	r := enter(t, 35, 2)
	r.options.Repeat = time.Hour
	r.restart()
	r.burst("kestrel", 40, classify.Neutral)
	r.round()
	r.pass(90*time.Minute, 2)
	r.wantTold("spike kestrel: Spike: Kestrel, 21 Sep, 12:00", "spike kestrel: under Still running. Spike: Kestrel, 21 Sep, 12:00")
}

// What is muted is recorded, and told when the mute ends and it still runs.
func TestMute(t *testing.T) {
	r := enter(t, 35, 2)
	mute := store.Mute{Kind: string(alerts.Spike), Topic: "zarya", From: r.clock, Until: r.clock.Add(time.Hour), By: "olga"}
	if _, err := r.db.Mute(t.Context(), mute); err != nil {
		t.Fatal(err)
	}
	r.burst("kestrel", 40, classify.Neutral)
	r.pass(50*time.Minute, 2)
	r.wantTold()
	r.pass(20*time.Minute, 2)
	r.wantTold("spike kestrel: Spike: Kestrel, 21 Sep, 12:10")
	if s := text(t, r.story(r.letters()[0])); !strings.Contains(s, "muted by olga until 21 Sep, 13:00.") {
		t.Error(s)
	}
}

// In quiet hours a message waits for their end.
func TestQuiet(t *testing.T) {
	r := enter(t, 35, 2)
	var err error
	if r.options.Quiet, err = alerts.ParseQuiet("11:00-18:00"); err != nil {
		t.Fatal(err)
	}
	r.restart()
	r.burst("kestrel", 40, classify.Neutral)
	r.round()
	l := r.letters()[0]
	if at := time.Date(2026, 9, 21, 18, 0, 0, 0, moscow); !l.Due.Equal(at) || !l.Next.Equal(at) {
		t.Errorf("due %v, next %v, want %v", l.Due, l.Next, at)
	}
}
