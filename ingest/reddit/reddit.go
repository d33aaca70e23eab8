// Package reddit finds posts on Reddit by the words of the topics, and reads the posts and comments of subreddits, with a key
// that Reddit has approved.
//
// The API: https://www.reddit.com/dev/api; its rules: https://support.reddithelp.com/hc/en-us/articles/16160319875092. Every key
// needs approval, and who listens for a company needs a contract with Reddit.
//
// Choices:
//
//   - The search finds posts alone. Comments come from the subreddits that the options name: of those called own everything,
//     of the others what names a topic, if only by the title of its thread.
//   - A list is read from its newest page back to where the last read stood. Reddit lists about a thousand things, of a search
//     fewer, so there may be a gap, and the past reaches no further back. Its parameter before is of no use, since it leaves
//     things out (praw-dev/praw issue 1043).
//   - What a comment answers is asked for, with one call a page.
//   - The score stands for likes; below zero it is none, and that of a comment is nobody's to know while Reddit hides it.
//   - A name is an author's id: it never changes, and the ids are not to be kept when an account is gone.
//   - What is marked as deleted or removed, and what Reddit does not give any more, counts as deleted, as its rules demand.
//   - Figures are those of a subreddit; a user's own page is the subreddit u_NAME. Who visits one, its moderators alone are
//     told, and a key without a user is none.
package reddit

import (
	"cmp"
	"context"
	"errors"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"

	"molva/config/secret"
	"molva/ingest"
	"molva/ingest/fetch"
)

// Network is the network of every mention from here.
const Network = "reddit"

const (
	usualURL       = "https://oauth.reddit.com"
	usualAuthURL   = "https://www.reddit.com"
	site           = "https://www.reddit.com"
	defaultEvery   = 2 * time.Minute
	defaultFigures = time.Hour
	minEvery       = 30 * time.Second
	perMinute      = 100 // calls of one key, on average over ten minutes, of which every answer tells what is left
)

// Options says what to read with which key.
type Options struct {
	BaseURL      string        `yaml:"base_url"`      // of the API
	AuthURL      string        `yaml:"auth_url"`      // that gives tokens
	ClientID     secret.String `yaml:"client_id"`     // of the app that Reddit has approved
	ClientSecret secret.String `yaml:"client_secret"` // of the app
	User         string        `yaml:"user"`          // whose app it is; Reddit wants to find the name in the user agent
	Search       []string      `yaml:"search"`        // words and phrases; absent: the terms of all topics; []: none
	Subreddits   []string      `yaml:"subreddits"`    // whose posts and comments are read for what names a topic
	Own          []string      `yaml:"own"`           // subreddits from which everything comes
	Accounts     []string      `yaml:"accounts"`      // subreddits whose figures are kept
	Every        time.Duration `yaml:"every"`         // pause between two reads; 0: two minutes
	Figures      time.Duration `yaml:"figures"`       // pause between two rounds of figures; 0: an hour
	Quiet        time.Duration `yaml:"quiet"`         // no mention for longer than this makes the source late; 0: learned
}

var (
	subredditForm = regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9_-]{1,22}$`)
	userForm      = regexp.MustCompile(`^[A-Za-z0-9_-]{3,20}$`)
)

// Validate reports everything that is wrong with the options.
func (o Options) Validate() error {
	_, err1 := fetch.Base("base_url", o.BaseURL, usualURL)
	_, err2 := fetch.Base("auth_url", o.AuthURL, usualAuthURL)
	all := []error{err1, err2}
	if o.ClientID.Empty() || o.ClientSecret.Empty() {
		all = append(all, ingest.Complain("client_id or client_secret is missing: reddit.com/prefs/apps shows both of an approved app"))
	}
	if !userForm.MatchString(o.User) {
		all = append(all, ingest.Complain("user is %q, want the Reddit name of the app's owner, without u/", o.User))
	}
	const want = "%s has %q, want the name of a subreddit without r/"
	all = append(all, ingest.CheckNames("subreddits", o.Subreddits, subredditForm.MatchString, want),
		ingest.CheckNames("own", o.Own, subredditForm.MatchString, want), ingest.CheckNames("accounts", o.Accounts, subredditForm.MatchString, want))
	if o.Figures < 0 {
		all = append(all, ingest.Complain("figures is %s, want 0 or more", o.Figures))
	}
	return errors.Join(append(all, ingest.CheckTerms(o.Search), ingest.CheckPace(o.Every, minEvery, o.Quiet))...)
}

// Source reads Reddit with one key.
type Source struct {
	options   Options
	env       ingest.Env
	api, auth fetch.API
	lines     []line

	mu    sync.Mutex
	token string // lives for a day or less
}

// line is one list, newest first.
type line struct {
	key, path string
	query     url.Values
	all       bool // whatever stands there comes
}

// New checks the options.
func New(o Options, env ingest.Env) (ingest.Source, ingest.Rhythm, error) {
	base, err1 := fetch.Base("base_url", o.BaseURL, usualURL)
	auth, err2 := fetch.Base("auth_url", o.AuthURL, usualAuthURL)
	if err := cmp.Or(o.Validate(), err1, err2); err != nil {
		return nil, ingest.Rhythm{}, err
	}
	s := &Source{options: o, env: env, lines: linesOf(o, env.Topics),
		api:  fetch.API{Client: env.HTTP, Base: base, Says: fetch.Reddit, Governor: env.Governor},
		auth: fetch.API{Client: env.HTTP, Base: auth}}
	if len(s.lines)+len(o.Accounts) == 0 {
		return nil, ingest.Rhythm{}, ingest.Complain("nothing to read: name search, subreddits, own or accounts")
	}
	// Two thirds of the calls are left for context, for the past, for figures and for looking again. A minute's worth would not do
	// for one read of many lists, which would begin anew with the first.
	pause := time.Minute * time.Duration(len(s.lines)) * 3 / perMinute
	return s, ingest.Rhythm{Every: cmp.Or(o.Every, max(pause, defaultEvery)), Quiet: o.Quiet,
		Quotas: []ingest.Quota{{Name: "calls", Max: 60 * perMinute, Window: ingest.PerHour}}}, nil
}

func linesOf(o Options, topics []ingest.Topic) (all []line) {
	add := func(l line) {
		if !slices.ContainsFunc(all, func(o line) bool { return o.key == l.key }) {
			all = append(all, l)
		}
	}
	terms := o.Search
	if terms == nil {
		terms = ingest.Terms(topics)
	}
	for _, term := range terms {
		q := url.Values{"q": {queryOf(term)}, "sort": {"new"}, "t": {"all"}, "type": {"link"}, "restrict_sr": {"false"}}
		add(line{key: "search " + term, path: "/search", query: q})
	}
	for i, name := range slices.Concat(o.Own, o.Subreddits) {
		for _, list := range []string{"new", "comments"} {
			path := "/r/" + name + "/" + list
			add(line{key: path, path: path, all: i < len(o.Own)})
		}
	}
	return all
}

// queryOf writes a term in the search's syntax: a phrase in quotes, and so what the syntax would take for more than a word.
func queryOf(term string) string {
	words := strings.Join(strings.Fields(strings.ReplaceAll(term, `"`, " ")), " ")
	if strings.ContainsFunc(words, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) }) {
		return `"` + words + `"`
	}
	return words
}

// Examine gets a token and asks for the newest post of all.
func (s *Source) Examine(ctx context.Context) (found string, err error) {
	if _, _, err := s.list(ctx, "/r/all/new", url.Values{"limit": {"1"}}); err != nil {
		return "", err
	}
	return "the key of u/" + s.options.User, nil
}
