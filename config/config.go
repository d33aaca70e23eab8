package config

import (
	"errors"
	"net"
	"time"

	"molva/alerts/slack"
	"molva/classify/cluster/theme"
	"molva/classify/second"
	"molva/config/secret"
	"molva/ingest"
)

// Config is molva.yaml.
type Config struct {
	Language  string        `yaml:"language"` // of texts for people: ru or en
	Timezone  string        `yaml:"timezone"`
	Topics    []Topic       `yaml:"topics"`
	Sources   []Source      `yaml:"sources"`
	Slack     slack.Options `yaml:"slack"`
	Digest    Digest        `yaml:"digest"`
	Retention Retention     `yaml:"retention"`
	Fetch     Fetch         `yaml:"fetch"`
	HTTP      HTTP          `yaml:"http"`
	Stream    Stream        `yaml:"stream"`

	Second second.Options `yaml:"second_opinion"`

	Complaints Complaints `yaml:"complaints"`
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
}

// ImportSource is the id under which the ledger counts what the command import brings; no source may take it.
const ImportSource = "import"

// Source is one place to read. Its own options stand beside id and network.
type Source struct {
	ID      string
	Network string
	Options any // a pointer to the network's options
	Opener  ingest.Opener
}

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

// Digest says when the digests are due, in each topic's time zone. Empty: that one is never sent.
type Digest struct {
	Daily  string `yaml:"daily"`  // "09:00"
	Weekly string `yaml:"weekly"` // "mon 09:00"
}

// Retention is how long things are kept.
type Retention struct {
	Raw      time.Duration `yaml:"raw"`
	Mentions time.Duration `yaml:"mentions"`
}

// Fetch limits where sources may connect to.
type Fetch struct {
	Allow   []string `yaml:"allow"`   // private addresses, host:port; none by default
	Contact string   `yaml:"contact"` // a page or address for the user agent
}

// HTTP is where pages and webhooks are served.
type HTTP struct {
	Listen string        `yaml:"listen"`
	Token  secret.String `yaml:"token"` // asked for when others than this machine can reach the address
}

// Exposed reports whether others than this machine can reach the address and no token keeps them out.
func (h HTTP) Exposed() bool {
	host, _, err := net.SplitHostPort(h.Listen)
	return err == nil && !loopback(host) && h.Token.Reveal() == ""
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
		Digest:    Digest{Daily: "09:00", Weekly: "mon 09:00"},
		Retention: Retention{Raw: 30 * 24 * time.Hour, Mentions: 730 * 24 * time.Hour},
		HTTP:      HTTP{Listen: "127.0.0.1:8080"},
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
			Zone: zone, Language: or(t.Language, c.Language), Query: t.Query}
	}
	return tree
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}
