package appstore

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"molva/config/secret"
	"molva/ingest"
	"molva/ingest/sourcetest"
)

// made is a private key as Apple gives them, for this run of the tests alone.
var made = sync.OnceValue(func() *ecdsa.PrivateKey {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		panic(err)
	}
	return key
})

// p8 is the text of the key's file, with a word in it by which it is known again.
func p8(key any, word string) secret.String { return secret.New(sourcetest.PEM(key, word)) }

// keyed is New with a key in place of the word that a fixture has for it.
func keyed(o Options, env ingest.Env) (ingest.Source, ingest.Rhythm, error) {
	if !o.PrivateKey.Empty() {
		o.PrivateKey = p8(made(), o.PrivateKey.Reveal())
	}
	return New(o, env)
}

func TestNetwork(t *testing.T) {
	sourcetest.RunAll(t, "testdata/*.txtar", ingest.Opens(keyed))
}

func TestDecodes(t *testing.T) {
	const schema = "testdata/schema.json"
	sourcetest.Decodes(t, schema, "CustomerReview", func(data []byte) error { return json.Unmarshal(data, new(review)) })
	sourcetest.Decodes(t, schema, "CustomerReviewResponseV1", func(data []byte) error { return json.Unmarshal(data, new(response)) })
	sourcetest.Decodes(t, schema, "Entry", func(data []byte) error { return json.Unmarshal(data, new(entry)) })
	sourcetest.Fields(t, schema, "CustomerReview", new(review))
	sourcetest.Fields(t, schema, "CustomerReviewResponseV1", new(response))
	sourcetest.Fields(t, schema, "Entry", new(entry))
}

// Apple is told who asks, for less than the twenty minutes that it allows.
func TestToken(t *testing.T) {
	now := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	for issuer, who := range map[string]string{"57246542": "iss", "": "sub"} {
		o := Options{Issuer: issuer, KeyID: "2X9R4HXF34"}
		signed, err := o.token(made(), now)
		if err != nil {
			t.Fatal(err)
		}
		claims := jwt.MapClaims{}
		token, err := jwt.ParseWithClaims(signed, claims, func(*jwt.Token) (any, error) { return &made().PublicKey, nil },
			jwt.WithValidMethods([]string{"ES256"}), jwt.WithTimeFunc(func() time.Time { return now }), jwt.WithIssuedAt(), jwt.WithAudience("appstoreconnect-v1"))
		if err != nil {
			t.Fatal(err)
		}
		if want := map[string]string{"iss": issuer, "sub": "user"}[who]; claims[who] != want || len(claims) != 4 || token.Header["kid"] != o.KeyID {
			t.Errorf("claims are %v, header %v; want %s %q", claims, token.Header, who, want)
		}
		if life := claims["exp"].(float64) - claims["iat"].(float64); life > 20*60 {
			t.Errorf("the token lives for %v seconds", life)
		}
	}
}

// A key that sees the apps and may not read their reviews is good for less than is asked for.
func TestRole(t *testing.T) {
	env := sourcetest.Env(sourcetest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/customerReviews") {
			w.WriteHeader(http.StatusForbidden)
			_, _ = w.Write([]byte(`{"errors":[{"status":"403","code":"FORBIDDEN_ERROR","title":"hunter2"}]}`))
			return
		}
		_, _ = w.Write([]byte(`{"data":{"attributes":{"name":"Zarya","bundleId":"com.zarya.app"}}}`))
	})), nil)
	source, _, err := keyed(Options{BaseURL: "http://api.test", Apps: []string{"1"}, KeyID: "2X9R4HXF34", PrivateKey: secret.New("x")}, env)
	if err != nil {
		t.Fatal(err)
	}
	found, err := source.(ingest.Examiner).Examine(t.Context())
	var lacking *ingest.Lacking
	if found != "Zarya (com.zarya.app)" || !errors.As(err, &lacking) || len(lacking.Grants) != 1 || lacking.Grants[0].Name != "Customer Support" {
		t.Errorf("found %q, %v", found, err)
	}
	err = source.Read(t.Context(), "", func(ingest.Page) error { return nil })
	if !errors.Is(err, ingest.ErrDenied) || strings.Contains(err.Error(), "hunter2") || !strings.Contains(err.Error(), "role") {
		t.Errorf("read: %v", err)
	}
}

// A review that is not found is deleted, unless its app is hidden from the key too.
func TestDeleted(t *testing.T) {
	const missing = `{"errors":[{"status":"404","code":"NOT_FOUND"}]}`
	for app, want := range map[string]int{`{"data":{}}`: 1, missing: 0} {
		env := sourcetest.Env(sourcetest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			body := missing
			if strings.HasPrefix(r.URL.Path, "/v1/apps/") {
				body = app
			}
			if body == missing {
				w.WriteHeader(http.StatusNotFound)
			}
			_, _ = w.Write([]byte(body))
		})), nil)
		source, _, err := keyed(Options{BaseURL: "http://api.test", Apps: []string{"1"}, KeyID: "2X9R4HXF34", PrivateKey: secret.New("x")}, env)
		if err != nil {
			t.Fatal(err)
		}
		deleted := 0
		err = source.(ingest.Refresher).Refresh(t.Context(), []ingest.Known{{ID: "1/r"}}, func(p ingest.Page) error {
			deleted += len(p.Mentions)
			return nil
		})
		if deleted != want || err != nil {
			t.Errorf("with the app %s: %d are deleted, %v", app, deleted, err)
		}
	}
}

func TestKeyOnOneLine(t *testing.T) {
	text := strings.ReplaceAll(p8(made(), "x").Reveal(), "\n", `\n`)
	if key, err := (Options{PrivateKey: secret.New(text)}).key(); err != nil || !key.Equal(made()) {
		t.Errorf("key is not read: %v", err)
	}
}

func TestOptions(t *testing.T) {
	other, err := ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		o    Options
		want []string
	}{
		{Options{BaseURL: "apple.test", Apps: []string{"com.zarya.app"}, Countries: []string{"ru"}, Every: 1, PrivateKey: secret.New("hunter2")},
			[]string{"base_url is no address", `apps has "com.zarya.app"`, "countries is for the public feed", "key_id is missing", "private_key is no key", "every is 1ns"}},
		{Options{PrivateKey: p8(other, "x")}, []string{"apps is missing", "private_key is no key"}},
		{Options{Apps: []string{"1"}}, []string{"private_key is missing"}},
		{Options{Public: true, Apps: []string{"1"}, KeyID: "x"}, []string{"make it two sources", "countries is missing"}},
		{Options{Public: true, Apps: []string{"1"}, Countries: []string{"RUS"}}, []string{`countries has "RUS"`}},
	} {
		err := c.o.Validate()
		for _, want := range c.want {
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("complaints lack %q: %v", want, err)
			}
		}
		if err != nil && strings.Contains(err.Error(), "hunter2") {
			t.Errorf("the key is told: %v", err)
		}
	}
}
