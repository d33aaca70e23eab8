package listen

import (
	"context"
	"log/slog"
	"net/http"
	"sync"
	"time"

	slackgo "github.com/slack-go/slack"

	"molva/alerts"
	"molva/alerts/ask"
	"molva/alerts/phrase"
	"molva/alerts/post"
	"molva/alerts/slack"
	"molva/ingest"
	"molva/store"
)

// Ear hears people in one Slack workspace.
type Ear struct {
	options  slack.Options
	db       *store.DB
	topics   func() []ingest.Topic
	links    alerts.Links
	now      func() time.Time
	log      *slog.Logger
	api      *slackgo.Client
	http     *http.Client // for the addresses that Slack gives for answers
	meanings map[string]slack.Meaning
	printers map[string]*phrase.Printer // by language

	clicks queue // they open modals, for which Slack waits three seconds
	words  queue // reactions and questions, in the order in which they came

	bots   bots
	latest latest
	rate   rate

	mu      sync.Mutex
	trouble string
}

// New makes an ear of options that are checked; their channel plays no part. It dials nothing. Topics are asked for at each
// question, since they can change.
func New(o slack.Options, db *store.DB, topics func() []ingest.Topic, links alerts.Links, now func() time.Time, log *slog.Logger) (*Ear, error) {
	e := &Ear{options: o, db: db, topics: topics, links: links, now: now, log: log, api: o.API(now),
		http:     post.Manners{Service: "slack", Now: now}.Client(),
		meanings: o.Meanings(), printers: map[string]*phrase.Printer{},
		clicks: make(queue, queued), words: make(queue, queued),
		bots: bots{}, latest: latest{}, rate: rate{}}
	for _, language := range []string{"en", "ru"} {
		p, err := phrase.New(language, alerts.Texts, ask.Texts, Texts)
		if err != nil {
			return nil, err
		}
		e.printers[language] = p
	}
	return e, nil
}

// Listens reports whether the options open any door.
func (e *Ear) Listens() bool { return e.options.Listens() }

// Run does what was heard, and listens by Socket Mode where there is a token for it, until ctx ends; then it returns nil.
// What was taken by then is still done, as far as that goes within some seconds.
func (e *Ear) Run(ctx context.Context) error {
	if !e.Listens() {
		return nil
	}
	var group sync.WaitGroup
	group.Go(func() { e.clicks.work(ctx) })
	group.Go(func() { e.words.work(ctx) })
	if !e.options.AppToken.Empty() {
		group.Go(func() { e.connect(ctx) })
	}
	group.Wait()
	return nil
}

// Trouble says why nothing is heard by Socket Mode now, "" while all is well.
func (e *Ear) Trouble() string {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.trouble
}

func (e *Ear) complain(why string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.trouble = why
}

// printer speaks the language of a topic, English where there is none such.
func (e *Ear) printer(topic string) *phrase.Printer {
	for _, t := range e.topics() {
		if t.ID == topic && t.Language == "ru" {
			return e.printers["ru"]
		}
	}
	return e.printers["en"]
}

// zone is that of a topic, UTC where there is none such.
func (e *Ear) zone(topic string) *time.Location {
	for _, t := range e.topics() {
		if t.ID == topic && t.Zone != nil {
			return t.Zone
		}
	}
	return time.UTC
}
