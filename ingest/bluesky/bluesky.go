// Package bluesky reads every public post of Bluesky from a Jetstream server and keeps those that name a topic.
//
// It speaks the wire of 2026, network.bsky.jetstream.subscribeEvents: events come over a websocket in the server's own
// order, each with a sequence number, and a place that the server no longer has is refused instead of skipped. So a gap
// is always told, as Page.Gap.
//
// A place is a sequence number, the time at which the server saw that event, and the server's boot id. The number is
// exact but means something to one server only. When another one answers (its boot id differs), or the number is too
// old, reading goes on from the time, ten seconds earlier; what comes twice has the same key and is dropped downstream.
//
// Beside the stream, the AppView is asked, without logging in: for what replies and quotes answer, one call a page; for
// counters of posts that are looked at again; for the figures of accounts. The past is searched, which the network allows
// beyond the first page only to those who log in; nothing else needs a login. (And nothing else uses it: to who is logged
// in, posts of people who blocked him look as if they were deleted.)
//
// The network deletes several posts a second, nearly none of them ours. A deletion is passed on at once when the post is
// one of the last 2,048 that named a topic, which the cursor remembers by a 32-bit hash of their id (a false hit is a
// deletion of something that nobody has, which is harmless). Deletions of older posts, and of whole accounts, are seen
// when the post is looked at again: the AppView then leaves it out.
//
// A mention's id is the post's at:// address, its author the DID: handles change and Jetstream does not tell them.
//
// The methods are those of the lexicons of bluesky-social/atproto and bluesky-social/jetstream.
package bluesky

import (
	"cmp"
	"errors"
	"net/url"
	"regexp"
	"slices"
	"time"

	"molva/config/secret"
	"molva/ingest"
	"molva/ingest/fetch"
)

// Network is the network of every mention from here.
const Network = "bluesky"

// Where Bluesky runs what is read here. The older Jetstream servers, jetstream1 and jetstream2, do not speak this wire.
const (
	DefaultURL     = "https://jetstream.us-east.bsky.network"
	DefaultAppView = "https://public.api.bsky.app"
	DefaultPDS     = "https://bsky.social"
)

const (
	defaultFigures = time.Hour
	minFigures     = time.Minute
)

// Options says where to listen.
type Options struct {
	BaseURL     string        `yaml:"base_url"`     // of a Jetstream server; DefaultURL when empty
	AppViewURL  string        `yaml:"appview_url"`  // of the AppView that is asked without a login; DefaultAppView when empty
	PDSURL      string        `yaml:"pds_url"`      // where the handle's account lives; DefaultPDS when empty
	Handle      string        `yaml:"handle"`       // of any account, for searching the past
	AppPassword secret.String `yaml:"app_password"` // made in its settings
	Search      []string      `yaml:"search"`       // what the past is searched for; nil: the terms of all topics
	Accounts    []string      `yaml:"accounts"`     // handles or DIDs whose figures are kept, ours and competitors'
	Figures     time.Duration `yaml:"figures"`      // pause between two rounds of figures; 0: an hour
	Quiet       time.Duration `yaml:"quiet"`        // no mention for longer than this makes the source late; 0: learned
}

// Validate reports everything that is wrong with the options.
func (o Options) Validate() error {
	_, view := fetch.Base("appview_url", o.AppViewURL, DefaultAppView)
	_, pds := fetch.Base("pds_url", o.PDSURL, DefaultPDS)
	all := []error{validStream(o.BaseURL), view, pds, ingest.CheckTerms(o.Search), ingest.CheckPace(0, 0, o.Quiet)}
	if o.AppPassword.Empty() != (o.Handle == "") {
		all = append(all, ingest.Complain("handle and app_password belong together: name both or neither"))
	}
	for _, account := range o.Accounts {
		if !isAccount(account) { // one that is neither spoils the question for 25
			all = append(all, ingest.Complain("account is %q, want a handle such as kestrel.bsky.social, or a DID", account))
		}
	}
	if o.Figures != 0 && o.Figures < minFigures {
		all = append(all, ingest.Complain("figures is %s, want %s or more", o.Figures, minFigures))
	}
	return errors.Join(all...)
}

func validStream(address string) error {
	if address == "" {
		return nil
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || !slices.Contains([]string{"http", "https", "ws", "wss"}, u.Scheme) {
		return ingest.Complain("base_url is no address of a Jetstream server, want one such as %s", DefaultURL)
	}
	if u.User != nil || u.RawQuery != "" || u.Path != "" && u.Path != "/" {
		return ingest.Complain("base_url has more than scheme and host, want one such as %s", DefaultURL)
	}
	return nil
}

// Names of accounts, by atproto.com/specs/handle and /did.
var (
	handle = regexp.MustCompile(`^([a-zA-Z0-9-]+\.)+[a-zA-Z][a-zA-Z0-9-]*$`)
	did    = regexp.MustCompile(`^did:[a-z]+:[a-zA-Z0-9._:%-]+$`)
)

// isAccount reports whether a text can be a handle or a DID.
func isAccount(text string) bool {
	return len(text) <= maxDID && (handle.MatchString(text) || did.MatchString(text))
}

// Source listens to one Jetstream server.
type Source struct {
	options Options
	base    string
	terms   []string
	appview *fetch.API
	login   *login // nil without a password
	env     ingest.Env
}

// New checks the options. The source pushes: its Read stays until the connection ends.
func New(o Options, env ingest.Env) (ingest.Source, ingest.Rhythm, error) {
	if err := o.Validate(); err != nil {
		return nil, ingest.Rhythm{}, err
	}
	view, err := fetch.Base("appview_url", o.AppViewURL, DefaultAppView)
	if err != nil {
		return nil, ingest.Rhythm{}, err
	}
	pds, err := fetch.Base("pds_url", o.PDSURL, DefaultPDS)
	if err != nil {
		return nil, ingest.Rhythm{}, err
	}
	if o.Figures == 0 {
		o.Figures = defaultFigures
	}
	s := &Source{options: o, base: cmp.Or(o.BaseURL, DefaultURL), terms: termsOf(o, env.Topics), env: env}
	s.appview = &fetch.API{Client: env.HTTP, Base: view, Says: fetch.Bluesky, Governor: env.Governor}
	if !o.AppPassword.Empty() {
		s.login = newLogin(o, &fetch.API{Client: env.HTTP, Base: pds, Says: fetch.Bluesky, Governor: env.Governor})
	}
	// 3,000 calls in 5 minutes, by docs.bsky.app/docs/advanced-guides/rate-limits
	return s, ingest.Rhythm{Quiet: o.Quiet, Quotas: []ingest.Quota{{Name: "calls", Max: 600, Window: ingest.PerMinute}}}, nil
}

// termsOf is what the past is searched for, each once.
func termsOf(o Options, topics []ingest.Topic) []string {
	if o.Search != nil {
		topics = []ingest.Topic{{Terms: o.Search}}
	}
	return ingest.Terms(topics)
}
