package reddit

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"molva/ingest"
	"molva/ingest/fetch"
)

// errApp marks that Reddit lets the app ask nothing at all, where ingest.ErrDenied may be about one subreddit.
var errApp = errors.New("the app is refused")

// get asks the API, and once more with a new token when the old one is refused.
func (s *Source) get(ctx context.Context, path string, q url.Values, into any) error {
	token, err := s.access(ctx, "")
	if err != nil {
		return err
	}
	err = s.ask(ctx, token, path, q, into)
	if !unauthorized(err) {
		return err
	}
	if token, err = s.access(ctx, token); err != nil {
		return err
	}
	if err = s.ask(ctx, token, path, q, into); unauthorized(err) {
		return fmt.Errorf("%w: %w", errApp, err)
	}
	return err
}

// unauthorized reports whether the token is refused, and not what was asked with it.
func unauthorized(err error) bool {
	var said *fetch.StatusError
	return errors.As(err, &said) && said.Status == http.StatusUnauthorized
}

// ask tells who asks in the form that Reddit wants: platform:app:version (by /u/name).
func (s *Source) ask(ctx context.Context, token, path string, q url.Values, into any) error {
	api := s.api
	api.Header = func(h http.Header) {
		h.Set("Authorization", "Bearer "+token)
		h.Set("User-Agent", s.agent())
	}
	return api.Get(ctx, path, q, into)
}

func (s *Source) agent() string { return "server:molva:v1 (by /u/" + s.options.User + ")" }

// access gives a token that is another one than refused.
func (s *Source) access(ctx context.Context, refused string) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.token != refused {
		return s.token, nil
	}
	form := strings.NewReader("grant_type=client_credentials")
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.auth.Base.JoinPath("api/v1/access_token").String(), form)
	if err != nil {
		return "", err
	}
	req.SetBasicAuth(s.options.ClientID.Reveal(), s.options.ClientSecret.Reveal())
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("User-Agent", s.agent())
	var answer token
	err = s.auth.Do(ctx, req, &answer)
	if err == nil && answer.Access == "" { // it answers 200 to a kind of app that may not have one
		err = ingest.ErrDenied
	}
	if errors.Is(err, ingest.ErrDenied) {
		err = fmt.Errorf("%w: %w", errApp, err)
	}
	if err != nil {
		return "", fmt.Errorf("get a token: %w", err)
	}
	s.token = answer.Access
	return s.token, nil
}

// token is https://github.com/reddit-archive/reddit/wiki/OAuth2#application-only-oauth.
type token struct {
	Access string `json:"access_token"`
}
