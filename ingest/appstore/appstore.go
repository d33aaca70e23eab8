// Package appstore reads what customers write of apps in the App Store: of our own by the App Store Connect API, of anybody's
// by a public feed.
//
// The API: https://developer.apple.com/documentation/appstoreconnectapi/customer-reviews. It wants a key of App Store Connect,
// a team's or one person's, whose role is Customer Support or more.
//
// Choices:
//
//   - Every review of the apps comes. Apple tells of it a rating, title, text, nickname, date and the shop's territory;
//     not the version of the app, nor the language.
//   - A mention's id is app/review, so looking again needs to ask for nothing else.
//   - A nickname is no account: the author has a name and no id.
//   - What we answered, published or about to be, stands in the review's extra fields answer and answered_at, and is no
//     mention. So it comes with the look after it was given.
//   - A customer who reviews an app again replaces the old review. Apple does not write down whether the new one keeps the id:
//     if it does, it comes as an edit, published when it was last changed; if not, the old one is found deleted.
//   - The list is read newest first, back to a day before what was seen last, as Apple may show a review late.
//
// The public feed ([Options.Public]) is that of the old iTunes shop. It is unofficial: nothing promises that it will be there
// tomorrow. It holds the latest 500 reviews of an app for each country and tells the version and the author's id. Its reviews
// have other ids than the API's, so read an app by one of the two.
package appstore

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
const Network = "app-store"

const (
	apiURL       = "https://api.appstoreconnect.apple.com"
	feedURL      = "https://itunes.apple.com"
	defaultEvery = 15 * time.Minute
	minEvery     = time.Minute
	late         = 24 * time.Hour
	perHour      = 3500 // calls of one key, by Apple's example; each answer tells the real limit
)

// Grants are the roles that a key may lack.
var Grants = []ingest.Grant{{Name: "Customer Support", Brings: "reviews of the apps and the answers to them"}}

// Options say which apps to read, and with which key.
type Options struct {
	BaseURL    string        `yaml:"base_url"`    // empty: Apple's
	Apps       []string      `yaml:"apps"`        // their Apple ids: the digits after id in an app's address
	Issuer     string        `yaml:"issuer"`      // of a team's keys; "" for the key of one person
	KeyID      string        `yaml:"key_id"`      // of the key
	PrivateKey secret.String `yaml:"private_key"` // the text of the key's .p8 file
	Public     bool          `yaml:"public"`      // the public feed instead of the API; without a key
	Countries  []string      `yaml:"countries"`   // of the public feed: two letters each
	Every      time.Duration `yaml:"every"`       // pause between two reads; 0: fifteen minutes
	Quiet      time.Duration `yaml:"quiet"`       // no review for longer than this makes the source late; 0: learned
}

var (
	appForm     = regexp.MustCompile(`^[0-9]{1,20}$`)
	keyIDForm   = regexp.MustCompile(`^[A-Za-z0-9]{1,32}$`)
	countryForm = regexp.MustCompile(`^[a-z]{2}$`)
)

// Validate reports everything that is wrong with the options.
func (o Options) Validate() error {
	_, err := o.base()
	all := []error{err, ingest.CheckPace(o.Every, minEvery, o.Quiet)}
	if len(o.Apps) == 0 {
		all = append(all, ingest.Complain("apps is missing, want Apple ids such as 6448311069"))
	}
	all = append(all, ingest.CheckNames("apps", o.Apps, appForm.MatchString, "%s has %q, want digits: what stands after id in the app's address"))
	if o.Public {
		return errors.Join(append(all, o.checkFeed())...)
	}
	return errors.Join(append(all, o.checkKey())...)
}

func (o Options) checkFeed() error {
	var all []error
	if o.Issuer+o.KeyID != "" || !o.PrivateKey.Empty() {
		all = append(all, ingest.Complain("public needs no key; to read apps of your own with one beside it, make it two sources"))
	}
	if len(o.Countries) == 0 {
		all = append(all, ingest.Complain("countries is missing, want those whose reviews the public feed is to bring, such as ru and us"))
	}
	return errors.Join(append(all, ingest.CheckNames("countries", o.Countries, countryForm.MatchString, "%s has %q, want two small letters such as ru"))...)
}

func (o Options) checkKey() error {
	var all []error
	if len(o.Countries) > 0 {
		all = append(all, ingest.Complain("countries is for the public feed; the API brings the reviews of all countries"))
	}
	if !keyIDForm.MatchString(o.KeyID) { // which may be the key itself
		all = append(all, ingest.Complain("key_id is missing, or is none: App Store Connect shows it under Users and Access, Integrations"))
	}
	_, err := o.key()
	return errors.Join(append(all, err)...)
}

func (o Options) base() (*url.URL, error) {
	if o.Public {
		return fetch.Base("base_url", o.BaseURL, feedURL)
	}
	return fetch.Base("base_url", o.BaseURL, apiURL)
}

// Source reads the reviews of our own apps.
type Source struct {
	ingest.Lists
	api *fetch.Bearer
}

// New checks the options.
func New(o Options, env ingest.Env) (ingest.Source, ingest.Rhythm, error) {
	base, err := o.base()
	if err := cmp.Or(o.Validate(), err); err != nil {
		return nil, ingest.Rhythm{}, err
	}
	rhythm := ingest.Rhythm{Every: cmp.Or(o.Every, defaultEvery), Quiet: o.Quiet}
	if o.Public {
		return newFeed(o, env, base), rhythm, nil
	}
	rhythm.Quotas = []ingest.Quota{{Name: "calls", Max: perHour, Window: ingest.PerHour}}
	api := fetch.API{Client: env.HTTP, Base: base, Says: fetch.AppStore, Governor: env.Governor}
	bearer, err := o.bearer(api, env.Now)
	s := &Source{api: bearer}
	s.Lists = ingest.Lists{Names: o.Apps, Page: s.page, Late: late, Now: env.Now}
	return s, rhythm, err
}

// Examine asks for the names of the apps, and for a review, which not every role may read.
func (s *Source) Examine(ctx context.Context) (found string, err error) {
	var names []string
	for _, app := range s.Names {
		name, err := s.name(ctx, app)
		if err != nil {
			return "", fmt.Errorf("look at app %s: %w", app, err)
		}
		names = append(names, name)
	}
	if _, _, err = s.page(ctx, s.Names[0], ""); errors.Is(err, ingest.ErrDenied) {
		err = ingest.Lack(Grants)
	}
	return strings.Join(names, ", "), err
}

// name is that of an app, and its bundle's.
func (s *Source) name(ctx context.Context, app string) (string, error) {
	var got struct {
		Data struct {
			Attributes struct {
				Name   string `json:"name"`
				Bundle string `json:"bundleId"`
			} `json:"attributes"`
		} `json:"data"`
	}
	err := s.api.Get(ctx, "/v1/apps/"+app, url.Values{"fields[apps]": {"name,bundleId"}}, &got)
	return fmt.Sprintf("%s (%s)", got.Data.Attributes.Name, got.Data.Attributes.Bundle), err
}
