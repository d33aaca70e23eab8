// Package stackexchange finds questions, and the answers to them, on Stack Overflow and the other sites of Stack Exchange,
// by the words of the topics or by tags.
//
// The API: https://api.stackexchange.com/docs. What is written there is licensed CC BY-SA; each mention keeps its link and
// its licence, as that asks for.
//
// Choices:
//
//   - The search finds questions. Of those that name a topic the answers are read too, and come if they or the question's
//     title name one. What has a tag of ours comes whole.
//   - Questions are read in the order of their last activity, so an edit and an answer are noticed whenever they come. A
//     question that only got an answer is not brought again.
//   - The next page begins at the newest date of the last one: pages by number would shift while they are read.
//   - The first read takes the newest page of each search, without answers.
//   - Ids are those of a site and stand as site/number.
//   - The score stands for likes; below zero it is none.
//   - What the API does not give any more was deleted.
//   - Each site and word costs a call. Without a key there are 300 a day, so the pause between two reads grows with their
//     number.
package stackexchange

import (
	"cmp"
	"context"
	"errors"
	"net/url"
	"regexp"
	"strings"
	"time"

	"molva/config/secret"
	"molva/ingest"
	"molva/ingest/fetch"
)

// Network is the network of every mention from here.
const Network = "stackexchange"

const usualURL = "https://api.stackexchange.com/2.3"

// Calls of a day, to one address: https://api.stackexchange.com/docs/throttle.
const (
	withoutKey = 300
	withKey    = 10_000
)

const minEvery = time.Minute

// Options says which sites to read, and what for.
type Options struct {
	BaseURL string        `yaml:"base_url"` // of the API, with its version
	Key     secret.String `yaml:"key"`      // of an application registered at stackapps.com; none: fewer calls
	Sites   []string      `yaml:"sites"`    // as the API calls them; none: stackoverflow and ru.stackoverflow
	Search  []string      `yaml:"search"`   // words and phrases; none: those of the topics, unless there are tags
	Tagged  []string      `yaml:"tagged"`   // everything with one of these tags
	Every   time.Duration `yaml:"every"`    // pause between two reads; 0: what the calls of a day allow
	Quiet   time.Duration `yaml:"quiet"`    // no mention for longer than this makes the source late; 0: learned
}

var site = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]*$`)

// Validate reports everything that is wrong with the options.
func (o Options) Validate() error {
	_, err := fetch.Base("base_url", o.BaseURL, usualURL)
	all := []error{err, ingest.CheckTerms(o.Search)}
	for _, name := range o.Sites {
		if !site.MatchString(name) {
			all = append(all, ingest.Complain("site is %q, want one such as stackoverflow or ru.stackoverflow", name))
		}
	}
	for _, tag := range o.Tagged {
		if tag == "" || strings.ContainsAny(tag, "; ") {
			all = append(all, ingest.Complain("tag is %q, want one such as c++", tag))
		}
	}
	return errors.Join(append(all, ingest.CheckPace(o.Every, minEvery, o.Quiet))...)
}

// Source reads some sites.
type Source struct {
	key   secret.String
	env   ingest.Env
	api   fetch.API
	lines []line
}

// line is one search on one site.
type line struct {
	key, site string
	query     url.Values
	all       bool // whatever it finds is about us
}

// New checks the options.
func New(o Options, env ingest.Env) (ingest.Source, ingest.Rhythm, error) {
	base, err := fetch.Base("base_url", o.BaseURL, usualURL)
	if err := cmp.Or(o.Validate(), err); err != nil {
		return nil, ingest.Rhythm{}, err
	}
	s := &Source{key: o.Key, env: env, lines: linesOf(o, env.Topics),
		api: fetch.API{Client: env.HTTP, Base: base, Says: fetch.StackExchange, Governor: env.Governor}}
	calls := withoutKey
	if !o.Key.Empty() {
		calls = withKey
	}
	// A third of the calls is left for answers, for the past and for looking again.
	pause := 24 * time.Hour * time.Duration(len(s.lines)) * 3 / 2 / time.Duration(calls)
	return s, ingest.Rhythm{Every: cmp.Or(o.Every, max(pause, 5*time.Minute)), Quiet: o.Quiet,
		Quotas: []ingest.Quota{{Name: "calls", Max: float64(calls), Window: ingest.PerDay}}}, nil
}

func linesOf(o Options, topics []ingest.Topic) []line {
	sites, terms := o.Sites, o.Search
	if len(sites) == 0 {
		sites = []string{"stackoverflow", "ru.stackoverflow"}
	}
	if len(terms) == 0 && len(o.Tagged) == 0 {
		terms = ingest.Terms(topics)
	}
	var all []line
	for _, site := range sites {
		for _, term := range terms {
			all = append(all, line{key: site + " " + term, site: site, query: url.Values{"q": {term}}})
		}
		if tags := strings.Join(o.Tagged, ";"); tags != "" {
			all = append(all, line{key: site + " [" + tags + "]", site: site, query: url.Values{"tagged": {tags}}, all: true})
		}
	}
	return all
}

// Examine asks the first site for its newest question.
func (s *Source) Examine(ctx context.Context) (found string, err error) {
	if len(s.lines) == 0 {
		return "", errNothing
	}
	_, _, err = s.ask(ctx, s.lines[0].site, "/questions", url.Values{"pagesize": {"1"}})
	return s.lines[0].site, err
}
