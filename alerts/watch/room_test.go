package watch

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"molva/alerts"
	"molva/classify"
	"molva/ingest"
	"molva/ingest/stream"
	"molva/store"
)

// room is a watch over a store, with a clock that the test moves.
type room struct {
	testing.TB
	clock   time.Time
	db      *store.DB
	options Options
	watch   *Watch
	rng     *rand.Rand
	said    int
}

// start of the tests: a Monday noon in Moscow, after some weeks of ordinary talk.
var start = time.Date(2026, 9, 21, 12, 0, 0, 0, moscow)

var moscow = func() *time.Location {
	zone, err := time.LoadLocation("Europe/Moscow")
	if err != nil {
		panic(err)
	}
	return zone
}()

func topics(language string) []ingest.Topic {
	return []ingest.Topic{
		{ID: "zarya", Name: "Zarya", Zone: moscow, Language: language},
		{ID: "kestrel", Name: "Kestrel", Parent: "zarya", Zone: moscow, Language: language},
		{ID: "lumen", Name: "Lumen", Parent: "zarya", Zone: moscow, Language: language},
		{ID: "boreal", Name: "Boreal", Competitor: true, Zone: moscow, Language: language},
	}
}

// enter opens a room in which Kestrel was talked of for so many days, at a rate an hour, and Lumen half as much.
func enter(t testing.TB, days int, rate float64) *room {
	t.Helper()
	r := &room{TB: t, clock: start, rng: rand.New(rand.NewPCG(1, 2))}
	db, err := store.Open(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "molva.db"), Topics: topics("en"), Now: r.now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	r.db = db
	r.options = Options{DB: db, Topics: topics("en"), Outlets: []alerts.Outlet{{Name: "slack"}}, Budget: 2,
		Links: alerts.Links{Base: "https://molva.example"}, Now: r.now}
	r.save(r.chatter(start.AddDate(0, 0, -days), start, rate)...)
	r.sources(ingest.OK, "vk", "forum")
	if err := db.Tend(t.Context()); err != nil {
		t.Fatal(err)
	}
	r.restart()
	r.round()
	return r
}

func (r *room) now() time.Time { return r.clock }

// restart makes a new watch over the same store.
func (r *room) restart() {
	r.Helper()
	w, err := New(r.options)
	if err != nil {
		r.Fatal(err)
	}
	r.watch = w
}

func (r *room) round() {
	r.Helper()
	if err := r.watch.Round(r.Context()); err != nil {
		r.Fatal(err)
	}
}

// pass lets time go by, ten minutes a round, with people talking as usual.
func (r *room) pass(d time.Duration, rate float64) {
	r.Helper()
	for end := r.clock.Add(d); r.clock.Before(end); {
		from := r.clock
		r.clock = r.clock.Add(10 * time.Minute)
		r.save(r.chatter(from, r.clock, rate)...)
		r.round()
	}
}

// chatter is what people say from one moment to another at a rate an hour: more by day, and in bursts of two.
func (r *room) chatter(from, to time.Time, rate float64) (all []classify.Result) {
	for at := from; at.Before(to); at = at.Add(10 * time.Minute) {
		local := rate * (1 + .8*math.Sin(float64(at.In(moscow).Hour()-9)/24*2*math.Pi)) / 6
		for _, topic := range []struct {
			id   string
			rate float64
		}{{"kestrel", local}, {"lumen", local / 2}} {
			for range r.poisson(topic.rate) {
				all = append(all, r.mention(topic.id, at.Add(time.Duration(r.rng.IntN(600))*time.Second), r.feels(.2)))
			}
		}
	}
	return all
}

func (r *room) poisson(mean float64) (n int) {
	for left := r.rng.ExpFloat64(); left < mean; left += r.rng.ExpFloat64() {
		n++
	}
	return n
}

func (r *room) feels(negative float64) classify.Sentiment {
	switch x := r.rng.Float64(); {
	case x < negative:
		return classify.Negative
	case x < negative+.3:
		return classify.Positive
	}
	return classify.Neutral
}

// mention is something new that somebody says of a topic.
func (r *room) mention(topic string, at time.Time, feels classify.Sentiment) classify.Result {
	r.said++
	m := ingest.Mention{ID: fmt.Sprint(r.said), Network: []string{"vk", "forum"}[r.said%2], Author: ingest.Author{ID: fmt.Sprint("u", r.said), Name: fmt.Sprint("name", r.said)},
		Text: fmt.Sprintf("Remark number %d about things at home", r.said), URL: fmt.Sprintf("https://forum.example/%d", r.said), Published: at, Seen: at, Topics: []string{topic}}
	return r.result(m, feels, classify.Other)
}

