// Package threads reads Threads: what is found by words, what mentions one account, and the replies to its posts.
//
// The reference: https://developers.facebook.com/docs/threads. There is no published schema.
//
// Choices:
//
//   - A mention's id is the number of the post or reply. A reply's thread is the post that began it; its parent's text is told where
//     both come in one page of the replies to our own posts. Others' counters are not told at all.
//   - Without Meta's review of the app a search finds posts of the account itself and nothing else, which looks like finding
//     nothing; Examine says whether the token has the permission.
//   - The replies to the newest 25 posts of the account are read, of posts no older than 30 days; the list of posts does not say
//     whether there are new ones. The first read takes those that come from then on.
//   - Searches are asked for the latest, as often as 2,200 a day allow; one that finds nothing is not counted. What is found more
//     than an hour after its time is not seen.
//   - A list that the token may not read is told once, and the others are read.
//   - Looking again brings the replies in threads of ours, deleted where they stand no more. Posts of others, found or mentioning the
//     account, are not asked for again: the API promises no post by its number but the account's own.
//   - What comes by the webhook does not say for which account it came, so all is taken that the app is told, for each account that
//     gave it its permission. Two sources beside each other want two apps.
//   - Shares are reposts, quotes and shares; of a day, reposts and quotes. Of others' accounts there are the followers and the posts.
package threads

import (
	"cmp"
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"
	"time"

	"molva/ingest"
	"molva/ingest/fetch"
	"molva/ingest/graph"
	"molva/ingest/push"
)

// Network is the network of every mention from here.
const Network = "threads"

const (
	defaultEvery   = 10 * time.Minute
	minEvery       = time.Minute
	defaultFigures = time.Hour
	minFigures     = 10 * time.Minute

	searches = "searches"
	aDay     = 2200 // searches in any 24 hours (docs/threads/keyword-search)
)

func usual() graph.Usual { return graph.Usual{Base: "https://graph.threads.net", Version: "v1.0"} }

// Grants are the permissions that the options may need.
var Grants = []ingest.Grant{
	{Name: "threads_basic", Brings: "the account and its posts"},
	{Name: "threads_keyword_search", Brings: "posts of everybody that have the words"},
	{Name: "threads_manage_insights", Brings: "followers, views, likes and who the followers are"},
	{Name: "threads_manage_mentions", Brings: "posts that mention the account"},
	{Name: "threads_profile_discovery", Brings: "followers and posts of other accounts"},
	{Name: "threads_read_replies", Brings: "replies to the account's posts"},
}

// Supplies are the inputs of community metrics that the network has.
var Supplies = []string{"audience", "comments", "followers", "form", "post.comments", "post.reactions", "post.shares",
	"post.views", "published", "reactions", "shares", "text", "views"}

// Options says what to read for the token's account.
type Options struct {
	graph.Options `yaml:",inline"`

	Search   []string      `yaml:"search"`   // nil: the terms of all topics, [] is none
	Mentions bool          `yaml:"mentions"` // of the token's account
	Replies  bool          `yaml:"replies"`  // the account's own posts, and what answers them
	Accounts []string      `yaml:"accounts"` // names of accounts whose figures are kept, ours and competitors'
	Figures  time.Duration `yaml:"figures"`  // pause between two rounds of figures; 0: an hour
	Every    time.Duration `yaml:"every"`    // pause between two reads, and never less than the searches of a day allow; 0: ten minutes
	Quiet    time.Duration `yaml:"quiet"`    // no mention for longer than this makes the source late; 0: learned
	Webhook  *graph.Hook   `yaml:"webhook"`  // replies and mentions as Meta posts them, and nothing else
}

// Validate reports everything that is wrong with the options.
func (o Options) Validate() error {
	all := []error{o.Options.Validate(usual()), ingest.CheckTerms(o.Search), ingest.CheckPace(o.Every, minEvery, o.Quiet),
		graph.CheckNames(o.Accounts)}
	if o.Figures != 0 && o.Figures < minFigures {
		all = append(all, ingest.Complain("figures is %s, want %s or more", o.Figures, minFigures))
	}
	if o.Webhook != nil {
		all = append(all, o.Webhook.Validate())
		if len(o.Search) > 0 || o.Mentions || o.Replies || len(o.Accounts) > 0 {
			all = append(all, ingest.Complain("webhook takes replies and mentions and reads nothing else: make it two sources"))
		}
	}
	return errors.Join(all...)
}

