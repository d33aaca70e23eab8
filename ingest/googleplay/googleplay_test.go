package googleplay

import (
	"crypto/rand"
	"crypto/rsa"
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

const site = "http://network.test"

// made is the private key of a service account, for this run of the tests alone.
var made = sync.OnceValue(func() *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return key
})

// file is the JSON key of a service account, with a word in it by which it is known again.
func file(word string) secret.String {
	text, err := json.Marshal(account{Kind: "service_account", Email: "molva@zarya.test", KeyID: "k1", Key: sourcetest.PEM(made(), word), Tokens: site + "/token"})
	if err != nil {
		panic(err)
	}
	return secret.New(string(text))
}

// keyed is New with a key in place of the word that a fixture has for it.
func keyed(o Options, env ingest.Env) (ingest.Source, ingest.Rhythm, error) {
	o.Credentials = file(o.Credentials.Reveal())
	return New(o, env)
}

func TestNetwork(t *testing.T) {
	sourcetest.RunAll(t, "testdata/*.txtar", ingest.Opens(keyed))
}

func TestDecodes(t *testing.T) {
	sourcetest.Decodes(t, "testdata/schema.json", "Review", func(data []byte) error { return json.Unmarshal(data, new(review)) })
	sourcetest.Fields(t, "testdata/schema.json", "Review", new(review))
}

// server gives tokens of an hour to whoever signs well, and reviews to the last of them; it counts the tokens.
type server struct {
	t      *testing.T
	now    func() time.Time
	tokens int
	status int // of the reviews
	body   string
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/token" {
		claims := jwt.MapClaims{}
		_, err := jwt.ParseWithClaims(r.PostFormValue("assertion"), claims, func(*jwt.Token) (any, error) { return &made().PublicKey, nil },
			jwt.WithValidMethods([]string{"RS256"}), jwt.WithTimeFunc(s.now), jwt.WithIssuedAt(), jwt.WithAudience(site+"/token"))
		if err != nil || claims["iss"] != "molva@zarya.test" || claims["scope"] != scope || r.PostFormValue("grant_type") != grantType {
			s.t.Errorf("claims are %v: %v", claims, err)
		}
		s.tokens++
		_, _ = w.Write([]byte(`{"access_token":"` + strings.Repeat("t", s.tokens) + `","expires_in":3599}`))
		return
	}
	if got, want := r.Header.Get("Authorization"), "Bearer "+strings.Repeat("t", s.tokens); got != want {
		s.t.Errorf("authorization is %q, want %q", got, want)
	}
	w.WriteHeader(s.status)
	_, _ = w.Write([]byte(s.body))
}

func open(t *testing.T) (*server, ingest.Source) {
	now := sourcetest.Now()
	s := &server{t: t, now: func() time.Time { return now }, status: http.StatusOK, body: "{}"}
	env := sourcetest.Env(sourcetest.Serve(t, s), nil)
	env.Now, env.Governor = func() time.Time { return s.now() }, nil
	source, rhythm, err := keyed(Options{BaseURL: site, Apps: []string{"com.zarya.app"}, Credentials: secret.New("x")}, env)
	if err != nil || rhythm.Reach != 7*24*time.Hour {
		t.Fatal(rhythm, err)
	}
	return s, source
}

func read(t *testing.T, source ingest.Source) error {
	return source.Read(t.Context(), "", func(ingest.Page) error { return nil })
}

// One token does for as long as it is good, and one that is refused is made anew.
func TestToken(t *testing.T) {
	s, source := open(t)
	for _, step := range []struct {
		passes time.Duration
		status int
		tokens int
	}{{0, 200, 1}, {50 * time.Minute, 200, 1}, {9 * time.Minute, 200, 2}, {time.Minute, 401, 3}, {0, 200, 3}, {-2 * time.Hour, 200, 4}} {
		then := s.now().Add(step.passes)
		s.now, s.status = func() time.Time { return then }, step.status
		if err := read(t, source); errors.Is(err, ingest.ErrDenied) != (step.status == 401) || s.tokens != step.tokens {
			t.Errorf("after %s: %v, %d tokens, want %d", step.passes, err, s.tokens, step.tokens)
		}
	}
}

// An account that gets a token and no reviews lacks a permission; a token that is refused is another matter.
func TestPermission(t *testing.T) {
	s, source := open(t)
	s.status, s.body = http.StatusUnauthorized, `{"error":{"code":401,"message":"hunter2","errors":[{"domain":"androidpublisher","reason":"permissionDenied"}]}}`
	found, err := source.(ingest.Examiner).Examine(t.Context())
	var lacking *ingest.Lacking
	if !strings.HasPrefix(found, "molva@zarya.test") || !errors.As(err, &lacking) || len(lacking.Grants) != 1 || lacking.Grants[0].Name != "Reply to reviews" {
		t.Errorf("found %q, %v", found, err)
	}
	if err := read(t, source); !errors.Is(err, ingest.ErrDenied) || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("read: %v", err)
	}
	s.body = `{"error":{"code":401,"errors":[{"reason":"authError"}]}}`
	if _, err := source.(ingest.Examiner).Examine(t.Context()); !errors.Is(err, ingest.ErrDenied) || errors.As(err, &lacking) {
		t.Errorf("with a refused token: %v", err)
	}
}

func TestOptions(t *testing.T) {
	for _, c := range []struct {
		o    Options
		want []string
	}{
		{Options{BaseURL: "play.test", Apps: []string{"zarya"}, Every: 1}, []string{"base_url is no address", `apps has "zarya"`, "credentials is missing", "every is 1ns"}},
		{Options{Credentials: secret.New("hunter2")}, []string{"apps is missing", "credentials is no JSON key"}},
		{Options{Credentials: secret.New(`{"type":"service_account","client_email":"a@b.test","private_key":"hunter2"}`)}, []string{"credentials is no JSON key"}},
		{Options{Credentials: secret.New(strings.Replace(file("x").Reveal(), site, "ftp://a", 1))}, []string{"credentials.token_uri is no address"}},
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
