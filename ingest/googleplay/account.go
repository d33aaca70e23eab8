package googleplay

import (
	"context"
	"crypto/rsa"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"molva/ingest"
	"molva/ingest/fetch"
)

const (
	scope     = "https://www.googleapis.com/auth/androidpublisher"
	tokensURL = "https://oauth2.googleapis.com/token"
	grantType = "urn:ietf:params:oauth:grant-type:jwt-bearer"
	claimLife = 30 * time.Minute // Google allows an hour
	slip      = time.Minute      // by which clocks may differ
)

// account is a service account, as the JSON file of its key has it.
type account struct {
	Kind   string `json:"type"`
	Email  string `json:"client_email"`
	Key    string `json:"private_key"` // PEM
	KeyID  string `json:"private_key_id"`
	Tokens string `json:"token_uri"` // where tokens are given; the key goes nowhere else

	private *rsa.PrivateKey
	tokens  *url.URL
}

// account reads the credentials. What is wrong with them is told without a word of them.
func (o Options) account() (a account, err error) {
	if o.Credentials.Empty() {
		return a, ingest.Complain("credentials is missing, want the text of the JSON key of a service account")
	}
	bad := ingest.Complain("credentials is no JSON key of a service account, want the whole text of the file that Google Cloud gives")
	if json.Unmarshal([]byte(o.Credentials.Reveal()), &a) != nil || a.Kind != "service_account" || a.Email == "" {
		return account{}, bad
	}
	if a.private, err = jwt.ParseRSAPrivateKeyFromPEM([]byte(a.Key)); err != nil {
		return account{}, bad
	}
	a.tokens, err = fetch.Base("credentials.token_uri", a.Tokens, tokensURL)
	return a, err
}

// bearer asks the API as the account. That it has tokens given takes nothing of the API's quota.
func (a account) bearer(api fetch.API, env ingest.Env) *fetch.Bearer {
	server := fetch.API{Client: env.HTTP, Base: a.tokens, Says: fetch.GooglePlay}
	return &fetch.Bearer{API: api, Now: env.Now, Make: func(ctx context.Context) (string, time.Duration, error) {
		var got struct {
			Token   string  `json:"access_token"`
			Seconds float64 `json:"expires_in"`
		}
		req, err := a.claim(ctx, env.Now())
		if err == nil {
			err = server.Do(ctx, req, &got)
		}
		return got.Token, fetch.Life(got.Seconds), err
	}}
}

// claim asks for a token by a claim that the account's key signs (developers.google.com/identity/protocols/oauth2/service-account,
// HTTP/REST; RFC 7523).
func (a account) claim(ctx context.Context, now time.Time) (*http.Request, error) {
	claim := jwt.NewWithClaims(jwt.SigningMethodRS256, jwt.MapClaims{
		"iss": a.Email, "scope": scope, "aud": a.tokens.String(),
		"iat": now.Add(-slip).Unix(), "exp": now.Add(claimLife).Unix(),
	})
	claim.Header["kid"] = a.KeyID
	signed, err := claim.SignedString(a.private)
	if err != nil {
		return nil, fmt.Errorf("sign: %w", err)
	}
	form := url.Values{"grant_type": {grantType}, "assertion": {signed}}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, a.tokens.String(), strings.NewReader(form.Encode()))
	if err != nil {
		return nil, fetch.Scrub(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return req, nil
}