// Source reads for one account.
type Source struct {
	options Options
	env     ingest.Env
	graph   *graph.Client
	terms   []string // that are searched for
}

// listener is a source that Meta posts to.
type listener struct {
	*Source
	*push.Door
}

// Read lets Meta in until ctx ends.
func (l *listener) Read(ctx context.Context, after ingest.Cursor, emit func(ingest.Page) error) error {
	return l.Door.Read(ctx, after, emit)
}

// New checks the options. With a webhook the source listens and does not read.
func New(o Options, env ingest.Env) (ingest.Source, ingest.Rhythm, error) {
	if err := o.Validate(); err != nil {
		return nil, ingest.Rhythm{}, err
	}
	client, err := graph.New(o.Options, usual(), env)
	if err != nil {
		return nil, ingest.Rhythm{}, err
	}
	s := &Source{options: o, env: env, graph: client}
	if o.Webhook != nil {
		return &listener{s, o.Webhook.Door(env, posted)}, ingest.Rhythm{Live: true, Quiet: o.Quiet}, nil
	}
	if s.terms = slices.Compact(slices.Clone(o.Search)); o.Search == nil {
		s.terms = ingest.Terms(env.Topics)
	}
	if len(s.terms) == 0 && !o.Mentions && !o.Replies && len(o.Accounts) == 0 {
		return nil, ingest.Rhythm{}, ingest.Complain("nothing to read: name search or accounts, or set mentions, replies or a webhook")
	}
	spread := time.Duration(len(s.terms)) * 24 * time.Hour / (aDay * 9 / 10)
	return s, ingest.Rhythm{Every: max(cmp.Or(o.Every, defaultEvery), spread), Quiet: o.Quiet,
		Quotas: []ingest.Quota{{Name: searches, Max: aDay, Window: ingest.PerDay}}}, nil
}

// Examine asks whose the token is and what it may.
func (s *Source) Examine(ctx context.Context) (found string, err error) {
	me, err := s.me(ctx)
	if err != nil {
		return "", err
	}
	scopes, err := s.graph.Scopes(ctx)
	if err != nil {
		return "", err
	}
	return me, ingest.Lack(graph.Missing(s.needs(me), scopes))
}

// needs are the permissions that the options cannot do without.
func (s *Source) needs(me string) []ingest.Grant {
	o, listens := s.options, s.options.Webhook != nil
	mine := func(name string) bool { return strings.EqualFold(name, me) }
	others := func(name string) bool { return !mine(name) }
	idle := map[string]bool{
		"threads_keyword_search":    len(s.terms) == 0,
		"threads_manage_insights":   !slices.ContainsFunc(o.Accounts, mine),
		"threads_manage_mentions":   !o.Mentions && !listens,
		"threads_profile_discovery": !slices.ContainsFunc(o.Accounts, others),
		"threads_read_replies":      !o.Replies && !listens,
	}
	return slices.DeleteFunc(slices.Clone(Grants), func(g ingest.Grant) bool { return idle[g.Name] })
}

// me is the name of the token's account (docs/threads/threads-profiles).
func (s *Source) me(ctx context.Context) (string, error) {
	var me struct {
		Username string `json:"username"`
	}
	err := s.graph.Get(ctx, "/me", url.Values{"fields": {"id,username"}}, &me)
	return me.Username, err
}

// alone reports whether an error concerns what was asked for and nothing else. What is denied to a token that is good, it may not.
func (s *Source) alone(ctx context.Context, err error) bool {
	if errors.Is(err, ingest.ErrDenied) {
		_, err := s.me(ctx)
		return err == nil
	}
	return errors.Is(err, ingest.ErrGone) || errors.As(err, new(*fetch.MetaError))
}
