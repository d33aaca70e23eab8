package graph

import (
	"cmp"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"sync"
	"time"

	"molva/config/secret"
	"molva/ingest"
	"molva/ingest/fetch"
)

// Usual is where a part of the API stands, and the version of it that our code was written for.
type Usual struct{ Base, Version string }

// Facebook is the part on which pages and professional accounts of Instagram stand.
var Facebook = Usual{"https://graph.facebook.com", "v26.0"}

// Options are those of all networks that stand on the Graph API.
type Options struct {
	BaseURL   string        `yaml:"base_url"`   // where the API is; "" is Meta's own
	Version   string        `yaml:"version"`    // of the API, such as v26.0; "" is the one that this was written for
	Token     secret.String `yaml:"token"`      // access token
	AppSecret secret.String `yaml:"app_secret"` // of the app that the token was made for; for apps that demand proof of it
}

var versionForm = regexp.MustCompile(`^v[0-9]{1,3}\.[0-9]$`)

// Validate reports everything that is wrong with the options.
func (o Options) Validate(u Usual) error {
	_, err := fetch.Base("base_url", o.BaseURL, u.Base)
	all := []error{err}
	if o.Token.Empty() {
		all = append(all, ingest.Complain("token is missing, want an access token that Meta gave for the page or account"))
	}
	if o.Version != "" && !versionForm.MatchString(o.Version) {
		all = append(all, ingest.Complain("version is %q, want one such as %s", o.Version, u.Version))
	}
	return errors.Join(all...)
}

// Client asks one part of the Graph API with one token. Safe for any goroutine.
type Client struct {
	api   fetch.API
	token secret.String
	proof string // that the app asks, not somebody who found the token; "": not demanded

	now     func() time.Time
	mu      sync.Mutex
	refused map[string]time.Time // when insights were refused, by kind of thing and name
}

// New makes a client from options that are valid.
func New(o Options, u Usual, env ingest.Env) (*Client, error) {
	base, err := fetch.Base("base_url", o.BaseURL, u.Base)
	if err != nil {
		return nil, err
	}
	base = base.JoinPath(cmp.Or(o.Version, u.Version))
	c := &Client{token: o.Token, now: env.Now, refused: map[string]time.Time{}}
	c.api = fetch.API{Client: env.HTTP, Base: base, Header: c.header, Says: fetch.Meta, Governor: env.Governor}
	if !o.AppSecret.Empty() {
		c.proof = hex.EncodeToString(sign(o.AppSecret, []byte(o.Token.Reveal())))
	}
	return c, nil
}

// header sends the token as OAuth 2 does, so that it stands in no address.
func (c *Client) header(h http.Header) { h.Set("Authorization", "Bearer "+c.token.Reveal()) }

// Get asks for a path, such as /me/feed, with a query and decodes the answer's JSON. Beside the token goes, where an app
// secret is set, its keyed hash (developers.facebook.com/docs/graph-api/guides/secure-requests#appsecret_proof).
func (c *Client) Get(ctx context.Context, path string, q url.Values, into any) error {
	q = with(q)
	if c.proof != "" {
		q.Set("appsecret_proof", c.proof)
	}
	return c.api.Get(ctx, path, q, into)
}

// with is a copy of q that may be changed.
func with(q url.Values) url.Values {
	if q == nil {
		return url.Values{}
	}
	return maps.Clone(q)
}

func sign(key secret.String, text []byte) []byte {
	mac := hmac.New(sha256.New, []byte(key.Reveal()))
	mac.Write(text)
	return mac.Sum(nil)
}
