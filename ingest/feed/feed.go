// Package feed reads RSS, Atom and JSON Feed.
//
// A feed is cut into its items before anything parses it, and each item is parsed alone, under the feed's own first tag.
// So a broken item is one rejection, a feed that breaks off gives what it had, and limits hold where they belong: an
// item that nests too deeply costs itself and nothing else. Bytes are made valid UTF-8 first, whatever they claim to be;
// document types go, so no entity is ever expanded.
//
// An item's id is its guid; where different items share that, its link; where they share that too, a hash of link, title
// and text. A guid counts as shared when the items that have it lead to different links. In a source with several feeds
// a guid that is no URI gets its feed's address in front. A mention's network is the source's id.
//
// The cursor holds for each feed its ETag and Last-Modified and a 64-bit hash of every item that its last answer had, so
// only what is new or changed comes again. A feed that asks for longer pauses (ttl, sy:updatePeriod) gets them, up to a
// day.
//
// One source may read several feeds, and one that fails does not stop the others: it is left alone for a while, and the
// log says so. But they share one state, which is good while any of them answers; a feed whose silence matters should be
// a source of its own.
package feed

import (
	"errors"
	"net/url"
	"slices"
	"strconv"
	"time"

	"molva/ingest"
)

// What is taken of a feed when its options do not say less.
const (
	MaxItems = 1000
	MaxBytes = 5 << 20 // decompressed
)

const (
	defaultEvery = 15 * time.Minute
	minEvery     = time.Second
)

// Options says which feeds to read.
type Options struct {
	URL      string        `yaml:"url"`
	URLs     []string      `yaml:"urls"`
	Every    time.Duration `yaml:"every"`     // pause between two reads; 0: 15 minutes
	Quiet    time.Duration `yaml:"quiet"`     // no item for longer than this makes the source late; 0: learned
	MaxItems int           `yaml:"max_items"` // from the top of each feed; 0: MaxItems
	MaxBytes int           `yaml:"max_bytes"` // of each feed; 0: MaxBytes
}

// Validate reports everything that is wrong with the options. It quotes no address: they may hold tokens.
func (o Options) Validate() error {
	var all []error
	urls := o.all()
	if len(urls) == 0 {
		all = append(all, ingest.Complain("url is missing: which feed should be read?"))
	}
	for i, s := range urls {
		if u, err := url.Parse(s); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			all = append(all, ingest.Complain("url %d is no address, want one such as https://example.com/feed.xml", i+1))
		} else if slices.Contains(urls[:i], s) {
			all = append(all, ingest.Complain("url %d stands twice", i+1))
		}
	}
	all = append(all, ingest.CheckPace(o.Every, minEvery, o.Quiet))
	if o.MaxItems < 0 || o.MaxItems > MaxItems {
		all = append(all, ingest.Complain("max_items is %s, want 1 to %s", strconv.Itoa(o.MaxItems), strconv.Itoa(MaxItems)))
	}
	if o.MaxBytes < 0 || o.MaxBytes > MaxBytes {
		all = append(all, ingest.Complain("max_bytes is %s, want 1 to %s", strconv.Itoa(o.MaxBytes), strconv.Itoa(MaxBytes)))
	}
	return errors.Join(all...)
}

func (o Options) all() []string {
	if o.URL == "" {
		return o.URLs
	}
	return append([]string{o.URL}, o.URLs...)
}

// Source reads some feeds.
type Source struct {
	options Options
	feeds   []*url.URL
	env     ingest.Env
	rests   map[string]rest // by key; of feeds that failed while others did not
}

// New checks the options.
func New(o Options, env ingest.Env) (ingest.Source, ingest.Rhythm, error) {
	if err := o.Validate(); err != nil {
		return nil, ingest.Rhythm{}, err
	}
	if o.Every == 0 {
		o.Every = defaultEvery
	}
	if o.MaxItems == 0 {
		o.MaxItems = MaxItems
	}
	if o.MaxBytes == 0 {
		o.MaxBytes = MaxBytes
	}
	s := &Source{options: o, env: env, rests: map[string]rest{}}
	for i, text := range o.all() {
		u, err := url.Parse(text)
		if err != nil {
			return nil, ingest.Rhythm{}, ingest.Complain("url %d is no address", i+1)
		}
		s.feeds = append(s.feeds, u)
	}
	return s, ingest.Rhythm{Every: o.Every, Quiet: o.Quiet}, nil
}
