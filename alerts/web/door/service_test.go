package door

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"

	"molva/config/secret"
	"molva/store"
)

const serviceSecret = "secret of the client, nobody else's"

// provider is an OpenID Connect provider with one person, whom tests describe.
type provider struct {
	*httptest.Server
	t      *testing.T
	now    func() time.Time
	key    *ecdsa.PrivateKey
	claims map[string]any // beside those of the protocol
	asked  url.Values     // of the last departure
	code   string
}

func newProvider(t *testing.T) *provider {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	p := &provider{t: t, key: key, claims: map[string]any{"sub": "42", "preferred_username": "eva"}}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		json.NewEncoder(w).Encode(map[string]any{"issuer": p.URL, "authorization_endpoint": p.URL + "/authorize", "token_endpoint": p.URL + "/token",
			"jwks_uri": p.URL + "/keys", "id_token_signing_alg_values_supported": []string{"ES256"}})
	})
	mux.HandleFunc("GET /keys", func(w http.ResponseWriter, _ *http.Request) {
		json.NewEncoder(w).Encode(jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: key.Public(), KeyID: "1", Algorithm: "ES256", Use: "sig"}}})
	})
	mux.HandleFunc("POST /token", p.token)
	p.Server = httptest.NewServer(mux)
	t.Cleanup(p.Close)
	return p
}

// token changes a code for an id_token, for whoever has the verifier of the challenge, once.
func (p *provider) token(w http.ResponseWriter, r *http.Request) {
	id, pass, _ := r.BasicAuth()
	sum := sha256.Sum256([]byte(r.PostFormValue("code_verifier")))
	good := id == "molva" && pass == url.QueryEscape(serviceSecret) && r.PostFormValue("code") == p.code && p.code != "" &&
		base64.RawURLEncoding.EncodeToString(sum[:]) == p.asked.Get("code_challenge")
	p.code = ""
	w.Header().Set("Content-Type", "application/json")
	if !good {
		w.WriteHeader(http.StatusBadRequest)
		json.NewEncoder(w).Encode(map[string]string{"error": "invalid_grant"})
		return
	}
	claims := map[string]any{"iss": p.URL, "aud": "molva", "nonce": p.asked.Get("nonce"), "iat": p.now().Unix(), "exp": p.now().Add(time.Hour).Unix()}
	for k, v := range p.claims {
		claims[k] = v
	}
	json.NewEncoder(w).Encode(map[string]any{"access_token": "x", "token_type": "Bearer", "id_token": p.signed(claims)})
}

func (p *provider) signed(claims map[string]any) string {
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.ES256, Key: p.key}, (&jose.SignerOptions{}).WithHeader("kid", "1"))
	if err != nil {
		p.t.Fatal(err)
	}
	body, _ := json.Marshal(claims)
	object, err := signer.Sign(body)
	if err != nil {
		p.t.Fatal(err)
	}
	text, err := object.CompactSerialize()
	if err != nil {
		p.t.Fatal(err)
	}
	return text
}

// served is a door whose people sign in with a provider.
func served(t *testing.T, roles map[string][]string) (*house, *provider) {
	t.Helper()
	p := newProvider(t)
	o := Options{Public: true, Base: "https://molva.example.com", Service: Service{Issuer: p.URL, ClientID: "molva", ClientSecret: secret.New(serviceSecret)}}
	if roles != nil {
		o.Service.Claim, o.Service.Roles = "groups", roles
	}
	h := peopled(t, o)
	p.now = h.now
	return h, p
}

// depart sends somebody to the provider, which sends them back with a code; change may spoil how they come back.
func (p *provider) depart(h *house, change func(back url.Values, cookie *http.Cookie)) *http.Response {
	p.t.Helper()
	r := ask(h, "GET", "https://molva.example.com"+servicePath+"?back=%2Froi", nil)
	to, err := url.Parse(r.Header.Get("Location"))
	if err != nil || r.StatusCode != 303 || !strings.HasPrefix(to.String(), p.URL+"/authorize?") {
		p.t.Fatalf("led to %q with %d: %s", r.Header.Get("Location"), r.StatusCode, text(r))
	}
	p.asked, p.code = to.Query(), "code-1"
	if got := p.asked; got.Get("code_challenge_method") != "S256" || got.Get("nonce") == "" || got.Get("redirect_uri") != "https://molva.example.com"+backPath {
		p.t.Errorf("asked for %v", got)
	}
	back, cookie := url.Values{"state": {p.asked.Get("state")}, "code": {p.code}}, r.Cookies()[0]
	if change != nil {
		change(back, cookie)
	}
	return ask(h, "GET", "https://molva.example.com"+backPath+"?"+back.Encode(), nil, "Cookie", cookie.Name+"="+cookie.Value)
}

