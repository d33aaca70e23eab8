package main

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

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
	want := s.expected(t)
	h := s.home(t)

	s.show(opening)
	p := h.Start(t)
	proof.Eventually(t, 20*time.Second, "each source has begun", func() bool { return s.are(t, h, ingest.OK) })
	p.Stop(t)

	s.show(len(s.cast))
	dying := h
	dying.Env = []string{killAt + "=published:4"}
	p, _ = dying.Launch(t)
	code := p.Wait(t, 20*time.Second)
	wantKilled(t, "published", code, p.Log(t))
	if n := s.stored(t, h); n >= len(want) {
		t.Errorf("%d mentions were stored when it was killed, which proves nothing", n)
	}

	p = h.Start(t)
	proof.Eventually(t, 30*time.Second, "the whole story", func() bool { return s.stored(t, h) >= len(want) })
	p.Stop(t)
	p = h.Start(t) // what is spent is told when a program begins, and then once a minute
	proof.Eventually(t, 20*time.Second, "what was spent is told", func() bool { return s.paid(t, h) })
	h.Do(t, "verify")
	p.Stop(t)
	s.checkIntake(t, h, len(want))
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
	h := s.home(t)
	config, err := os.ReadFile(filepath.Join(h.Dir, "molva.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	wrong := strings.NewReplacer("vk-token", "nobody", telegramToken, "54321:ponmlkjihgfedcba", "x-token", "nobody", keyID, "2X9R4HXF35")
	write(t, h.Dir, "molva.yaml", wrong.Replace(string(config)))
	p := h.Start(t)
	proof.Eventually(t, 20*time.Second, "each source is blind", func() bool { return s.are(t, h, ingest.Blind) })
	p.Stop(t)
	if s.bill > 0 {
		t.Errorf("X bills $%.3f to nobody", s.bill)
	}
}

// networkOf are the networks that play the demo's; reviews have none.
var networkOf = map[string]string{"vk": "vk", "telegram": "telegram", "bluesky": "x", "appstore": "app-store"}

// newScene casts the story: each mention as it was first told, within the last half day, a minute after the one before.
func newScene(t *testing.T) *scene {
	t.Helper()
	s := &scene{t: t, acts: map[string][]ingest.Mention{}, cast: map[string]ingest.Mention{}}
	at := time.Now().UTC().Truncate(time.Second).Add(-12 * time.Hour)
	for line := range bytes.Lines(demo.Mentions()) {
		var m ingest.Mention
		if err := json.Unmarshal(line, &m); err != nil {
			t.Fatal(err)
		}
		network, key := networkOf[m.Network], m.Key()
		if _, twice := s.cast[key]; twice || network == "" {
			continue
		}
		at = at.Add(time.Minute)
		m.Published, m.Network = at, network
		m = s.dress(m)
		s.cast[key] = m
		s.acts[network] = append(s.acts[network], m)
		s.lines.Write(line)
	}
	return s
}

// dress gives a mention the names that its network knows it and its author by.
func (s *scene) dress(m ingest.Mention) ingest.Mention {
	switch m.Network {
	case "vk": // wall-1_2 of id3
		m.ID, m.Author.ID = strings.TrimPrefix(m.ID, "wall"), strings.TrimPrefix(m.Author.ID, "id")
		if thread, found := strings.CutPrefix(m.Parent, "wall"); found {
			_, reply, _ := strings.Cut(m.ID, "_")
			m.ID = thread + "_r" + reply
		}
	case "telegram": // group/2
		group, message, _ := strings.Cut(m.ID, "/")
		m.ID, m.Author.ID = fmt.Sprintf("-100%d/%s", numberOf(group), message), fmt.Sprint(numberOf(m.Author.ID))
	case "x": // the time is part of the id
		m.ID, m.Author.ID = fmt.Sprint((m.Published.UnixMilli()-1288834974657)<<22), fmt.Sprint(numberOf(m.Author.ID))
	case "app-store": // of one app; a nickname is no account
		m.ID, m.Author.ID = apps[m.Topics[0]]+"/"+m.ID, ""
	}
	return m
}

// home has a source for each network, and two where the reviews are of two apps.
func (s *scene) home(t *testing.T) proof.Home {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	p8 := strings.ReplaceAll(string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})), "\n", `\n`)
	vk, telegram, x, appStore := s.vk(), s.telegram(), s.x(), s.appStore(key)
	var b strings.Builder
	fmt.Fprintf(&b, "  - {id: vk, network: vk, base_url: %s, token: vk-token, search: [кестрел], every: 2m}\n", vk)
	fmt.Fprintf(&b, "  - {id: telegram, network: telegram, base_url: %s, token: %q}\n", telegram, telegramToken)
	fmt.Fprintf(&b, "  - {id: x, network: x, base_url: %s, token: x-token, search: [kestrel], authors: true, budget: %v}\n", x, budget)
	for _, topic := range slices.Sorted(maps.Keys(apps)) {
		fmt.Fprintf(&b, "  - {id: %s-app, network: app-store, base_url: %s, apps: [%q], issuer: zarya, key_id: %s, private_key: \"%s\", topics: [%s]}\n",
			topic, appStore, apps[topic], keyID, p8, topic)
	}
	allow := strings.ReplaceAll(strings.Join([]string{vk, telegram, x, appStore}, `", "`), "http://", "")
	fmt.Fprintf(&b, "fetch: {allow: [\"%s\"]}\n", allow)
	return s.homeWith(t, "sources:\n"+b.String())
}

