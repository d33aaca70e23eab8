// Package rustore reads what users say of your own apps in RuStore, with the answers that they were given.
//
// The API: https://www.rustore.ru/help/work-with-rustore-api/api-feedback-process. A key of the RuStore console signs its way
// to a token of fifteen minutes; it opens the apps and the methods that were ticked when it was made.
//
// Choices:
//
//   - A mention's id is package/number, so looking again needs to ask for nothing else. A grade without a text is a review.
//   - The store gives no ids of users, and names repeat.
//   - Reviews come newest first, and a moderator may let one through late: those of a week are remembered.
//   - An answer that is published stands in the review's extra fields answer and answered_at. One that comes later than the
//     review is seen when the review is looked at again, and so are another text and grade.
//   - The store's dates without a zone are Moscow's.
package rustore

import (
	"cmp"
	"context"
	"errors"
	"regexp"
	"strings"
	"time"

	"molva/config/secret"
	"molva/ingest"
	"molva/ingest/fetch"
)

// Network is the network of every mention from here.
const Network = "rustore"

const (
	defaultBase  = "https://public-api.rustore.ru"
	defaultEvery = 15 * time.Minute
	minEvery     = time.Minute
	late         = 7 * 24 * time.Hour
)

// Grants are what a key may lack, as the console lists its methods.
var Grants = []ingest.Grant{{Name: "Getting review response status", Brings: "the answers that reviews were given"}}

// Options say whose reviews to read with which key.
type Options struct {
	BaseURL    string        `yaml:"base_url"`    // empty: https://public-api.rustore.ru
	KeyID      string        `yaml:"key_id"`      // the number that the console shows beside the key
	PrivateKey secret.String `yaml:"private_key"` // as the console gives it, or PEM
	Apps       []string      `yaml:"apps"`        // package names, such as ru.example.shop
	Every      time.Duration `yaml:"every"`       // pause between two reads; 0: fifteen minutes
	Quiet      time.Duration `yaml:"quiet"`       // no review for longer than this makes the source late; 0: learned
}

var (
	keyIDForm   = regexp.MustCompile(`^[0-9]{1,20}$`)
	packageForm = regexp.MustCompile(`^[A-Za-z]\w*(\.[A-Za-z]\w*)+$`)
)

// Validate reports everything that is wrong with the options.
func (o Options) Validate() error {
	_, err := fetch.Base("base_url", o.BaseURL, defaultBase)
	all := []error{err, ingest.CheckPace(o.Every, minEvery, o.Quiet)}
	if !keyIDForm.MatchString(o.KeyID) { // which may be the key itself
		all = append(all, ingest.Complain("key_id is no number, want the number beside the key in the RuStore console, under API RuStore"))
	}
	if _, err := parseKey(o.PrivateKey.Reveal()); err != nil {
		all = append(all, err)
	}
	if len(o.Apps) == 0 {
		all = append(all, ingest.Complain("apps is missing, want the package names of your apps, such as ru.example.shop"))
	}
	return errors.Join(append(all, ingest.CheckNames("apps", o.Apps, packageForm.MatchString, "%s has %q, want a package name such as ru.example.shop"))...)
}

// Source reads the reviews of some apps with one key.
type Source struct {
	ingest.Lists
	api *fetch.Bearer
}

// New checks the options.
func New(o Options, env ingest.Env) (ingest.Source, ingest.Rhythm, error) {
	base, err1 := fetch.Base("base_url", o.BaseURL, defaultBase)
	key, err2 := parseKey(o.PrivateKey.Reveal())
	if err := cmp.Or(o.Validate(), err1, err2); err != nil {
		return nil, ingest.Rhythm{}, err
	}
	api := fetch.API{Client: env.HTTP, Base: base, Says: fetch.RuStore, Governor: env.Governor}
	s := &Source{api: bearer(api, o.KeyID, key, env.Now)}
	s.Lists = ingest.Lists{Names: o.Apps, Page: s.page, Late: late, Now: env.Now}
	return s, ingest.Rhythm{Every: cmp.Or(o.Every, defaultEvery), Quiet: o.Quiet}, nil
}

// Examine asks for the reviews of each app, and for their answers.
func (s *Source) Examine(ctx context.Context) (found string, err error) {
	var lacks []ingest.Grant
	for _, app := range s.Names {
		if _, err := s.reviews(ctx, app, pageOf(0)); err != nil {
			return "", err
		}
		_, err := s.answers(ctx, app, 0, map[int64]answer{})
		if errors.Is(err, ingest.ErrDenied) {
			lacks = Grants
		}
		if needed(err) != nil {
			return "", err
		}
	}
	return "the key opens the reviews of " + strings.Join(s.Names, ", "), ingest.Lack(lacks)
}