func (r *room) result(m ingest.Mention, feels classify.Sentiment, category classify.Category) classify.Result {
	p := classify.Probabilities{Neutral: .9, Negative: .1}
	switch feels {
	case classify.Negative:
		p = classify.Probabilities{Negative: .9, Neutral: .1}
	case classify.Positive:
		p = classify.Probabilities{Positive: .9, Neutral: .1}
	}
	v := classify.Verdict{Lang: "en", Sentiment: feels, P: p, Category: category, Model: "test"}
	for _, topic := range m.Topics {
		v.Opinions = append(v.Opinions, classify.Opinion{Topic: topic, Sentiment: feels, P: p})
	}
	return classify.Result{Item: stream.Item{Seq: uint64(r.said), Network: m.Network, Source: m.Network, Seen: m.Seen}, Tagged: classify.Tag(m, v)}
}

func (r *room) save(batch ...classify.Result) {
	r.Helper()
	if len(batch) == 0 {
		return
	}
	if err := r.db.Save(r.Context(), "test", batch); err != nil {
		r.Fatal(err)
	}
}

// burst is n mentions of a topic within the last hour, felt alike.
func (r *room) burst(topic string, n int, feels classify.Sentiment) {
	r.Helper()
	var all []classify.Result
	for i := range n {
		all = append(all, r.mention(topic, r.clock.Add(-time.Duration(i+1)*50*time.Minute/time.Duration(n+1)), feels))
	}
	r.save(all...)
}

// sources reports the state of sources.
func (r *room) sources(state ingest.Condition, names ...string) {
	r.Helper()
	for _, name := range names {
		r.state(name, ingest.SourceState{State: state})
	}
}

// state reports the state of a source that brought something a minute ago.
func (r *room) state(name string, s ingest.SourceState) {
	r.Helper()
	r.said++
	s.Network, s.LastTry, s.LastItem, s.Every, s.Quiet = name, r.clock, r.clock.Add(-time.Minute), time.Minute, time.Hour
	r.save(classify.Result{Item: stream.Item{Seq: uint64(r.said), Kind: stream.Note, Source: name, Seen: r.clock},
		Note: &ingest.Note{Source: name, At: r.clock, State: &s}})
}

// letters are all that is queued, in order.
func (r *room) letters() []store.Letter {
	r.Helper()
	all, err := r.db.Letters(r.Context(), r.clock.AddDate(1, 0, 0))
	if err != nil {
		r.Fatal(err)
	}
	return all
}

// story is what a letter says.
func (r *room) story(l store.Letter) alerts.Story {
	r.Helper()
	var p struct{ Story alerts.Story }
	if err := json.Unmarshal(l.Payload, &p); err != nil {
		r.Fatal(err)
	}
	return p.Story
}

// told lists the letters, each as kind, manner and title.
func (r *room) told() []string {
	r.Helper()
	all := []string{}
	for _, l := range r.letters() {
		manner := ""
		if l.Manner != "" {
			manner = string(l.Manner) + " "
		}
		all = append(all, l.Kind+" "+l.Topic+": "+manner+r.story(l).Title)
	}
	return all
}

// calls lists those letters that stand for themselves.
func (r *room) calls() []string {
	r.Helper()
	return slices.DeleteFunc(r.told(), func(s string) bool { return strings.Contains(s, ": over ") || strings.Contains(s, ": under ") })
}

// wantTold fails unless these letters, and no others, are in the outbox.
func (r *room) wantTold(want ...string) {
	r.Helper()
	if got := r.told(); strings.Join(got, "\n") != strings.Join(want, "\n") {
		r.Errorf("told:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// text is a story as a terminal shows it, with its quotes and addresses.
func text(t testing.TB, s alerts.Story) string {
	t.Helper()
	var b bytes.Buffer
	if err := s.Text(&b); err != nil {
		t.Fatal(err)
	}
	for _, q := range s.Quotes {
		fmt.Fprintf(&b, "quote: %s (%s, %s, %s)\n", q.Text, q.Mark, q.Mention, q.Topic)
	}
	for _, line := range s.Lines {
		for _, span := range line {
			if span.URL != "" {
				fmt.Fprintf(&b, "link: %s → %s\n", span.Text, span.URL)
			}
		}
	}
	for _, a := range s.Actions {
		fmt.Fprintf(&b, "button: %s %s %s %s\n", a.Do, a.Subject, a.Text, a.URL)
	}
	return b.String()
}
