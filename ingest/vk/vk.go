// Package vk reads VK by its API: searches, walls, comments, discussion boards and mentions of communities; what the network
// pushes by Callback API, Bots Long Poll or the Streaming API; and the figures of communities, ours and others'.
package vk

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"time"

	"molva/config/secret"
	"molva/ingest"
	"molva/ingest/fetch"
)

// Network is the network of every mention from here.
const Network = "vk"

const (
	usualBase = "https://api.vk.com"
	version   = "5.199" // of the API, to which the published schema belongs

	defaultEvery = 5 * time.Minute
	minEvery     = 10 * time.Second
)

// Options says what to read, and with whose token.
type Options struct {
	BaseURL string        `yaml:"base_url"` // where the API is; "" is api.vk.com
	Token   secret.String `yaml:"token"`    // of the service, a user or a community: each may ask other methods
	Search  []string      `yaml:"search"`   // nil: the terms of all topics; [] is none
	Every   time.Duration `yaml:"every"`    // pause between two reads
	Quiet   time.Duration `yaml:"quiet"`    // no mention for longer than this makes the source late; 0: learned

	FigureOptions `yaml:",inline"`
}

// Source reads VK.
type Source struct {
	options Options
	env     ingest.Env
	api     *fetch.API
}

// Validate reports everything that is wrong with the options.
func (o Options) Validate() error {
	_, err := fetch.Base("base_url", o.BaseURL, usualBase)
	if o.Token.Empty() {
		err = errors.Join(err, errors.New("token is missing, want a service, user or community token"))
	}
	return errors.Join(err, o.FigureOptions.validate(), ingest.CheckTerms(o.Search), ingest.CheckPace(o.Every, minEvery, o.Quiet))
}

// New checks the options.
func New(o Options, env ingest.Env) (ingest.Source, ingest.Rhythm, error) {
	if err := o.Validate(); err != nil {
		return nil, ingest.Rhythm{}, err
	}
	base, err := fetch.Base("base_url", o.BaseURL, usualBase)
	if err != nil {
		return nil, ingest.Rhythm{}, err
	}
	if o.Every == 0 {
		o.Every = defaultEvery
	}
	s := &Source{options: o, env: env}
	s.api = &fetch.API{Client: env.HTTP, Base: base, Header: s.authorize, Says: fetch.VK, Governor: env.Governor}
	return s, ingest.Rhythm{Every: o.Every, Quiet: o.Quiet}, nil
}

func (s *Source) authorize(h http.Header) { h.Set("Authorization", "Bearer "+s.options.Token.Reveal()) }

// call asks a method and decodes its response.
func call[T any](ctx context.Context, s *Source, method string, q url.Values) (T, error) {
	var said struct {
		Response T `json:"response"`
	}
	q.Set("v", version)
	err := s.api.Get(ctx, "/method/"+method, q, &said)
	return said.Response, err
}

// place is the cursor of a read.
type place struct {
	Figures rounds `json:"figures,omitzero"`
}

// Read brings what is newer than the cursor.
func (s *Source) Read(ctx context.Context, after ingest.Cursor, emit func(ingest.Page) error) error {
	var at place
	if err := after.Into(&at); err != nil {
		return err
	}
	_, err := s.measure(ctx, at, emit)
	return err
}
