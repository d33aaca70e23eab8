package proof

import (
	"archive/zip"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"
)

// entrance is what the configuration has of those who come in and of programs that listen: a service to sign in with that tells all it
// was told, and a listener that does.
func (c *canaries) entrance(echo string) (yaml string) {
	return fmt.Sprintf(`http: {token: %s, oidc: {issuer: "%s/oidc", client_id: molva, client_secret: %s, claim: groups, roles: {viewer: [staff]}}}
webhooks: [{id: tracker, url: "%[2]s/hook/%[4]s", secrets: ["whsec_%[5]s"]}, {id: dead, url: "http://127.0.0.1:1/%[6]s", secrets: ["whsec_%[7]s"]}]
`, c.mark("http"), echo, c.mark("oidc"), c.mark("tracker"), c.key("outsigning"), c.mark("deadtracker"), c.key("deadsigning"))
}

// key is a secret that signs, as it stands in a configuration: both it and what it is made of are looked for.
func (c *canaries) key(name string) string {
	encoded := base64.StdEncoding.EncodeToString([]byte(c.mark(name) + "0123456789abcdef"))
	c.marks[name+" in base64"] = encoded
	return encoded
}

// echoService is a service to sign in with that refuses every code, and repeats what came with it.
func (c *canaries) echoService(w http.ResponseWriter, r *http.Request, told string) {
	issuer := "http://" + r.Host + "/oidc"
	if strings.HasSuffix(r.URL.Path, "openid-configuration") {
		json.NewEncoder(w).Encode(map[string]any{"issuer": issuer, "authorization_endpoint": issuer + "/ask", "token_endpoint": issuer + "/token",
			"jwks_uri": issuer + "/keys", "id_token_signing_alg_values_supported": []string{"RS256"}})
		return
	}
	name, password, _ := r.BasicAuth()
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusBadRequest)
	json.NewEncoder(w).Encode(map[string]string{"error": "invalid_grant " + password, "error_description": told + name + password, "error_uri": told})
}

// visitor is a browser.
type visitor struct {
	*canaries
	base   string
	client *http.Client
}

func (c *canaries) visitor(p *Process) *visitor {
	jar, err := cookiejar.New(nil)
	if err != nil {
		c.t.Fatal(err)
	}
	stay := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &visitor{c, p.URL, &http.Client{Jar: jar, CheckRedirect: stay, Timeout: 30 * time.Second}}
}

// ask sends a form, or asks for a page where there is none, and returns what came. A page that shows a secret once is not looked at.
func (v *visitor) ask(path string, form url.Values, status int, once bool) (*http.Response, string) {
	v.t.Helper()
	ctx, cancel := context.WithTimeout(v.t.Context(), 30*time.Second)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, v.base+path, nil)
	if form != nil {
		r, err = http.NewRequestWithContext(ctx, http.MethodPost, v.base+path, strings.NewReader(form.Encode()))
	}
	if err != nil {
		v.t.Fatal(err)
	}
	if r.Header.Set("Accept", "text/html"); form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	resp, err := v.client.Do(r)
	if err != nil {
		v.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != status {
		v.t.Fatalf("%s answers %s, want %d: %.300s, %v", path, resp.Status, status, body, err)
	}
	if !once {
		header := resp.Header.Clone()
		header.Del("Set-Cookie") // which holds the visitor's own
		v.see(path, fmt.Sprint(header, string(body)))
	}
	return resp, string(body)
}

// cookie marks what the browser keeps.
func (v *visitor) cookie(resp *http.Response, name, what string) {
	v.t.Helper()
	for _, c := range resp.Cookies() {
		if c.Name == name && c.Value != "" {
			v.marks[what] = c.Value
			return
		}
	}
	v.t.Errorf("there is no cookie %s", name)
}

var (
	sharedLink   = regexp.MustCompile(`/s/([0-9A-Za-z]{40,})`)
	secondFactor = regexp.MustCompile(`<code>([A-Z2-7 ]{32,})</code>`)
)

