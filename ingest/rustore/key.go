package rustore

import (
	"bytes"
	"context"
	"crypto"
	"crypto/rsa"
	"crypto/sha512"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"net/http"
	"strings"
	"time"

	"molva/ingest"
	"molva/ingest/fetch"
)

// parseKey reads a private key as the console gives it, PKCS #8 in base64, or in PEM. Its error tells nothing of the key.
func parseKey(text string) (*rsa.PrivateKey, error) {
	if text == "" {
		return nil, ingest.Complain("private_key is missing, want the one that the RuStore console shows once, under API RuStore")
	}
	der, _ := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(text), ""))
	if block, _ := pem.Decode([]byte(text)); block != nil {
		der = block.Bytes
	}
	if key, err := x509.ParsePKCS8PrivateKey(der); err == nil {
		if key, ok := key.(*rsa.PrivateKey); ok {
			return key, nil
		}
	}
	if key, err := x509.ParsePKCS1PrivateKey(der); err == nil {
		return key, nil
	}
	return nil, ingest.Complain("private_key is no RSA key in base64 or PEM, want the one that the RuStore console gave")
}

// bearer asks the API with tokens of the key. The store takes a signature for a minute.
// See https://www.rustore.ru/help/work-with-rustore-api/api-authorization-token.
func bearer(api fetch.API, keyID string, key *rsa.PrivateKey, now func() time.Time) *fetch.Bearer {
	return &fetch.Bearer{
		API: api,
		Now: now,
		Put: func(h http.Header, token string) { h.Set("Public-Token", token) },
		Make: func(ctx context.Context) (string, time.Duration, error) {
			var answer struct {
				Body struct {
					JWE string  `json:"jwe"`
					TTL float64 `json:"ttl"` // seconds
				} `json:"body"`
			}
			signed, err := sign(keyID, key, now())
			if err != nil {
				return "", 0, err
			}
			req, err := http.NewRequestWithContext(ctx, http.MethodPost, api.Base.JoinPath("/public/auth/").String(), bytes.NewReader(signed))
			if err != nil {
				return "", 0, fetch.Scrub(err)
			}
			req.Header.Set("Content-Type", "application/json")
			err = api.Do(ctx, req, &answer)
			return answer.Body.JWE, fetch.Life(answer.Body.TTL), err
		},
	}
}

// sign makes the request for a token: SHA512withRSA of the key's id and the time.
func sign(keyID string, key *rsa.PrivateKey, now time.Time) ([]byte, error) {
	at := now.UTC().Format("2006-01-02T15:04:05.000+00:00")
	sum := sha512.Sum512([]byte(keyID + at))
	signature, err := rsa.SignPKCS1v15(nil, key, crypto.SHA512, sum[:])
	if err != nil {
		return nil, fmt.Errorf("sign for a token: %w", err)
	}
	return json.Marshal(map[string]string{
		"keyId": keyID, "timestamp": at, "signature": base64.StdEncoding.EncodeToString(signature),
	})
}
