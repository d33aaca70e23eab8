// Package discourse reads a forum that runs Discourse, and keeps the figures of the forum itself.
//
// The API: https://docs.discourse.org. A public forum is read without a key.
//
// Choices:
//
//   - All posts are read, and brought if they name a topic, or whatever they say if the forum or the category is ours. That
//     is fifty posts a call with their whole text, where the forum's search gives excerpts, to be looked up one by one.
//   - A mention's id is forum/topic/number, the number being the post's in its topic. So a reply's thread and parent are
//     known without asking. A post that is moved to another topic is deleted here and new there.
//   - A topic's title is the title of all its posts. What a reply answers is told where that came in the same page.
//   - Quoted words are somebody else's and are left out.
//   - How many have read a post stands for its views.
//   - A post that the community has hidden is not brought; one whose author took it back is deleted.
//   - Followers are the registered users. Flows are those of the last day, and kept once a day, so that none overlaps.
package discourse

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"molva/config/secret"
	"molva/ingest"
	"molva/ingest/fetch"
)

// Network is the network of every mention from here.
const Network = "discourse"

const (
	defaultEvery   = 5 * time.Minute
	minEvery       = 10 * time.Second
	defaultFigures = time.Hour
)

// Calls of a minute, as a forum has them unless its owner changed that: max_reqs_per_ip_per_minute and
// max_admin_api_reqs_per_minute of discourse's config/discourse_defaults.conf.
const (
	withoutKey = 200
	withKey    = 60
)

// Options says which forum to read, and what of it.
type Options struct {
	BaseURL    string        `yaml:"base_url"`     // of the forum, such as https://community.example.com
	APIKey     secret.String `yaml:"api_key"`      // for a forum that is not public
	Username   string        `yaml:"api_username"` // whose eyes the key sees with
	Latest     bool          `yaml:"latest"`       // bring every post, not only those that name a topic
	Categories []int64       `yaml:"categories"`   // bring every post of these: 6 for the one at /c/support/6
	Community  bool          `yaml:"community"`    // ours or a competitor's: keep the forum's own figures
	Figures    time.Duration `yaml:"figures"`      // pause between two rounds of them; 0: one hour
	Every      time.Duration `yaml:"every"`        // pause between two reads; 0: five minutes
	Quiet      time.Duration `yaml:"quiet"`        // no mention for longer than this makes the source late; 0: learned
}

// Validate reports everything that is wrong with the options.
func (o Options) Validate() error {
	_, err := o.base()
	all := []error{err, ingest.CheckPace(o.Every, minEvery, o.Quiet)}
	if o.APIKey.Empty() != (o.Username == "") {
		all = append(all, ingest.Complain("api_key and api_username go together: set both, or none for a public forum"))
	}
	if o.Figures < 0 {
		all = append(all, ingest.Complain("figures is %s, want 0 or more", o.Figures))
	}
	return errors.Join(all...)
}

func (o Options) base() (*url.URL, error) {
	return fetch.Own("base_url", o.BaseURL, "https://community.example.com")
}

// Source reads one forum.
type Source struct {
	options Options
	env     ingest.Env
	api     fetch.API
	forum   string // its host, and path if it has one
}

// New checks the options.
func New(o Options, env ingest.Env) (ingest.Source, ingest.Rhythm, error) {
	base, err := o.base()
	if err := cmp.Or(o.Validate(), err); err != nil {
		return nil, ingest.Rhythm{}, err
	}
	s := &Source{options: o, env: env, forum: base.Host + strings.TrimSuffix(base.Path, "/")}
	s.api = fetch.API{Client: env.HTTP, Base: base, Header: s.header, Says: fetch.Discourse, Governor: env.Governor}
	calls := withKey
	if o.APIKey.Empty() {
		calls = withoutKey
	}
	return s, ingest.Rhythm{Every: cmp.Or(o.Every, defaultEvery), Quiet: o.Quiet,
		Quotas: []ingest.Quota{{Name: "calls", Max: float64(calls), Window: ingest.PerMinute}}}, nil
}

func (s *Source) header(h http.Header) {
	if !s.options.APIKey.Empty() {
		h.Set("Api-Key", s.options.APIKey.Reveal())
		h.Set("Api-Username", s.options.Username)
	}
}

// Examine asks the forum for its name.
func (s *Source) Examine(ctx context.Context) (found string, err error) {
	a, err := s.about(ctx)
	return a.Title, err
}