// people lets somebody in, has them do all that takes or makes a secret, and looks at every page with them.
func (c *canaries) people(home Home, p *Process) {
	c.t.Helper()
	var invited, made map[string]string
	c.decode(home.Do(c.t, "user", "add", "marina", "--role", "admin", "--by", "ann", "-o", "json"), &invited)
	c.decode(home.Do(c.t, "token", "add", "grafana", "--by", "ann", "-o", "json"), &made)
	c.marks["an API token"] = made["token"]
	const password = "Canary сорок две сливы Zq7"
	v := c.visitor(p)
	v.ask("/welcome", url.Values{"name": {"marina"}, "code": {c.mark("wrongcode")}, "password": {password}, "again": {password}}, http.StatusUnauthorized, false)
	c.marks["a password"], c.marks["a code"] = password, invited["code"]
	resp, _ := v.ask("/welcome", url.Values{"name": {"marina"}, "code": {invited["code"]}, "password": {password}, "again": {password}}, http.StatusSeeOther, false)
	v.cookie(resp, "molva_session", "a session")
	v.second(password)
	v.share()
	v.strangers(password)
	for _, path := range []string{"/", "/me", "/settings", "/people", "/tokens", "/shares", "/audit", "/audit.csv", "/audit.jsonl", "/metrics", "/alerts", "/sources", "/dead",
		"/api/v1/openapi.json", "/api/v1/settings", "/api/v1/health", "/api/v1/sources"} {
		v.ask(path, nil, http.StatusOK, false)
	}
	c.page(p, "/api/v1/health", c.marks["an API token"])
	c.page(p, "/api/v1/mentions", c.mark("wrongtoken"))
	for _, args := range [][]string{{"user", "list"}, {"user", "list", "-o", "json"}, {"token", "list"}, {"token", "list", "-o", "json"}} {
		c.run(home, args...)
	}
}

func (c *canaries) decode(text string, into any) {
	c.t.Helper()
	if err := json.Unmarshal([]byte(text), into); err != nil {
		c.t.Fatalf("%s: %v", text, err)
	}
}

// second sets up a second factor, whose page alone shows its secret.
func (v *visitor) second(password string) {
	v.t.Helper()
	_, page := v.ask("/me", nil, http.StatusOK, true)
	found := secondFactor.FindStringSubmatch(page)
	if found == nil {
		v.t.Fatalf("no second factor is offered: %s", page)
	}
	secret := strings.ReplaceAll(found[1], " ", "")
	v.marks[totpMark], v.marks["a second factor, in groups"] = secret, found[1]
	code, err := totp.GenerateCode(secret, time.Now())
	if err != nil {
		v.t.Fatal(err)
	}
	resp, _ := v.ask("/me/second", url.Values{"old": {password}, "code": {code}}, http.StatusSeeOther, false)
	v.cookie(resp, "molva_session", "a later session")
}

// share makes a link to a page, and follows it as somebody else.
func (v *visitor) share() {
	v.t.Helper()
	_, page := v.ask("/shares/add", url.Values{"path": {"/complaints"}, "days": {"7"}}, http.StatusOK, true)
	found := sharedLink.FindStringSubmatch(page)
	if found == nil {
		v.t.Fatalf("no link is shown: %s", page)
	}
	v.marks["a shared link"] = found[1]
	guest := v.guest()
	guest.ask("/s/"+found[1], nil, http.StatusSeeOther, false)
	guest.ask("/complaints", nil, http.StatusOK, false)
	guest.ask("/s/"+v.mark("wronglink"), nil, http.StatusNotFound, false)
}

func (v *visitor) guest() *visitor { return v.visitor(&Process{URL: v.base}) }

// strangers give what is wrong, or right in the wrong place, and come back from a service that refuses them.
func (v *visitor) strangers(password string) {
	v.t.Helper()
	guest := v.guest()
	for _, form := range []url.Values{
		{"name": {"marina"}, "password": {v.mark("wrongpassword")}},
		{"name": {password}, "password": {"marina"}},
		{"name": {"marina"}, "password": {password}, "code": {"000000"}},
		{"token": {v.mark("mistyped")}},
	} {
		guest.ask("/sign-in", form, http.StatusUnauthorized, false)
	}
	resp, _ := guest.ask("/sign-in/oidc", nil, http.StatusSeeOther, false)
	to, err := resp.Location()
	if err != nil {
		v.t.Fatal(err)
	}
	guest.ask("/sign-in/oidc/back?"+url.Values{"state": {to.Query().Get("state")}, "code": {v.mark("grant")}}.Encode(), nil, http.StatusUnauthorized, false)
}

// support writes what goes with a report of a fault, and looks at every part of it.
func (c *canaries) support(home Home) {
	c.t.Helper()
	file := filepath.Join(home.Dir, fmt.Sprintf("support%d.zip", c.outputs))
	c.run(home, "support", file)
	z, err := zip.OpenReader(file)
	if err != nil {
		c.t.Fatal(err)
	}
	defer z.Close()
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			c.t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			c.t.Fatal(err)
		}
		c.see("a report of a fault: "+f.Name, string(text))
	}
}

// totpMark is the one secret that the database keeps as it is: a code cannot be checked with less. See ASVS.md.
const totpMark = "a second factor"

// TestMarksAreFound: a secret that gets out is found.
func TestMarksAreFound(t *testing.T) {
	c := newCanaries(t)
	c.mark("bait")
	if found := c.found("log: Canarybait" + "Zq7"); found != "bait" {
		t.Errorf("found %q", found)
	}
}
