package listen

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"molva/alerts"
	"molva/alerts/slack"
	"molva/alerts/slack/slackfake"
	"molva/classify"
	"molva/config/secret"
	"molva/ingest"
	"molva/ingest/stream"
	"molva/store"
)

// noon is when everything here happens: Monday, 28 September 2026.
var noon = time.Date(2026, 9, 28, 12, 0, 0, 0, time.UTC)

const (
	botToken = "xoxb-1-CANARY"
	appToken = "xapp-1-CANARY"
	signing  = "8f742231b10e8888abcd99CANARY5a5"
)

// place is a workspace, a database, and an ear between them.
type place struct {
	*Ear
	t     *testing.T
	slack *slackfake.Server
	db    *store.DB
	logs  *logs

	mu  sync.Mutex
	at  time.Time
	ids int
}

// logs is what was logged.
type logs struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *logs) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *logs) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// listening is a place in which both doors are open; change may change the options.
func listening(t *testing.T, change ...func(*slack.Options)) *place {
	t.Helper()
	p := &place{t: t, slack: slackfake.New(t), at: noon, logs: &logs{}}
	p.db = filled(t, p.now)
	o := slack.Options{Token: secret.New(botToken), Channel: "#brand", BaseURL: p.slack.URL,
		AppToken: secret.New(appToken), SigningSecret: secret.New(signing)}
	for _, c := range change {
		c(&o)
	}
	var err error
	p.Ear, err = New(o, p.db, func() []ingest.Topic { return topics(t) }, alerts.Links{Base: "https://molva.example"}, p.now,
		slog.New(slog.NewTextHandler(p.logs, nil)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if said := p.logs.String(); strings.Contains(said, "CANARY") || strings.Contains(said, "ticket=") {
			t.Errorf("the log gives something away: %s", said)
		}
	})
	return p
}

func (p *place) now() time.Time {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.at
}

func (p *place) pass(d time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.at = p.at.Add(d)
}

// work does what was taken.
func (p *place) work() {
	p.clicks.finish(p.t.Context())
	p.words.finish(p.t.Context())
}

func topics(t *testing.T) []ingest.Topic {
	t.Helper()
	moscow, err := time.LoadLocation("Europe/Moscow")
	if err != nil {
		t.Fatal(err)
	}
	return []ingest.Topic{
		{ID: "zarya", Name: "Заря", Zone: moscow, Language: "ru", Query: "заря OR zarya"},
		{ID: "kestrel", Name: "Kestrel", Parent: "zarya", Zone: moscow, Language: "en", Query: "kestrel OR кестрел"},
	}
}

// filled is a database with some mentions of Kestrel, among them one complaint of three people.
func filled(t *testing.T, now func() time.Time) *store.DB {
	t.Helper()
	db, err := store.Open(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "molva.db"), Topics: topics(t), Now: now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	var batch []classify.Result
	for i, text := range []string{"Kestrel is late, the courier never came", "The courier never came with my Kestrel",
		"Where is my Kestrel, the courier never came", "Kestrel sounds wonderful on the train", "Kestrel: -50% <!channel> today only"} {
		batch = append(batch, mention(i, text))
	}
	if err := db.Save(t.Context(), "test", batch); err != nil {
		t.Fatal(err)
	}
	if err := db.Tend(t.Context()); err != nil {
		t.Fatal(err)
	}
	return db
}

