// Package youtube reads what is said under videos, and finds videos, by the YouTube Data API v3.
//
// Choices:
//
//   - A video that the search finds is a post, what is said under it are comments with the video's title as theirs: under a
//     film about a brand even "never again" is about the brand. A reply has also the comment that it answers as its context.
//   - Of channels and videos that the options name every comment comes. What the search finds comes when it names a topic, and
//     the latest twenty such videos of a week have their comments read too.
//   - Threads come newest first, with some of the replies. The newest hundred are looked at each time, those of a week, up to
//     two thousand, as often as figures are; where there are more replies than before, the others are asked for, up to five
//     hundred. A reply to a thread that is older is not seen.
//   - 100 searches a day are spread over the day; of the 10,000 units of all other calls each takes one, so a channel or video
//     that is read every ten minutes takes 144, and 24 more for each further hundred threads of its week. Both are whole again
//     at midnight in California.
//   - The first read takes the newest page and a day of the search. Back-fill walks comments as far as they go; of a search it
//     takes five pages a term, and not what is said under them.
//   - The counts of subscribers are rounded by YouTube. What a channel hides is absent.
//   - YouTube wants what is kept to be fetched anew or dropped within 30 days; a refresh asks for comments and videos by their
//     ids, and what is gone is deleted.
package youtube

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"sync"
	"time"

	"molva/config/secret"
	"molva/ingest"
	"molva/ingest/fetch"
)

// Network is the network of every mention from here.
const Network = "youtube"

const (
	defaultBase    = "https://youtube.googleapis.com"
	defaultEvery   = 10 * time.Minute
	defaultFigures = time.Hour
	minEvery       = time.Minute
	unitsADay      = 10000
	searchesADay   = 100
	spareSearches  = 20 // of a day, for looking back
)

// Options say what to read with which key.
type Options struct {
	BaseURL  string        `yaml:"base_url"` // empty: https://youtube.googleapis.com
	Key      secret.String `yaml:"key"`      // of a Google Cloud project that has the YouTube Data API v3 switched on
	Channels []string      `yaml:"channels"` // ids (UC…) or @handles whose videos' comments are read, and whose figures are kept
	Videos   []string      `yaml:"videos"`   // ids of videos whose comments are read
	Search   []string      `yaml:"search"`   // words to search videos for; absent: the terms of all topics; []: none
	Accounts []string      `yaml:"accounts"` // further channels whose figures are kept, such as competitors'
	Every    time.Duration `yaml:"every"`    // pause between two reads; 0: ten minutes
	Figures  time.Duration `yaml:"figures"`  // pause between two rounds of figures; 0: an hour
	Quiet    time.Duration `yaml:"quiet"`    // no mention for longer than this makes the source late; 0: learned
}

// Forms of what YouTube gives.
var (
	channelForm = regexp.MustCompile(`^(UC[A-Za-z0-9_-]{22}|@[^\s@/]{1,60})$`)
	videoForm   = regexp.MustCompile(`^[A-Za-z0-9_-]{11}$`)
)

// Validate reports everything that is wrong with the options.
func (o Options) Validate() error {
	_, err := fetch.Base("base_url", o.BaseURL, defaultBase)
	all := []error{err}
	if o.Key.Empty() {
		all = append(all, ingest.Complain("key is missing: the Google Cloud console gives one, under APIs and services, credentials"))
	}
	for _, c := range slices.Concat(o.Channels, o.Accounts) {
		if !channelForm.MatchString(c) {
			all = append(all, ingest.Complain("channel is %q, want its id, UC and 22 more, or its @handle", c))
		}
	}
	for _, v := range o.Videos {
		if !videoForm.MatchString(v) {
			all = append(all, ingest.Complain("video is %q, want the 11 characters after v= in its address", v))
		}
	}
	if o.Figures < 0 {
		all = append(all, ingest.Complain("figures is %s, want 0 or more", o.Figures))
	}
	return errors.Join(append(all, ingest.CheckTerms(o.Search), ingest.CheckPace(o.Every, minEvery, o.Quiet))...)
}

