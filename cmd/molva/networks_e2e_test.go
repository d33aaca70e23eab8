package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"molva/alerts/export"
	"molva/cmd/molva/demo"
	"molva/cmd/proof"
	"molva/ingest"
	"molva/store"
)

const (
	opening = 5   // mentions of each network that are there when molva begins to listen
	budget  = 5.0 // US dollars, for X
)

// TestDemoByNetworks: the demo's story, told by four networks in their own words, arrives through their adapters as it does
// from the demo's file: whole, once, and with the same answers, though the program is killed while it reads.
func TestDemoByNetworks(t *testing.T) {
	if testing.Short() {
		t.Skip("it kills a process of its own, in which nobody looks for races")
	}
	s := newScene(t)
	h, want := s.home(t, s.sources()), s.expected(t)

	s.show(opening)
	p := h.Start(t)
	proof.Eventually(t, 20*time.Second, "each source has begun", func() bool {
		return s.all(t, h, func(source export.Source) bool { return source.State == string(ingest.OK) && source.Intake.Stored > 0 })
	})
	p.Stop(t)

	s.show(len(want))
	dying := h
	dying.Env = []string{killAt + "=published:4"}
	p, _ = dying.Launch(t)
	code := p.Wait(t, 20*time.Second)
	wantKilled(t, "published", code, p.Log(t))
	if stored, _ := s.sums(t, h); stored >= len(want) {
		t.Errorf("%d mentions were stored when it was killed, which proves nothing", stored)
	}

	p = h.Start(t)
	proof.Eventually(t, 30*time.Second, "the whole story", func() bool {
		stored, _ := s.sums(t, h)
		return stored >= len(want)
	})
	p.Stop(t)
	p = h.Start(t) // what is spent is told when a program begins, and then once a minute
	proof.Eventually(t, 20*time.Second, "what was spent is told", func() bool {
		_, spent := s.sums(t, h)
		return spent >= s.billed()-1e-9
	})
	h.Do(t, "verify")
	p.Stop(t)
	s.check(t, h, len(want))
	if diff := cmp.Diff(want, s.told(t, h)); diff != "" {
		t.Errorf("what the networks brought is not what the demo's file brings (-file +networks):\n%s", diff)
	}
}

// TestWrongTokens: each network says in its own words that it knows nobody by that token, and people read it.
func TestWrongTokens(t *testing.T) {
	if testing.Short() {
		t.Skip("it runs a process of its own, in which nobody looks for races")
	}
	s := newScene(t)
	wrong := strings.NewReplacer("vk-token", "nobody", telegramToken, "54321:ponmlkjihgfedcba", "x-token", "nobody", keyID, "2X9R4HXF35")
	h := s.home(t, wrong.Replace(s.sources()))
	p := h.Start(t)
	proof.Eventually(t, 20*time.Second, "each source is blind", func() bool {
		return s.all(t, h, func(source export.Source) bool { return source.State == string(ingest.Blind) })
	})
	p.Stop(t)
	if bill := s.billed(); bill > 0 {
		t.Errorf("X bills $%.3f to nobody", bill)
	}
}

// networkOf are the networks that play the demo's; reviews have none.
var networkOf = map[string]string{"vk": "vk", "telegram": "telegram", "bluesky": "x", "appstore": "app-store"}

// newScene casts the story: each mention as it was first told, within the last half day, a minute after the one before.
func newScene(t *testing.T) *scene {
	t.Helper()
	s := &scene{t: t, key: newKey(t), acts: map[string][]ingest.Mention{}, cast: map[string]ingest.Mention{}}
	at := time.Now().UTC().Truncate(time.Second).Add(-12 * time.Hour)
	for line := range bytes.Lines(demo.Mentions()) {
		var m ingest.Mention
		if err := json.Unmarshal(line, &m); err != nil {
			t.Fatal(err)
		}
		network, key := networkOf[m.Network], m.Key()
		answer := m.Kind == ingest.Comment && len(m.Topics) > 0 // the company's own, and what came of it: its topics are known from its thread
		if _, twice := s.cast[key]; twice || network == "" || answer {
			continue
		}
		at = at.Add(time.Minute)
		m.Published, m.Network = at, network
		m = dress(m, len(s.cast)+1)
		s.cast[key] = m
		s.acts[network] = append(s.acts[network], m)
		s.lines.Write(line)
	}
	return s
}

// dress gives a mention, one of so many, the names that its network knows it and its author by.
func dress(m ingest.Mention, n int) ingest.Mention {
	m.Author.ID = fmt.Sprint(numberOf(m.Author.ID))
	switch m.Network {
	case "vk": // of a community's wall
		m.ID = fmt.Sprintf("-1_%d", n)
	case "telegram": // of a group
		m.ID = fmt.Sprintf("-1001/%d", n)
	case "x": // the time is part of the id
		m.ID = fmt.Sprint((m.Published.UnixMilli() - 1288834974657) << 22)
	case "app-store": // of one app; a nickname is no account
		m.ID, m.Author.ID = fmt.Sprintf("%s/%d", apps[m.Topics[0]], n), ""
	}
	return m
}

