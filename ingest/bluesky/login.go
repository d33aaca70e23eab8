package bluesky

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"sync"

	"molva/config/secret"
	"molva/ingest"
	"molva/ingest/fetch"
)

// login is a session at the account's server, which also passes questions on to the AppView. It opens with the first
// question and renews itself; its tokens are nowhere but here.
type login struct {
	api      *fetch.API
	handle   string
	password secret.String

	mu      sync.Mutex
	access  string // lives for some hours
	renewal string // for weeks
}

func newLogin(o Options, api *fetch.API) *login {
	return &login{api: api, handle: o.Handle, password: o.AppPassword}
}

// get asks, and once more with a new token when the old one is refused.
func (s *login) get(ctx context.Context, method string, q url.Values, into any) error {
	token, err := s.token(ctx, "")
	if err != nil {
		return err
	}
	err = s.call(ctx, http.MethodGet, method, token, q, nil, into)
	if !errors.Is(err, ingest.ErrDenied) {
		return err
	}
	if token, err = s.token(ctx, token); err != nil {
		return err
	}
	return s.call(ctx, http.MethodGet, method, token, q, nil, into)
}

// token gives an access token that is another one than refused.
func (s *login) token(ctx context.Context, refused string) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.access != refused {
		return s.access, nil
	}
	if s.renewal != "" {
		err := s.open(ctx, "com.atproto.server.refreshSession", s.renewal, nil)
		if !errors.Is(err, ingest.ErrDenied) {
			return s.access, err
		}
	}
	password, err := json.Marshal(map[string]string{"identifier": s.handle, "password": s.password.Reveal()})
	if err != nil {
		return "", err
	}
	err = s.open(ctx, "com.atproto.server.createSession", "", password)
	return s.access, err
}

func (s *login) open(ctx context.Context, method, token string, input []byte) error {
	var opened struct {
		Access  string `json:"accessJwt"`
		Renewal string `json:"refreshJwt"`
	}
	if err := s.call(ctx, http.MethodPost, method, token, nil, input, &opened); err != nil {
		return err
	}
	if opened.Access == "" {
		return errors.New(s.api.Base.Host + " opened a session without a token")
	}
	s.access, s.renewal = opened.Access, opened.Renewal
	return nil
}

func (s *login) call(ctx context.Context, verb, method, token string, q url.Values, input []byte, into any) error {
	u := s.api.Base.JoinPath("xrpc", method)
	u.RawQuery = q.Encode()
	var body io.Reader
	if input != nil {
		body = bytes.NewReader(input)
	}
	req, err := http.NewRequestWithContext(ctx, verb, u.String(), body)
	if err != nil {
		return err
	}
	if input != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	return s.api.Do(ctx, req, into)
}
