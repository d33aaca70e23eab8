// Package hackernews finds posts and comments on Hacker News by the words of the topics. It needs no key.
//
// The search is Algolia's (https://hn.algolia.com/api); what became of a post or comment later is asked of the site's own
// API (https://github.com/HackerNews/API).
//
// Choices:
//
//   - The search takes words apart in its own way, so what it finds is brought only if it names a topic.
//   - The index runs some minutes behind the site. Each read looks back a quarter of an hour and drops what it has seen.
//   - A window of time with more in it than one answer holds is halved until it fits. So what comes is always oldest
//     first, and nothing depends on pages that shift.
//   - The first read takes the newest page of each term. A term that is added later starts then.
//   - Points stand for likes. Those of a comment are nobody's to know, and stay unknown.
//   - A comment's title is that of its story. What it answers is that title, or the comment above it, which is asked for:
//     up to twenty of them a page, and no page waits for long or fails for want of one.
//   - What moderators or the filters of the site killed ("dead") counts as deleted: no visitor sees it.
//   - The site does not tell when something was edited; a new text comes with the next look, without a time.
package hackernews

import (
	"cmp"
	"context"
	"errors"
	"net/url"
	"time"

	"molva/ingest"
	"molva/ingest/fetch"
)

// Network is the network of every mention from here.
const Network = "hackernews"

// Where the two APIs stand.
const (
	searchURL = "https://hn.algolia.com"
	itemsURL  = "https://hacker-news.firebaseio.com"
)

const (
	defaultEvery = 5 * time.Minute
	minEvery     = 10 * time.Second
	perHour      = 10_000 // requests that the search allows to one address; https://hn.algolia.com/api
)

// Options says what to search for.
type Options struct {
	BaseURL  string        `yaml:"base_url"`  // of the search
	ItemsURL string        `yaml:"items_url"` // of the site's own API
	Search   []string      `yaml:"search"`    // words and phrases; none: those of the topics
	Every    time.Duration `yaml:"every"`     // pause between two reads; 0: five minutes
	Quiet    time.Duration `yaml:"quiet"`     // no mention for longer than this makes the source late; 0: learned
}

// Validate reports everything that is wrong with the options.
func (o Options) Validate() error {
	_, _, err := o.addresses()
	return errors.Join(err, ingest.CheckTerms(o.Search), ingest.CheckPace(o.Every, minEvery, o.Quiet))
}

func (o Options) addresses() (search, items *url.URL, err error) {
	search, err1 := fetch.Base("base_url", o.BaseURL, searchURL)
	items, err2 := fetch.Base("items_url", o.ItemsURL, itemsURL)
	return search, items, errors.Join(err1, err2)
}

// Source reads Hacker News.
type Source struct {
	env    ingest.Env
	terms  []string
	search fetch.API
	items  fetch.API
}

// New checks the options.
func New(o Options, env ingest.Env) (ingest.Source, ingest.Rhythm, error) {
	search, items, err := o.addresses()
	if err := cmp.Or(o.Validate(), err); err != nil {
		return nil, ingest.Rhythm{}, err
	}
	terms := o.Search
	if len(terms) == 0 {
		terms = ingest.Terms(env.Topics)
	}
	s := &Source{env: env, terms: terms,
		search: fetch.API{Client: env.HTTP, Base: search, Governor: env.Governor},
		items:  fetch.API{Client: env.HTTP, Base: items}, // which sets no limit
	}
	return s, ingest.Rhythm{Every: cmp.Or(o.Every, defaultEvery), Quiet: o.Quiet,
		Quotas: []ingest.Quota{{Name: "calls", Max: perHour, Window: ingest.PerHour}}}, nil
}

// Examine searches once.
func (s *Source) Examine(ctx context.Context) (found string, err error) {
	_, _, err = s.find(ctx, 0, s.env.Now().Unix())
	return s.search.Base.Host, err
}
