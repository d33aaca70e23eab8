// Package mastodon reads hashtags, and the mentions of one account, from a Mastodon instance or a server that speaks its
// API.
//
// Without "stream" it asks the REST API every so often. With it, the websocket brings posts as they appear, edits and
// deletions too; after every connection the REST API fills in what came meanwhile, so that a lost connection loses
// nothing. What comes by both ways has the same key and is dropped downstream.
//
// With a token it also searches, for the terms of all topics unless told otherwise. Such a search finds the posts of those who
// allow it, and what was already found by tag again.
//
// Choices:
//
//   - A mention's id is the status's uri, which is the same on every instance that has it, so two instances bring one
//     mention. What a reply answers is asked for by the instance's own number, for a page of them at once; where the
//     instance does not show it, the reply has no parent. A thread that goes on for long above it has no known beginning.
//   - A boost is not something that the booster said. It is skipped; the boosted post counts its boosts.
//   - Private and direct posts are never taken, not even those that mention us.
//   - A deletion names the instance's own number. It is passed on for the last 200 posts that came, which the cursor
//     remembers; the REST API tells no deletions and no edits. Both are also seen when a post is looked at again. That
//     needs its number: of posts of the instance itself, and of the last 4,096 that came since the start. Of others the
//     instance is asked, if there is a token, to fetch ten of a hundred from where they live. Whether those that it does not
//     show are gone it is asked twenty times for a hundred; an instance older than 4.3 shows no more than that.
//   - The first read takes the newest page of each tag, then only what is newer. The past is read back from there, tags to
//     where it begins, searches for 2,000 posts.
//   - The instance orders posts by number, which follows their date: a post that reaches it late and does not come by
//     the stream is not seen.
//   - An account's followers are those that the instance knows of, which for accounts of others may be fewer.
//
// The methods are those of docs.joinmastodon.org.
package mastodon

import (
	"errors"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"
	"unicode"

	"molva/config/secret"
	"molva/ingest"
	"molva/ingest/fetch"
)

// Network is the network of every mention from here.
const Network = "mastodon"

// The pause between two reads, when the options name none, and the shortest that an instance's limit of one request a
// second leaves room for.
const (
	defaultEvery = 2 * time.Minute
	minEvery     = time.Second

	defaultFigures = time.Hour
	minFigures     = time.Minute
)

// Options says which instance to read, and what of it.
type Options struct {
	BaseURL  string        `yaml:"base_url"` // of the instance, such as https://mastodon.social
	Token    secret.String `yaml:"token"`    // with read:statuses, read:search and read:notifications; some instances show tags without
	Tags     []string      `yaml:"tags"`     // without #
	Mentions bool          `yaml:"mentions"` // of the token's account
	Search   []string      `yaml:"search"`   // needs a token; nil: the terms of all topics if there is one, [] is none
	Accounts []string      `yaml:"accounts"` // name, or name@host, of those whose figures are kept, ours and competitors'
	Figures  time.Duration `yaml:"figures"`  // pause between two rounds of figures; 0: an hour
	Stream   bool          `yaml:"stream"`   // push instead of polling; searches are always polled
	Every    time.Duration `yaml:"every"`    // pause between two reads; 0: two minutes
	Quiet    time.Duration `yaml:"quiet"`    // no mention for longer than this makes the source late; 0: learned
}

// Validate reports everything that is wrong with the options.
func (o Options) Validate() error {
	var all []error
	u, err := url.Parse(o.BaseURL)
	switch {
	case o.BaseURL == "":
		all = append(all, ingest.Complain("base_url is missing, want an instance such as https://mastodon.social"))
	case err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https":
		all = append(all, ingest.Complain("base_url is no address, want an instance such as https://mastodon.social"))
	case u.User != nil || u.RawQuery != "" || strings.Trim(u.Path, "/") != "":
		all = append(all, ingest.Complain("base_url has more than scheme and host, want one such as https://mastodon.social"))
	}
	if len(o.Tags) == 0 && !o.Mentions && (o.Token.Empty() || o.Search != nil && len(o.Search) == 0) {
		all = append(all, ingest.Complain("nothing to read: name tags, or set mentions to true, or search with a token"))
	}
	for _, tag := range o.Tags {
		if !validTag(tag) {
			all = append(all, ingest.Complain("tag is %q, want letters, digits and _ without #", tag))
		}
	}
	for _, account := range o.Accounts {
		if !validAccount(account) {
			all = append(all, ingest.Complain("account is %q, want a name such as kestrel or kestrel@mastodon.social", account))
		}
	}
	if o.Token.Empty() && len(o.Search) > 0 {
		all = append(all, ingest.Complain("search needs a token with read:search"))
	}
	if o.Token.Empty() && o.Mentions {
		all = append(all, ingest.Complain("mentions needs a token with read:notifications"))
	}
	if o.Token.Empty() && o.Stream {
		all = append(all, ingest.Complain("stream needs a token with read:statuses; without one leave stream out"))
	}
	if o.Figures != 0 && o.Figures < minFigures {
		all = append(all, ingest.Complain("figures is %s, want %s or more", o.Figures, minFigures))
	}
	all = append(all, ingest.CheckTerms(o.Search), ingest.CheckPace(o.Every, minEvery, o.Quiet))
	return errors.Join(all...)
}

func validTag(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool {
		return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	})
}

func validAccount(s string) bool {
	name, host, remote := strings.Cut(s, "@")
	return name != "" && (host != "") == remote && !strings.ContainsAny(s, " /") && !strings.Contains(host, "@")
}

// Source reads one instance.
type Source struct {
	options Options
	base    *url.URL
	api     *fetch.API
	env     ingest.Env
	lines   []line
	terms   []string // that are searched for
	book    *book
	old     atomic.Bool // the instance shows statuses one by one only, as before 4.3

	complain sync.Once // of a search that fails and was not asked for
}

// New checks the options. With Stream the source pushes: its Read stays until the connection ends.
func New(o Options, env ingest.Env) (ingest.Source, ingest.Rhythm, error) {
	if err := o.Validate(); err != nil {
		return nil, ingest.Rhythm{}, err
	}
	base, err := url.Parse(o.BaseURL)
	if err != nil {
		return nil, ingest.Rhythm{}, ingest.Complain("base_url is no address")
	}
	if o.Every == 0 {
		o.Every = defaultEvery
	}
	if o.Figures == 0 {
		o.Figures = defaultFigures
	}
	s := &Source{options: o, base: base, env: env, lines: linesOf(o), terms: termsOf(o, env.Topics), book: newBook()}
	s.api = &fetch.API{Client: env.HTTP, Base: base, Header: s.authorize, Says: fetch.Mastodon, Governor: env.Governor}
	rhythm := ingest.Rhythm{Every: o.Every, Quiet: o.Quiet}
	if o.Stream {
		rhythm.Every = 0
	}
	// 300 calls in 5 minutes, by docs.joinmastodon.org/api/rate-limits
	rhythm.Quotas = []ingest.Quota{{Name: "calls", Max: 60, Window: ingest.PerMinute}}
	return s, rhythm, nil
}

// termsOf is what is searched for, each once.
func termsOf(o Options, topics []ingest.Topic) []string {
	if o.Token.Empty() {
		return nil
	}
	if o.Search != nil {
		topics = []ingest.Topic{{Terms: o.Search}}
	}
	return ingest.Terms(topics)
}
