package config

import (
	"errors"
	"time"

	"molva/alerts/chat/mattermost"
	"molva/alerts/chat/telegram"
	"molva/alerts/chat/webhook"
	"molva/alerts/mail"
	"molva/alerts/slack"
	"molva/classify/cluster/theme"
	"molva/classify/second"
	"molva/ingest"
	"molva/ingest/query"
)

// Config is molva.yaml.
type Config struct {
	Language string        `yaml:"language"` // of texts for people: ru or en
	Timezone string        `yaml:"timezone"`
	Topics   []Topic       `yaml:"topics"`
	Sources  []Source      `yaml:"sources"`
	Slack    slack.Options `yaml:"slack"`
	Mail     mail.Options  `yaml:"mail"`

	Telegram   telegram.Options   `yaml:"telegram"`
	Mattermost mattermost.Options `yaml:"mattermost"`
	Webhook    webhook.Options    `yaml:"webhook"`  // outgoing; one that mentions come in by is a source
	Webhooks   []webhook.Endpoint `yaml:"webhooks"` // programs that listen to events

	Digest    Digest    `yaml:"digest"`
	Alerts    Alerts    `yaml:"alerts"`
	Routes    []Route   `yaml:"routes"`
	Retention Retention `yaml:"retention"`
	Fetch     Fetch     `yaml:"fetch"`
	HTTP      HTTP      `yaml:"http"`
	Stream    Stream    `yaml:"stream"`

	Second second.Options `yaml:"second_opinion"`

	Complaints Complaints `yaml:"complaints"`

	Staff   []string `yaml:"staff"` // who speaks for us: network:author; what they say is no opinion and left out of the figures, as adverts are
	Service Service  `yaml:"service"`
	Segment []string `yaml:"segment"` // parts of an audience that we want, such as f-25-30
	Inputs  []Input  `yaml:"inputs"`
	Ledger  Ledger   `yaml:"ledger"`
	Goals   []Goal   `yaml:"goals"`
}

// Topic is a company, brand or product to watch.
type Topic struct {
	ID         string `yaml:"id"`
	Name       string `yaml:"name"`
	Parent     string `yaml:"parent"`
	Competitor bool   `yaml:"competitor"`
	Timezone   string `yaml:"timezone"`
	Language   string `yaml:"language"`
	Query      string `yaml:"query"`

	Accounts []string `yaml:"accounts"` // its communities, network:account
}

// ImportSource is the id under which the ledger counts what the command import brings; no source may take it.
const ImportSource = "import"

// Complaints says how recurring complaints are sorted.
type Complaints struct {
	Themes []string `yaml:"themes"` // packs on top of the neutral one: names of those that come with molva, or files
}

// Pack is the themes that complaints are sorted into.
func (c Complaints) Pack() (*theme.Pack, error) { return theme.Open(c.Themes...) }

// Validate joins all that is wrong with the packs.
func (c Complaints) Validate() error {
	var all []error
	for _, name := range c.Themes {
		if _, err := theme.Open(name); err != nil {
			all = append(all, err)
		}
	}
	return errors.Join(all...)
}

// Digest says when digests and reports are due, in each topic's time zone. Empty: that one is never sent.
type Digest struct {
	Daily  string `yaml:"daily"`  // "09:00"
	Weekly string `yaml:"weekly"` // "mon 09:00"

	Monthly string `yaml:"monthly"` // "1 10:00": of monthly reports
}

// Alerts says what may bypass the digest.
type Alerts struct {
	Budget    float64       `yaml:"budget"`    // false alerts a month at most, of those that rest on chance; 0: no such alerts
	Quiet     string        `yaml:"quiet"`     // hours in which nothing is sent, such as 22:00-08:00, by each topic's clock
	Repeat    time.Duration `yaml:"repeat"`    // an incident that nobody acknowledged is told again after so long; 0: never
	Followers int           `yaml:"followers"` // whose word is worth an alert; 0: nobody's
}

// Retention is how long things are kept.
type Retention struct {
	Raw      time.Duration `yaml:"raw"`
	Mentions time.Duration `yaml:"mentions"`

	Sources map[string]time.Duration `yaml:"sources"` // of single sources, by id, instead of Mentions
	Backups time.Duration            `yaml:"backups"` // of the copies that molva made itself before it changed the database
}

// Fetch limits where sources may connect to.
type Fetch struct {
	Allow   []string `yaml:"allow"`   // private addresses, host:port; none by default
	Contact string   `yaml:"contact"` // a page or address for the user agent
}

// Stream is where mentions wait until they are saved.
type Stream struct {
	URL         string `yaml:"url"` // empty: NATS inside the process
	Credentials string `yaml:"credentials"`
	Replicas    int    `yaml:"replicas"`
	MaxBytes    Bytes  `yaml:"max_bytes"` // refuse new mentions beyond this
	MinFree     Bytes  `yaml:"min_free"`  // refuse new mentions when the disk has less

	Window time.Duration `yaml:"window"` // how long the stream itself knows a repeat; the database always does. 0: 2m
}

// Default is the configuration before anything is read.
func Default() Config {
	return Config{
		Language:  "en",
		Timezone:  "UTC",
		Digest:    Digest{Daily: "09:00", Weekly: "mon 09:00", Monthly: "1 10:00"},
		Alerts:    Alerts{Budget: 2, Repeat: 24 * time.Hour, Followers: 10_000},
		Retention: Retention{Raw: 30 * 24 * time.Hour, Mentions: 730 * 24 * time.Hour, Backups: 30 * 24 * time.Hour},
		HTTP:      HTTP{Listen: "127.0.0.1:8080", Sessions: Sessions{Idle: 12 * time.Hour, Longest: 7 * 24 * time.Hour}},
		Stream:    Stream{MaxBytes: 4 << 30, MinFree: 512 << 20},
	}
}

// Tree lists the topics for the rooms below, zone and language filled in. It must only be called on a checked Config.
func (c *Config) Tree() []ingest.Topic {
	tree := make([]ingest.Topic, len(c.Topics))
	for i, t := range c.Topics {
		zone, err := time.LoadLocation(or(t.Timezone, c.Timezone))
		if err != nil {
			zone = time.UTC
		}
		tree[i] = ingest.Topic{ID: t.ID, Name: or(t.Name, t.ID), Parent: t.Parent, Competitor: t.Competitor,
			Zone: zone, Language: or(t.Language, c.Language), Query: t.Query, Terms: terms(t.Query)}
	}
	return tree
}

// terms are what a network's own search may be asked for; a query that cannot be read has none.
func terms(expr string) []string {
	q, err := query.Parse(expr)
	if err != nil {
		return nil
	}
	return q.Terms()
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}