// Source reads YouTube with one key.
type Source struct {
	options  Options
	env      ingest.Env
	api      *fetch.API
	terms    []string
	accounts []string

	mu       sync.Mutex
	channels map[string]string // ids by handle
}

// New checks the options.
func New(o Options, env ingest.Env) (ingest.Source, ingest.Rhythm, error) {
	if err := o.Validate(); err != nil {
		return nil, ingest.Rhythm{}, err
	}
	base, err := fetch.Base("base_url", o.BaseURL, defaultBase)
	if err != nil {
		return nil, ingest.Rhythm{}, err
	}
	if o.Every == 0 {
		o.Every = defaultEvery
	}
	if o.Figures == 0 {
		o.Figures = defaultFigures
	}
	s := &Source{options: o, env: env, terms: o.Search, channels: map[string]string{},
		accounts: distinct(slices.Concat(o.Channels, o.Accounts))}
	if o.Search == nil {
		s.terms = ingest.Terms(env.Topics)
	}
	if len(s.terms) == 0 && len(o.Videos) == 0 && len(s.accounts) == 0 {
		return nil, ingest.Rhythm{}, ingest.Complain("nothing to read: name channels, videos, accounts or search")
	}
	s.api = &fetch.API{Client: env.HTTP, Base: base, Says: fetch.YouTube, Governor: env.Governor,
		Header: func(h http.Header) { h.Set("X-Goog-Api-Key", o.Key.Reveal()) }}
	return s, ingest.Rhythm{Every: o.Every, Quiet: o.Quiet, Quotas: []ingest.Quota{
		{Name: units, Max: unitsADay, Window: ingest.PerDay, Zone: pacific()},
		{Name: searches, Max: searchesADay, Window: ingest.PerDay, Zone: pacific()},
	}}, nil
}

// pacific is where Google's days are counted; without a list of zones, its winter.
func pacific() *time.Location {
	zone, err := time.LoadLocation("America/Los_Angeles")
	if err != nil {
		return time.FixedZone("PST", -8*60*60)
	}
	return zone
}

// The quotas.
const (
	units    = "units"
	searches = "searches"
)

// ask calls a method that lists something, and takes what it costs before.
func (s *Source) ask(ctx context.Context, quota, resource string, q url.Values, into any) error {
	if err := s.env.Governor.Take(ctx, quota, 1); err != nil {
		return err
	}
	if err := s.api.Get(ctx, "/youtube/v3/"+resource, q, into); err != nil {
		return fmt.Errorf("%s: %w", resource, err)
	}
	return nil
}

// due reports whether it is time again. Nothing waits for a time to come that a clock once showed.
func (s *Source) due(last time.Time, pause time.Duration) bool {
	now := s.env.Now()
	return now.Sub(last) >= pause || last.After(now)
}

// gone reports whether YouTube itself says that something is not there, or not for us. A bare 404 may be anybody's.
func gone(err error) bool {
	return errors.Is(err, ingest.ErrGone) && !errors.As(err, new(*fetch.StatusError))
}

// refused reports whether YouTube did not understand what was asked, as with a page's token that it has forgotten. It says so
// too when it has trouble with one video.
func refused(err error) bool {
	var status *fetch.StatusError
	return errors.As(err, &status) && status.Status == http.StatusBadRequest
}

// unreadable is an error that concerns what was asked for and nothing else.
func unreadable(err error) bool { return gone(err) || refused(err) }

// Examine asks for a little that costs one unit and needs no more than a good key.
func (s *Source) Examine(ctx context.Context) (string, error) {
	if err := s.ask(ctx, units, "videos", url.Values{"part": {"id"}, "chart": {"mostPopular"}, "maxResults": {"1"}}, &struct{}{}); err != nil {
		return "", err
	}
	return "the key is good for the YouTube Data API", nil
}
