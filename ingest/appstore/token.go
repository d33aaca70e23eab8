package appstore

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"fmt"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"molva/ingest"
	"molva/ingest/fetch"
)

// A token may be good for twenty minutes. Clocks differ: it is dated back a little.
const (
	tokenLife = 10 * time.Minute
	tokenSlip = time.Minute
)

// key reads the private key. Environments often hold it as one line, with \n for the line breaks.
func (o Options) key() (*ecdsa.PrivateKey, error) {
	text := strings.ReplaceAll(o.PrivateKey.Reveal(), `\n`, "\n")
	key, err := jwt.ParseECPrivateKeyFromPEM([]byte(text))
	switch {
	case o.PrivateKey.Empty():
		return nil, ingest.Complain("private_key is missing, want the text of the key's .p8 file")
	case err != nil || key.Curve != elliptic.P256():
		return nil, ingest.Complain("private_key is no key of App Store Connect, want the whole text of its .p8 file, from BEGIN to END")
	}
	return key, nil
}

// bearer asks the API with tokens that the key signs.
func (o Options) bearer(api fetch.API, now func() time.Time) (*fetch.Bearer, error) {
	key, err := o.key()
	return &fetch.Bearer{API: api, Now: now, Make: func(context.Context) (string, time.Duration, error) {
		signed, err := o.token(key, now())
		return signed, tokenLife, err
	}}, err
}

// token says who asks (developer.apple.com/documentation/appstoreconnectapi/generating-tokens-for-api-requests).
func (o Options) token(key *ecdsa.PrivateKey, now time.Time) (string, error) {
	claims := jwt.MapClaims{
		"aud": "appstoreconnect-v1",
		"iat": now.Add(-tokenSlip).Unix(),
		"exp": now.Add(tokenLife).Unix(),
	}
	if o.Issuer != "" {
		claims["iss"] = o.Issuer
	} else {
		claims["sub"] = "user"
	}
	t := jwt.NewWithClaims(jwt.SigningMethodES256, claims)
	t.Header["kid"] = o.KeyID
	signed, err := t.SignedString(key)
	if err != nil {
		return "", fmt.Errorf("sign a token: %w", err)
	}
	return signed, nil
}