func mention(i int, text string) classify.Result {
	at := noon.AddDate(0, 0, -5).Add(time.Duration(i) * time.Hour)
	p, feels, category := classify.Probabilities{Negative: 0.9, Neutral: 0.1}, classify.Negative, classify.ComplaintCategory
	switch i {
	case 3:
		p, feels, category = classify.Probabilities{Positive: 0.9, Neutral: 0.1}, classify.Positive, classify.Other
	case 4:
		p, feels, category = classify.Probabilities{Neutral: 1}, classify.Neutral, classify.Promo
	}
	m := ingest.Mention{ID: fmt.Sprint(i), Network: "vk", Text: text, Author: ingest.Author{ID: fmt.Sprint("u", i)},
		URL: fmt.Sprintf("https://vk.example/%d", i), Published: at, Seen: at, Topics: []string{"kestrel"}}
	return classify.Result{
		Item: stream.Item{Seq: uint64(i + 1), Network: "vk", Source: "vk", Seen: at},
		Tagged: classify.Tag(m, classify.Verdict{Lang: "en", Sentiment: feels, P: p, Category: category, Model: "test",
			Opinions: []classify.Opinion{{Topic: "kestrel", Sentiment: feels, P: p}}})}
}

// quote posts a quote of a mention as the desk does, and returns its timestamp.
func (p *place) quote(mention string) (ts string) {
	p.t.Helper()
	ts = p.slack.Say("C1", "", "a quote")
	p.quoteAt(mention, ts)
	return ts
}

// quoteAt writes down that a quote stands at a place.
func (p *place) quoteAt(mention, ts string) {
	p.t.Helper()
	said, err := json.Marshal(map[string]any{"said": alerts.Said{Text: "…", Mark: "vk", Mention: mention, Topic: "kestrel"}})
	if err != nil {
		p.t.Fatal(err)
	}
	p.send(store.Letter{Key: "digest-week/kestrel/quote-" + ts, Kind: "quote", Topic: "kestrel", Payload: said}, ts)
}

// send puts a letter into the books as one that stands in #brand.
func (p *place) send(l store.Letter, ts string) {
	p.t.Helper()
	l.Notifier, l.Due = "slack", noon
	if _, err := p.db.Enqueue(p.t.Context(), l); err != nil {
		p.t.Fatal(err)
	}
	l, _, err := p.db.LetterByKey(p.t.Context(), l.Key)
	if err != nil {
		p.t.Fatal(err)
	}
	l.State, l.Channel, l.RemoteID, l.SentAt = store.Sent, "C1", ts, noon
	if err := p.db.Record(p.t.Context(), l); err != nil {
		p.t.Fatal(err)
	}
}

// callback is an event as Slack sends it; each has an id of its own.
func (p *place) callback(inner map[string]any) []byte {
	p.t.Helper()
	p.ids++
	if inner["event_ts"] == nil {
		inner["event_ts"] = fmt.Sprintf("%d.%06d", noon.Unix(), p.ids)
	}
	body, err := json.Marshal(map[string]any{"type": "event_callback", "event_id": fmt.Sprintf("Ev%d", p.ids), "event": inner,
		"team_id": "T1", "authorizations": []any{map[string]any{"user_id": "U0", "is_bot": true}}})
	if err != nil {
		p.t.Fatal(err)
	}
	return body
}

func (p *place) reaction(kind, user, name, ts string) []byte {
	p.t.Helper()
	return p.callback(map[string]any{"type": kind, "user": user, "reaction": name, "item_user": "U0",
		"item": map[string]any{"type": "message", "channel": "C1", "ts": ts}})
}

const (
	added   = "reaction_added"
	removed = "reaction_removed"
)

// whispers are what single people were told, as "user: text".
func (p *place) whispers() (all []string) {
	for _, m := range p.slack.Posts() {
		if m.Method == "chat.postEphemeral" {
			all = append(all, m.User+": "+m.Text)
		}
	}
	return all
}

// reads says how a mention counts now: its sentiment, "out" when it does not, and who said so.
func (p *place) reads(mention string) string {
	p.t.Helper()
	for row, err := range p.db.Mentions(p.t.Context(), store.Filter{Topic: "kestrel"}) {
		if err != nil {
			p.t.Fatal(err)
		}
		if row.Mention.Key() != mention {
			continue
		}
		if !row.Counted {
			return "out"
		}
		return row.Sentiment.String() + " by " + row.LabelledBy
	}
	return "gone"
}