// homeWith has the demo's topics and whatever more yaml says.
func (s *scene) homeWith(t *testing.T, more string) proof.Home {
	t.Helper()
	binary, err := exec.LookPath("molva")
	if err != nil {
		t.Fatal(err)
	}
	h := proof.Home{Binary: binary, Dir: t.TempDir()}
	write(t, h.Dir, "molva.yaml", strings.NewReplacer("language: ru", "language: en", "sources: []\n", more).Replace(string(demo.Config)))
	return h
}

// stored is how many mentions there are.
func (s *scene) stored(t *testing.T, h proof.Home) int {
	t.Helper()
	db := h.Open(t)
	defer db.Close()
	n, err := db.Count(t.Context(), store.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// piece is what is known of a mention that came.
type piece struct {
	Text, Author string
	Rating       float64
	Feelings     map[string]string // towards each topic that it names, and "" of all of it
}

// told is all that is stored, by public id.
func (s *scene) told(t *testing.T, h proof.Home) map[string]piece {
	t.Helper()
	db := h.Open(t)
	defer db.Close()
	all := map[string]piece{}
	for _, topic := range []string{"", "zarya", "kestrel", "lumen", "boreal"} {
		for row, err := range db.Mentions(t.Context(), store.Filter{Topic: topic}) {
			if err != nil {
				t.Fatal(err)
			}
			key := row.Mention.Key()
			if topic == "" {
				all[key] = pieceOf(row.Mention)
			}
			all[key].Feelings[topic] = row.Sentiment.String()
		}
	}
	return all
}

func pieceOf(m ingest.Mention) piece {
	p := piece{Text: m.Text, Author: m.Author.Name, Feelings: map[string]string{}}
	if m.Rating != nil {
		p.Rating = *m.Rating
	}
	return p
}

// expected is what the demo's file brings, under the names that the networks have for it.
func (s *scene) expected(t *testing.T) map[string]piece {
	t.Helper()
	h := s.homeWith(t, "sources: []\n")
	h.Do(t, "import", write(t, h.Dir, "story.jsonl", s.lines.String()))
	all := map[string]piece{}
	for key, p := range s.told(t, h) {
		m := s.cast[key]
		all[m.Key()] = piece{m.Text, m.Author.Name, pieceOf(m).Rating, p.Feelings}
	}
	return all
}

// show lets the networks tell so many mentions each.
func (s *scene) show(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.shown = n
}

// listed are the sources as the command sources prints them.
func (s *scene) listed(t *testing.T, h proof.Home) (all []sourceJSON) {
	t.Helper()
	if err := json.Unmarshal([]byte(h.Do(t, "sources", "-o", "json")), &all); err != nil {
		t.Fatal(err)
	}
	return all
}

// are reports whether all sources are in a state, and those that are well have brought something.
func (s *scene) are(t *testing.T, h proof.Home, state ingest.Condition) bool {
	some := 0
	for _, source := range s.listed(t, h) {
		if source.State == string(state) && (state != ingest.OK || source.Intake.Stored > 0) {
			some++
		}
	}
	return some == len(s.acts)-1+len(apps)
}

// paid reports whether all that X bills is counted, which must be within the budget.
func (s *scene) paid(t *testing.T, h proof.Home) bool {
	var used float64
	for _, source := range s.listed(t, h) {
		for _, q := range source.Spent {
			if source.Source == "x" && q.Name == ingest.USD {
				used = q.Used
			}
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.bill == 0 || max(s.bill, used) > budget {
		t.Fatalf("X bills $%.3f, counted are $%.3f of $%.2f", s.bill, used, budget)
	}
	return used >= s.bill-1e-9
}

// checkIntake: what came twice was taken once, nothing was lost, and people are told what it cost.
func (s *scene) checkIntake(t *testing.T, h proof.Home, mentions int) {
	t.Helper()
	stored := 0
	for _, source := range s.listed(t, h) {
		stored += source.Intake.Stored
		if in := source.Intake; in.Updated+in.Rejected+in.Dead > 0 || source.Gap != "" || source.Error != "" {
			t.Errorf("source %s: %+v", source.Source, source)
		}
	}
	if stored != mentions {
		t.Errorf("%d mentions were stored, want %d", stored, mentions)
	}
	if out := h.Do(t, "sources"); !strings.Contains(out, fmt.Sprintf("of $%.2f a month", budget)) {
		t.Errorf("sources do not tell the cost: %s", out)
	}
}
