// Package facebook reads a page of Facebook, and keeps the figures of pages.
//
// The API: https://developers.facebook.com/docs/pages-api, by the Graph API; there is no search of what people say elsewhere.
//
// Choices:
//
//   - A source either asks or, with a webhook, listens. Asking finds new comments on the newest fifty posts of the page; the
//     webhook tells of all.
//   - What is read is ours, so all of it is brought, whatever it names.
//   - A comment's thread is its post. What it answers, the post or another comment, comes with it.
//   - Without the permission to see who wrote something its author is unknown.
//   - A recommendation is no grade: which one it is stands in extra.recommendation. One without a word is left out, since there is
//     nothing in it that could be read or counted.
//   - What is gone is deleted at the next look, one call for each thing; of pages that a webhook without the option page tells of
//     beside the token's own, nobody can tell.
//   - Reach and the like of our own page come where the token allows; of other pages there are the public counters, which want
//     the app to have the feature Page Public Content Access.
package facebook

import (
	"cmp"
	"errors"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"molva/ingest"
	"molva/ingest/graph"
	"molva/ingest/push"
)

// Network is the network of every mention from here.
const Network = "facebook"

const (
	defaultEvery   = 5 * time.Minute
	minEvery       = time.Minute
	defaultFigures = time.Hour
)

// What of a page is read.
const (
	posts    = "posts"    // of the page, and of visitors on it
	comments = "comments" // on the newest of those
	tagged   = "tagged"   // others' posts that name the page
	ratings  = "ratings"  // recommendations and reviews
)

func parts() []string { return []string{posts, comments, tagged, ratings} }

// Options says which page to read, and what of it.
type Options struct {
	graph.Options `yaml:",inline"` // with a token of the page

	Page     string        `yaml:"page"`     // its number or name; "" is the page that the token is of
	Read     []string      `yaml:"read"`     // some of posts, comments, tagged, ratings; none: all of them
	Accounts []string      `yaml:"accounts"` // pages whose figures are kept, by number or name: ours and competitors'
	Figures  time.Duration `yaml:"figures"`  // pause between two rounds of them; 0: one hour
	Every    time.Duration `yaml:"every"`    // pause between two reads; 0: five minutes
	Quiet    time.Duration `yaml:"quiet"`    // no mention for longer than this makes the source late; 0: learned
	Webhook  *graph.Hook   `yaml:"webhook"`  // set: the source does not ask, it listens
}

var numberForm = regexp.MustCompile(`^[0-9]{1,32}$`)

// named reports whether a page can have this number or name.
func named(s string) bool {
	return s != "" && len(s) <= 256 && s[0] != '.' && !strings.ContainsFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !strings.ContainsRune("._-", r)
	})
}

// Validate reports everything that is wrong with the options.
func (o Options) Validate() error {
	all := []error{o.Options.Validate(graph.Facebook), ingest.CheckPace(o.Every, minEvery, o.Quiet)}
	const want = "%s has %q, want a page's number or the name in its address"
	all = append(all, ingest.CheckNames("page", []string{cmp.Or(o.Page, "me")}, named, want), ingest.CheckNames("accounts", o.Accounts, named, want))
	for _, part := range o.Read {
		if !slices.Contains(parts(), part) {
			all = append(all, ingest.Complain("read has %q, want some of %q", part, parts()))
		}
	}
	if o.Figures < 0 {
		all = append(all, ingest.Complain("figures is %s, want 0 or more", o.Figures))
	}
	return errors.Join(append(all, o.checkWebhook())...)
}

func (o Options) checkWebhook() error {
	if o.Webhook == nil {
		return nil
	}
	all := []error{o.Webhook.Validate()}
	if len(o.Read)+len(o.Accounts) > 0 || o.Every != 0 || o.Figures != 0 {
		all = append(all, ingest.Complain("with webhook the source only listens; for read, accounts, figures and every make it two sources"))
	}
	if o.Page != "" && !numberForm.MatchString(o.Page) {
		all = append(all, ingest.Complain("page is %q; with webhook want its number, or nothing for all pages that the app has subscribed to", o.Page))
	}
	return errors.Join(all...)
}

// Source reads one page.
type Source struct {
	options Options
	env     ingest.Env
	api     *graph.Client
}

// listener is a source that Meta posts to.
type listener struct {
	*Source
	*push.Door
}

// New checks the options.
func New(o Options, env ingest.Env) (ingest.Source, ingest.Rhythm, error) {
	if err := o.Validate(); err != nil {
		return nil, ingest.Rhythm{}, err
	}
	api, err := graph.New(o.Options, graph.Facebook, env)
	if err != nil {
		return nil, ingest.Rhythm{}, err
	}
	s := &Source{options: o, env: env, api: api}
	if o.Webhook != nil {
		return listener{s, o.Webhook.Door(env, s.hear)}, ingest.Rhythm{Live: true, Quiet: o.Quiet}, nil
	}
	return s, ingest.Rhythm{Every: cmp.Or(o.Every, defaultEvery), Quiet: o.Quiet}, nil
}

// page is the path of the page that is read.
func (s *Source) page() string { return "/" + cmp.Or(s.options.Page, "me") }

// reads reports whether a part of the page is read.
func (s *Source) reads(part string) bool {
	return len(s.options.Read) == 0 || slices.Contains(s.options.Read, part)
}
