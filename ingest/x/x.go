// Package x reads X (Twitter), which bills every post that it hands out.
//
// Choices:
//
//   - Money is taken from the source's budget before anything is asked for: the most that the answer can cost. What the answer
//     did not bring is given back; where nobody knows what X has billed, since an answer broke off or never came, nothing is.
//     Then the next answers are asked for as small as they can be, and after three once an hour, until one comes whole. A request
//     that never left, or that X refused, costs nothing. X bills the same post once a day; we count it each time, so that the
//     count is never too low. For a minute before and after a month ends nothing is bought, since X's clock may differ.
//   - A page is made durable before the next one is bought, newest first as X has them, so a walk that spans several pages
//     comes in pieces, each of them oldest first. A kill loses one page of money at most.
//   - The search reaches back seven days. Who was away for longer is told of the gap.
//   - Posts are asked for in the dialect of tweet.fields, in which X tells the author's id as a part of the post; in that of
//     post.fields it is an expansion, billed as a user. Names, links and followers of authors are such an expansion: off
//     unless "authors" is set. So is the text of what a post answers, which is never asked for.
//   - A post's time is the one in its id (docs.x.com/resources/fundamentals/x-ids). An edit has an id of its own; all of a
//     post's versions are one mention here, with the id of the first one.
//   - Reposts are no mentions: the query leaves them out, and so do we.
//   - The filtered stream is paid for before its posts arrive, forty of them at least, and where nobody knows whether they were on
//     their way when the connection ended, they stay paid. When the budget has no more, and before a month ends, it is closed.
//   - A query or a user that X does not answer for keeps nobody from the others, and is told of.
//   - Looking again costs as much as looking, so deletions and growing counters are seen only with "refresh".
//   - Figures are those that everybody can see. What X tells owners alone wants a login that a bearer token is not.
//
// The methods are those of the OpenAPI document of xdevplatform/docs, openapi.json at 00b419b5df6a1dfb3866a0f046c3827d6ae153c6
// (2.168); prices are those of docs.x.com/x-api/getting-started/pricing.
package x

import (
	"errors"
	"net/http"
	"regexp"
	"time"

	"molva/config/secret"
	"molva/ingest"
	"molva/ingest/fetch"
)

// Network is the network of every mention from here.
const Network = "x"

// Supplies are the inputs of community metrics that come from here.
var Supplies = []string{"followers", "form", "post.comments", "post.reactions", "post.saves", "post.shares", "post.views",
	"posts", "published", "text"}

const (
	defaultBase    = "https://api.x.com"
	defaultEvery   = 15 * time.Minute // an answer without posts is free
	defaultFigures = 24 * time.Hour   // each round buys every account, and its posts of a week
	minEvery       = 10 * time.Second
	callsAMinute   = 30 // 450 in 15 minutes, of the search and of mentions each
)

// Options say what to read, and what it costs. The budget is an option that all sources have: US dollars a month.
type Options struct {
	BaseURL  string        `yaml:"base_url"` // empty: https://api.x.com
	Token    secret.String `yaml:"token"`    // the bearer token of an app
	Search   []string      `yaml:"search"`   // words and phrases; absent: the terms of all topics, unless there is a query; []: none
	Query    string        `yaml:"query"`    // in X's own language of queries, as it stands
	Mentions []string      `yaml:"mentions"` // @names or ids of users whose mentions are read
	Stream   bool          `yaml:"stream"`   // of what is searched for: push instead of polling
	Authors  bool          `yaml:"authors"`  // buy names, links and follower counts of who writes
	Refresh  bool          `yaml:"refresh"`  // buy posts again, for their counters and deletions
	Accounts []string      `yaml:"accounts"` // @names or ids of those whose figures are kept, ours and competitors'
	Figures  time.Duration `yaml:"figures"`  // pause between two rounds of figures; 0: a day
	Every    time.Duration `yaml:"every"`    // pause between two reads; 0: 15 minutes
	Quiet    time.Duration `yaml:"quiet"`    // no mention for longer than this makes the source late; 0: learned
	Prices   Prices        `yaml:"prices"`
}

var userForm = regexp.MustCompile(`^(@?[A-Za-z0-9_]{1,15}|[0-9]{1,19})$`)

// Validate reports everything that is wrong with the options.
func (o Options) Validate() error {
	_, err := fetch.Base("base_url", o.BaseURL, defaultBase)
	all := []error{err}
	if o.Token.Empty() {
		all = append(all, ingest.Complain("token is missing: the developer console of X gives a bearer token for each app"))
	}
	all = append(all, ingest.CheckNames("mentions", o.Mentions, userForm.MatchString, "%s has %q, want an @name or a number"),
		ingest.CheckNames("accounts", o.Accounts, userForm.MatchString, "%s has %q, want an @name or a number"))
	if o.Query != "" {
		all = append(all, checkQuery(o.Query))
	}
	if o.Figures < 0 {
		all = append(all, ingest.Complain("figures is %s, want 0 or more", o.Figures))
	}
	all = append(all, o.Prices.check(), ingest.CheckTerms(o.Search), ingest.CheckPace(o.Every, minEvery, o.Quiet))
	return errors.Join(all...)
}

// Source reads X with one token.
type Source struct {
	options Options
	env     ingest.Env
	api     *fetch.API
	purse   *purse
	queries []string
}

// New checks the options. With Stream the source pushes: its Read stays until the connection ends.
func New(o Options, env ingest.Env) (ingest.Source, ingest.Rhythm, error) {
	if err := o.Validate(); err != nil {
		return nil, ingest.Rhythm{}, err
	}
	base, err := fetch.Base("base_url", o.BaseURL, defaultBase)
	if err != nil {
		return nil, ingest.Rhythm{}, err
	}
	o = o.completed()
	s := &Source{options: o, env: env, purse: &purse{governor: env.Governor, now: env.Now}}
	if s.queries, err = o.queries(env.Topics); err != nil {
		return nil, ingest.Rhythm{}, err
	}
	switch {
	case o.Stream && len(s.queries) == 0:
		return nil, ingest.Rhythm{}, ingest.Complain("stream needs something to search for: set search or query")
	case len(s.queries)+len(o.Mentions)+len(o.Accounts) == 0:
		return nil, ingest.Rhythm{}, ingest.Complain("nothing to read: set search, query, mentions or accounts")
	}
	s.api = &fetch.API{Client: env.HTTP, Base: base, Says: fetch.X, Governor: env.Governor,
		Header: func(h http.Header) {
			h.Set("Authorization", "Bearer "+o.Token.Reveal())
			h.Set("Connection", "close") // on one that was used before, net/http asks twice when no answer comes, and both are billed
		}}
	rhythm := ingest.Rhythm{Every: o.Every, Quiet: o.Quiet,
		Quotas: []ingest.Quota{{Name: "calls", Max: callsAMinute, Window: ingest.PerMinute}}}
	if o.Stream {
		rhythm.Every = 0
	}
	return s, rhythm, nil
}

// completed is the options with what is usual where they say nothing.
func (o Options) completed() Options {
	if o.Every == 0 {
		o.Every = defaultEvery
	}
	if o.Figures == 0 {
		o.Figures = defaultFigures
	}
	o.Prices = o.Prices.completed()
	return o
}
