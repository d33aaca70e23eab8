// Package mastodon reads hashtags, and the mentions of one account, from a Mastodon instance or a server that speaks its
// API.
//
// Without "stream" it asks the REST API every so often. With it, the websocket brings posts as they appear, edits and
// deletions too; after every connection the REST API fills in what came meanwhile, so that a lost connection loses
// nothing. What comes by both ways has the same key and is dropped downstream.
//
// Choices:
//
//   - A mention's id is the status's uri, which is the same on every instance that has it, so two instances bring one
//     mention. A reply's parent is only known by the instance's own number and stands as host/number.
//   - A boost is not something that the booster said. It is skipped; the boosted post counts its boosts.
//   - Private and direct posts are never taken, not even those that mention us.
//   - A deletion names the instance's own number. It is passed on for the last 200 posts that came, which the cursor
//     remembers; the REST API tells no deletions and no edits.
//   - The first read takes the newest page of each tag, then only what is newer.
//   - The instance orders posts by number, which follows their date: a post that reaches it late and does not come by
//     the stream is not seen.
package mastodon

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"
	"unicode"

	"molva/config/secret"
	"molva/ingest"
)

// Network is the network of every mention from here.
const Network = "mastodon"

// The pause between two reads, when the options name none, and the shortest that an instance's limit of one request a
// second leaves room for.
const (
	defaultEvery = 2 * time.Minute
	minEvery     = time.Second
)

// Options says which instance to read, and what of it.
type Options struct {
	BaseURL  string        `yaml:"base_url"` // of the instance, such as https://mastodon.social
	Token    secret.String `yaml:"token"`    // with read:statuses and read:notifications; some instances show tags without
	Tags     []string      `yaml:"tags"`     // without #
	Mentions bool          `yaml:"mentions"` // of the token's account
	Stream   bool          `yaml:"stream"`   // push instead of polling
	Every    time.Duration `yaml:"every"`    // pause between two reads; 0: two minutes
	Quiet    time.Duration `yaml:"quiet"`    // no mention for longer than this makes the source late; 0: learned
}

// Validate reports everything that is wrong with the options.
func (o Options) Validate() error {
	var all []error
	u, err := url.Parse(o.BaseURL)
	switch {
	case o.BaseURL == "":
		all = append(all, errors.New("base_url is missing, want an instance such as https://mastodon.social"))
	case err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https":
		all = append(all, errors.New("base_url is no address, want an instance such as https://mastodon.social"))
	case u.User != nil || u.RawQuery != "" || strings.Trim(u.Path, "/") != "":
		all = append(all, errors.New("base_url has more than scheme and host, want one such as https://mastodon.social"))
	}
	if len(o.Tags) == 0 && !o.Mentions {
		all = append(all, errors.New("nothing to read: name tags, or set mentions to true, or both"))
	}
	for _, tag := range o.Tags {
		if !validTag(tag) {
			all = append(all, fmt.Errorf("tag is %q, want letters, digits and _ without #", tag))
		}
	}
	if o.Token.Empty() && o.Mentions {
		all = append(all, errors.New("mentions needs a token with read:notifications"))
	}
	if o.Token.Empty() && o.Stream {
		all = append(all, errors.New("stream needs a token with read:statuses; without one leave stream out"))
	}
	if o.Every != 0 && o.Every < minEvery {
		all = append(all, fmt.Errorf("every is %s, want %s or more", o.Every, minEvery))
	}
	if o.Quiet < 0 {
		all = append(all, fmt.Errorf("quiet is %s, want 0 or more", o.Quiet))
	}
	return errors.Join(all...)
}

func validTag(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool {
		return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	})
}

// Source reads one instance.
type Source struct {
	options Options
	base    *url.URL
	env     ingest.Env
	lines   []line
}

// New checks the options. With Stream the source pushes: its Read stays until the connection ends.
func New(o Options, env ingest.Env) (ingest.Source, ingest.Rhythm, error) {
	if err := o.Validate(); err != nil {
		return nil, ingest.Rhythm{}, err
	}
	base, err := url.Parse(o.BaseURL)
	if err != nil {
		return nil, ingest.Rhythm{}, errors.New("base_url is no address")
	}
	rhythm := ingest.Rhythm{Every: o.Every, Quiet: o.Quiet}
	switch {
	case o.Stream:
		rhythm.Every = 0
	case o.Every == 0:
		rhythm.Every = defaultEvery
	}
	return &Source{options: o, base: base, env: env, lines: linesOf(o)}, rhythm, nil
}
