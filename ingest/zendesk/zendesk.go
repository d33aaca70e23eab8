// Package zendesk reads what customers write in the tickets of a Zendesk help desk: every public message, not only the
// first.
//
// The API: https://developer.zendesk.com/api-reference/ticketing/ticket-management/incremental_exports/. The export of ticket
// events brings up to a thousand changes of all tickets a call, comments with their text among them; subjects and authors
// are looked up a hundred at a time. It needs an administrator's token and leaves the latest minute out.
//
// Choices:
//
//   - A mention's id is host/ticket for what opened the ticket and host/ticket/comment for what came after, so an answer's
//     thread is known without asking. The thread's first message may be an agent's, which is no mention.
//   - What agents write is no opinion about us. It is the context of what the customer says next, if the same page has it;
//     else that is how the ticket began. Internal notes are never read into anything.
//   - A message that is made private, or whose ticket is deleted, is deleted. The export tells it of a ticket's first message;
//     of the others, and of redacted words, looking again does.
//   - The customer's rating of the ticket, good or bad, stands in the extra field satisfaction. It is on no scale of
//     numbers, so it is no score.
package zendesk

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"molva/config/secret"
	"molva/ingest"
	"molva/ingest/fetch"
)

// Network is the network of every mention from here.
const Network = "zendesk"

const (
	defaultEvery = 2 * time.Minute
	minEvery     = 10 * time.Second
	perMinute    = 200 // calls, by the smallest plan
	exports      = "exports"
	maxExports   = 10 // a minute, by every plan
)

// Options says which help desk to read.
type Options struct {
	BaseURL string        `yaml:"base_url"` // such as https://example.zendesk.com
	User    string        `yaml:"user"`     // the administrator's address whose API token it is; "" for an OAuth token
	Token   secret.String `yaml:"token"`
	Every   time.Duration `yaml:"every"` // pause between two reads; 0: two minutes
	Quiet   time.Duration `yaml:"quiet"` // no message for longer than this makes the source late; 0: learned
}

// Validate reports everything that is wrong with the options.
func (o Options) Validate() error {
	_, err := o.base()
	all := []error{err, ingest.CheckPace(o.Every, minEvery, o.Quiet)}
	if o.Token.Empty() {
		all = append(all, ingest.Complain("token is missing, want an administrator's API token with user, or an OAuth token"))
	}
	return errors.Join(all...)
}

func (o Options) base() (*url.URL, error) {
	return fetch.Own("base_url", o.BaseURL, "https://example.zendesk.com")
}

// Source reads one help desk.
type Source struct {
	options Options
	env     ingest.Env
	api     fetch.API
}

// New checks the options.
func New(o Options, env ingest.Env) (ingest.Source, ingest.Rhythm, error) {
	base, err := o.base()
	if err := cmp.Or(o.Validate(), err); err != nil {
		return nil, ingest.Rhythm{}, err
	}
	s := &Source{options: o, env: env}
	s.api = fetch.API{Client: env.HTTP, Base: base, Header: s.header, Says: fetch.Zendesk, Governor: env.Governor}
	return s, ingest.Rhythm{Every: cmp.Or(o.Every, defaultEvery), Quiet: o.Quiet, Quotas: []ingest.Quota{
		{Name: "calls", Max: perMinute, Window: ingest.PerMinute}, {Name: exports, Max: maxExports, Window: ingest.PerMinute},
	}}, nil
}

func (s *Source) header(h http.Header) {
	if s.options.User == "" {
		h.Set("Authorization", "Bearer "+s.options.Token.Reveal())
		return
	}
	login := http.Request{Header: h}
	login.SetBasicAuth(s.options.User+"/token", s.options.Token.Reveal())
}

// Examine asks who we are; only an administrator may export.
func (s *Source) Examine(ctx context.Context) (found string, err error) {
	var me struct {
		User user `json:"user"`
	}
	if err := s.api.Get(ctx, "/api/v2/users/me.json", nil, &me); err != nil {
		return "", err
	}
	if me.User.Role != "admin" {
		return "", fmt.Errorf("the token is of a user who is %s, want an administrator's: %w", strings.TrimSpace("no admin "+me.User.Role), ingest.ErrDenied)
	}
	return me.User.Name, nil
}
