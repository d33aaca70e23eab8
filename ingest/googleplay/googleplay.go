// Package googleplay reads what users write of our own apps in Google Play, with the answers that they were given.
//
// The API: https://developers.google.com/android-publisher/reply-to-reviews. It wants a service account that has the permission
// "Reply to reviews" in the Play Console, and gives the reviews of production versions that have a text and were written or
// changed in the last seven days. What is older stands in the monthly CSV files of the Play Console:
//
//	molva import reviews_com.zarya.app_202610.csv --network google-play --kind review --backfill --map "id=Review Link" \
//	    --map "url=Review Link" --map "title=Review Title" --map "text=Review Text" --map "rating=Star Rating" \
//	    --map "lang=Reviewer Language" --map "published_at=Review Submit Millis Since Epoch"
//
// The ids of that file are its own: what was read by the API comes a second time.
//
// Choices:
//
//   - Every review of the apps comes. A mention's id is package/review, so looking again needs to ask for nothing else.
//   - Google tells only when a review was last changed, so that is when it was published; what it says, it says since then. One
//     that was seen with an earlier time has been edited.
//   - Authors have a name and no id. The language is that of the author's device and not always that of the text.
//   - The answer stands in the review's extra fields answer and answered_at, and is no mention; it comes when the review is
//     looked at again. So do the thumbs: up are likes, down the extra field dislikes.
//   - A review that cannot be found is not taken for deleted, as one that is too old for the API may not be found either.
//   - Back-fill reaches as far as the API does, seven days.
package googleplay

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"time"

	"molva/config/secret"
	"molva/ingest"
	"molva/ingest/fetch"
)

// Network is the network of every mention from here.
const Network = "google-play"

const (
	defaultBase  = "https://androidpublisher.googleapis.com"
	defaultEvery = 15 * time.Minute
	minEvery     = time.Minute
	late         = 24 * time.Hour
	reach        = 7 * 24 * time.Hour
	perHour      = 200 // calls for each app
)

// Grants are the permissions that a service account may lack.
var Grants = []ingest.Grant{{Name: "Reply to reviews", Brings: "reviews of the apps and the answers to them"}}

// Options say which apps to read, and as whom.
type Options struct {
	BaseURL     string        `yaml:"base_url"`    // empty: https://androidpublisher.googleapis.com
	Apps        []string      `yaml:"apps"`        // package names, such as com.zarya.app
	Credentials secret.String `yaml:"credentials"` // the text of the service account's JSON key
	Every       time.Duration `yaml:"every"`       // pause between two reads; 0: fifteen minutes
	Quiet       time.Duration `yaml:"quiet"`       // no review for longer than this makes the source late; 0: learned
}

var packageForm = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z][A-Za-z0-9_]*)+$`)

// Validate reports everything that is wrong with the options.
func (o Options) Validate() error {
	_, err1 := fetch.Base("base_url", o.BaseURL, defaultBase)
	_, err2 := o.account()
	all := []error{err1, err2, ingest.CheckPace(o.Every, minEvery, o.Quiet)}
	if len(o.Apps) == 0 {
		all = append(all, ingest.Complain("apps is missing, want package names such as com.zarya.app"))
	}
	const want = "%s has %q, want what stands after id= in the app's address, such as com.zarya.app"
	return errors.Join(append(all, ingest.CheckNames("apps", o.Apps, packageForm.MatchString, want))...)
}

// Source reads the reviews of our own apps.
type Source struct {
	ingest.Lists
	account string // that reads them
	api     *fetch.Bearer
}

// New checks the options.
func New(o Options, env ingest.Env) (ingest.Source, ingest.Rhythm, error) {
	base, err1 := fetch.Base("base_url", o.BaseURL, defaultBase)
	who, err2 := o.account()
	if err := cmp.Or(o.Validate(), err1, err2); err != nil {
		return nil, ingest.Rhythm{}, err
	}
	api := fetch.API{Client: env.HTTP, Base: base, Says: fetch.GooglePlay, Governor: env.Governor}
	s := &Source{account: who.Email, api: who.bearer(api, env)}
	s.Lists = ingest.Lists{Names: o.Apps, Page: s.page, Late: late, Now: env.Now}
	return s, ingest.Rhythm{Every: cmp.Or(o.Every, defaultEvery), Quiet: o.Quiet, Reach: reach, Quotas: []ingest.Quota{
		{Name: "calls", Max: float64(perHour * len(o.Apps)), Window: ingest.PerHour},
	}}, nil
}

func (s *Source) get(ctx context.Context, path string, q url.Values, into any) error {
	return s.api.Get(ctx, "/androidpublisher/v3/applications/"+path, q, into)
}

// Examine asks for the newest reviews of each app. Whoever gets a token and no reviews lacks the permission.
func (s *Source) Examine(ctx context.Context) (found string, err error) {
	if _, err := s.api.Token(ctx, ""); err != nil {
		return "", err
	}
	found = fmt.Sprintf("%s for %s", s.account, strings.Join(s.Names, ", "))
	for _, name := range s.Names {
		_, _, err := s.page(ctx, name, "")
		if errors.Is(err, ingest.ErrDenied) && !errors.As(err, new(*fetch.StatusError)) {
			return found, ingest.Lack(Grants)
		}
		if err != nil {
			return "", err
		}
	}
	return found, nil
}
