package googleplay

import (
	"context"
	"crypto/rsa"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
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
		return a, errors.New("credentials is missing, want the text of the JSON key of a service account")
	}
	bad := errors.New("credentials is no JSON key of a service account, want the whole text of the file that Google Cloud gives")
	if json.Unmarshal([]byte(o.Credentials.Reveal()), &a) != nil || a.Kind != "service_account" || a.Email == "" {
		return account{}, bad
	}
	if a.private, err = jwt.ParseRSAPrivateKeyFromPEM([]byte(a.Key)); err != nil {
		return account{}, bad
	}
	a.tokens, err = fetch.Base("token_uri of credentials", a.Tokens, tokensURL)
	return a, err
}

// bearer has tokens given, one for an hour. Safe for any goroutine.
type bearer struct {
	account
	api fetch.API
	now func() time.Time

	mu    sync.Mutex // held while a token is given: whoever needs one waits for the same
	have  string
	until time.Time
}

// newBearer makes one whose calls take nothing of the quota of the API.
func newBearer(a account, env ingest.Env) *bearer {
	return &bearer{account: a, now: env.Now, api: fetch.API{Client: env.HTTP, Base: a.tokens, Says: fetch.GooglePlay}}
}

// token is good for a while yet.
func (b *bearer) token(ctx context.Context) (string, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := b.now()
	if left := b.until.Sub(now); b.have != "" && left > slip && left <= time.Hour {
		return b.have, nil
	}
	var got struct {
		Token   string  `json:"access_token"`
		Seconds float64 `json:"expires_in"`
	}
	if err := b.ask(ctx, now, &got); err != nil {
		return "", fmt.Errorf("have a token given: %w", err)
	}
	if got.Token == "" {
		return "", errors.New("have a token given: the answer lacks it")
	}
	b.have, b.until = got.Token, now.Add(time.Duration(min(got.Seconds, time.Hour.Seconds())*float64(time.Second)))
	return b.have, nil
}

// ask trades a claim that the account's key signs for a token (developers.google.com/identity/protocols/oauth2/service-account,
// HTTP/REST; RFC 7523).
func (b *bearer) ask(ctx context.Context, now time.Time, into any) error {
	claim := jwt.NewWithClaims(jwt.SigningMethodRS256, jwt.MapClaims{
		"iss": b.Email, "scope": scope, "aud": b.tokens.String(),
		"iat": now.Add(-slip).Unix(), "exp": now.Add(claimLife).Unix(),
	})
	claim.Header["kid"] = b.KeyID
	signed, err := claim.SignedString(b.private)
	if err != nil {
		return fmt.Errorf("sign: %w", err)
	}
	form := url.Values{"grant_type": {grantType}, "assertion": {signed}}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, b.tokens.String(), strings.NewReader(form.Encode()))
	if err != nil {
		return fetch.Scrub(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return b.api.Do(ctx, req, into)
}

// forget drops a token that was refused.
func (b *bearer) forget(token string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.have == token {
		b.have = ""
	}
}