// sources is the part of a configuration that reads each network, and the App Store twice, as the reviews are of two apps. Each has a
// server of its own, since the program paces itself by server.
func (s *scene) sources() string {
	var b, allow strings.Builder
	source := func(id, network, options string, args ...any) {
		url := s.serve()
		fmt.Fprintf(&allow, "%q, ", strings.TrimPrefix(url, "http://"))
		fmt.Fprintf(&b, "  - {id: %s, network: %s, base_url: %s, %s}\n", id, network, url, fmt.Sprintf(options, args...))
	}
	source("vk", "vk", "token: vk-token, search: [кестрел], every: 2m")
	source("telegram", "telegram", "token: %q", telegramToken)
	source("x", "x", "token: x-token, search: [kestrel], authors: true, budget: %v", budget)
	for _, topic := range []string{"kestrel", "lumen"} {
		source(topic, "app-store", "apps: [%q], issuer: zarya, key_id: %s, private_key: %q, topics: [%s]", apps[topic], keyID, pemOf(s.t, s.key), topic)
	}
	return "sources:\n" + b.String() + "fetch: {allow: [" + allow.String() + "]}\n"
}

// home has the demo's topics and these sources.
func (s *scene) home(t *testing.T, sources string) proof.Home {
	t.Helper()
	binary, err := exec.LookPath("molva")
	if err != nil {
		t.Fatal(err)
	}
	h := proof.Home{Binary: binary, Dir: t.TempDir()}
	write(t, h.Dir, "molva.yaml", strings.NewReplacer("language: ru", "language: en", "sources: []\n", sources).Replace(string(demo.Config)))
	return h
}

// piece is what is known of a mention that came.
type piece struct {
	Text, Author string
	Rating       *float64
	Feelings     map[string]string // towards each topic that it names, and "" of all of it
}

// told is all that is stored, by public id.
func (s *scene) told(t *testing.T, h proof.Home) map[string]piece {
	t.Helper()
	db := h.Open(t)
	all := map[string]piece{}
	for _, topic := range []string{"", "zarya", "kestrel", "lumen", "boreal"} {
		for row, err := range db.Mentions(t.Context(), store.Filter{Topic: topic}) {
			if err != nil {
				t.Fatal(err)
			}
			m := row.Mention
			if topic == "" {
				all[m.Key()] = piece{m.Text, m.Author.Name, m.Rating, map[string]string{}}
			}
			all[m.Key()].Feelings[topic] = row.Sentiment.String()
		}
	}
	return all
}

// expected is what the demo's file brings, under the names that the networks have for it.
func (s *scene) expected(t *testing.T) map[string]piece {
	t.Helper()
	h := s.home(t, "sources: []\n")
	h.Do(t, "import", write(t, h.Dir, "story.jsonl", s.lines.String()))
	all := map[string]piece{}
	for key, p := range s.told(t, h) {
		all[s.cast[key].Key()] = p
	}
	return all
}

// listed are the sources as the command sources prints them.
func (s *scene) listed(t *testing.T, h proof.Home) (all []export.Source) {
	t.Helper()
	if err := json.Unmarshal([]byte(h.Do(t, "sources", "-o", "json")), &all); err != nil {
		t.Fatal(err)
	}
	return all
}

// all reports whether something can be said of every source.
func (s *scene) all(t *testing.T, h proof.Home, said func(export.Source) bool) bool {
	t.Helper()
	some := 0
	for _, source := range s.listed(t, h) {
		if said(source) {
			some++
		}
	}
	return some == len(s.acts)-1+len(apps)
}

// sums are how many mentions the sources brought, and what reading them cost, as people are told.
func (s *scene) sums(t *testing.T, h proof.Home) (stored int, spent float64) {
	t.Helper()
	for _, source := range s.listed(t, h) {
		stored += source.Intake.Stored
		for _, q := range source.Spent {
			if q.Name == ingest.USD {
				spent += q.Used
			}
		}
	}
	return stored, spent
}

// check: what came twice was taken once, nothing was lost, and the budget was kept, of which people are told.
func (s *scene) check(t *testing.T, h proof.Home, mentions int) {
	t.Helper()
	for _, source := range s.listed(t, h) {
		if in := source.Intake; in.Updated+in.Rejected+in.Dead > 0 || source.Gap != "" || source.Error != "" {
			t.Errorf("source %s: %+v", source.Source, source)
		}
	}
	stored, spent := s.sums(t, h)
	if bill := s.billed(); bill == 0 || bill > spent+1e-9 || spent > budget {
		t.Errorf("X bills $%.3f, counted are $%.3f of $%.2f", bill, spent, budget)
	}
	if stored != mentions {
		t.Errorf("%d mentions were stored, want %d", stored, mentions)
	}
	if out := h.Do(t, "sources"); !strings.Contains(out, fmt.Sprintf("of $%.2f a month", budget)) {
		t.Errorf("sources do not tell the cost: %s", out)
	}
}
