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
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"molva/ingest"
	"molva/ingest/fetch"
)

// parseKey reads a private key as the console gives it, PKCS #8 in base64, or in PEM. Its error tells nothing of the key.
func parseKey(text string) (*rsa.PrivateKey, error) {
	if text == "" {
		return nil, errors.New("private_key is missing, want the one that the RuStore console shows once, under API RuStore")
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
	return nil, errors.New("private_key is no RSA key in base64 or PEM, want the one that the RuStore console gave")
}

// token opens the API until it ends.
type token struct {
	jwe string
	end time.Time
}

// spare is how long before its end a token is no longer used.
const spare = time.Minute

// pass gives a token that is good for now, and whether it was made for this. The store takes a signature for a minute.
// See https://www.rustore.ru/help/work-with-rustore-api/api-authorization-token.
func (s *Source) pass(ctx context.Context) (jwe string, fresh bool, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.env.Now()
	if now.Before(s.token.end.Add(-spare)) {
		return s.token.jwe, false, nil
	}
	request, err := s.sign(now)
	if err != nil {
		return "", false, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.api.Base.JoinPath("/public/auth/").String(), bytes.NewReader(request))
	if err != nil {
		return "", false, fetch.Scrub(err)
	}
	req.Header.Set("Content-Type", "application/json")
	var answer struct {
		Body struct {
			JWE string  `json:"jwe"`
			TTL float64 `json:"ttl"` // seconds
		} `json:"body"`
	}
	if err := s.api.Do(ctx, req, &answer); err != nil {
		return "", false, fmt.Errorf("get a token: %w", err)
	}
	if answer.Body.JWE == "" {
		return "", false, errors.New("get a token: the answer has none")
	}
	s.token = token{answer.Body.JWE, now.Add(time.Duration(answer.Body.TTL) * time.Second)}
	return s.token.jwe, true, nil
}

// sign makes the request for a token: SHA512withRSA of the key's id and the time.
func (s *Source) sign(now time.Time) ([]byte, error) {
	at := now.UTC().Format("2006-01-02T15:04:05.000+00:00")
	sum := sha512.Sum512([]byte(s.options.KeyID + at))
	signature, err := rsa.SignPKCS1v15(nil, s.key, crypto.SHA512, sum[:])
	if err != nil {
		return nil, fmt.Errorf("sign for a token: %w", err)
	}
	return json.Marshal(map[string]string{
		"keyId": s.options.KeyID, "timestamp": at, "signature": base64.StdEncoding.EncodeToString(signature),
	})
}

// list asks for the items of an app's list. A token that is refused before its end is given up for another one.
func (s *Source) list(ctx context.Context, app, list string, q url.Values) ([]json.RawMessage, error) {
	jwe, fresh, err := s.pass(ctx)
	if err != nil {
		return nil, err
	}
	var answer struct {
		Body *[]json.RawMessage `json:"body"`
	}
	api := s.api
	api.Header = func(h http.Header) { h.Set("Public-Token", jwe) }
	err = api.Get(ctx, "/public/v1/application/"+app+"/"+list, q, &answer)
	switch {
	case errors.Is(err, ingest.ErrDenied) && !fresh:
		s.forget(jwe)
		return s.list(ctx, app, list, q)
	case err != nil:
		return nil, fmt.Errorf("%s of %s: %w", list, app, err)
	case answer.Body == nil:
		return nil, fmt.Errorf("%s of %s: the answer has no list", list, app)
	}
	return *answer.Body, nil
}

func (s *Source) forget(jwe string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.token.jwe == jwe {
		s.token = token{}
	}
}