func TestSignInWithAService(t *testing.T) {
	h, p := served(t, map[string][]string{"viewer": {"staff"}, "analyst": {"brand", "research"}})
	for _, c := range []struct {
		groups any
		role   string // "": not let in
	}{{[]string{"staff"}, "viewer"}, {[]string{"staff", "research"}, "analyst"}, {"staff", "viewer"}, {[]string{"other"}, ""}, {nil, ""}} {
		p.claims["groups"] = c.groups
		r := p.depart(h, nil)
		if c.role == "" {
			if r.StatusCode != 401 || len(r.Cookies()) > 0 {
				t.Errorf("%v comes in: %d", c.groups, r.StatusCode)
			}
			continue
		}
		if r.Header.Get("Location") != "/roi" {
			t.Errorf("led to %s", r.Header.Get("Location"))
		}
		if got := text(ask(h, "GET", "/", nil, "Cookie", in(t, r))); !strings.HasPrefix(got, "ok "+c.role+` "eva"`) {
			t.Errorf("%v: %s", c.groups, got)
		}
	}
	u, err := h.db.UserOf(t.Context(), p.URL+" 42")
	if err != nil {
		t.Fatal(err)
	}
	if err := change(h.db, u.ID, store.UserChange{Disabled: new(true)}); err != nil {
		t.Fatal(err)
	}
	if p.claims["groups"] = "staff"; p.depart(h, nil).StatusCode != 401 {
		t.Error("somebody who was shut out comes in")
	}
}

func TestNobodyComesBackWhoWasNotSent(t *testing.T) {
	for name, spoil := range map[string]func(h *house, p *provider, back url.Values, c *http.Cookie){
		"another state":      func(_ *house, _ *provider, back url.Values, _ *http.Cookie) { back.Set("state", "other") },
		"another's cookie":   func(_ *house, _ *provider, _ url.Values, c *http.Cookie) { c.Value = "other" },
		"no state":           func(_ *house, _ *provider, back url.Values, c *http.Cookie) { back.Del("state"); c.Value = "" },
		"another code":       func(_ *house, _ *provider, back url.Values, _ *http.Cookie) { back.Set("code", "other") },
		"too late":           func(h *house, _ *provider, _ url.Values, _ *http.Cookie) { h.pass(time.Hour) },
		"an error":           func(_ *house, _ *provider, back url.Values, _ *http.Cookie) { back.Set("error", "access_denied") },
		"another's word":     func(_ *house, p *provider, _ url.Values, _ *http.Cookie) { p.claims["nonce"] = "other" },
		"of another program": func(_ *house, p *provider, _ url.Values, _ *http.Cookie) { p.claims["aud"] = "other" },
		"of another issuer":  func(_ *house, p *provider, _ url.Values, _ *http.Cookie) { p.claims["iss"] = "https://evil.example" },
		"expired":            func(_ *house, p *provider, _ url.Values, _ *http.Cookie) { p.claims["exp"] = 1 },
		"of another key": func(_ *house, p *provider, _ url.Values, _ *http.Cookie) {
			p.key, _ = ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		},
	} {
		h, p := served(t, nil)
		r := p.depart(h, func(back url.Values, c *http.Cookie) { spoil(h, p, back, c) })
		if body := text(r); r.StatusCode != 401 || len(r.Cookies()) > 0 || strings.Contains(body, serviceSecret) || strings.Contains(body, "denied") {
			t.Errorf("%s: %d\n%s", name, r.StatusCode, body)
		}
	}
}

func TestANameOfOursIsNotTakenOver(t *testing.T) {
	h, p := served(t, nil)
	h.person(t, "eva", "admin")
	if r := p.depart(h, nil); r.StatusCode != 401 {
		t.Errorf("a service's eva comes in as ours: %d", r.StatusCode)
	}
}
