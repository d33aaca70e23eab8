package config

import (
	"crypto/tls"
	"fmt"
	"maps"
	"net/netip"
	"net/url"
	"os"
	"slices"
	"strings"
	"time"

	"molva/alerts/web/access"
)

// checkHTTP looks at where the pages are served, and who is let in.
func (c *Config) checkHTTP(d *decoder) {
	h := c.HTTP
	if u, err := url.Parse(h.URL); h.URL != "" && (err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || u.RawQuery+u.Fragment != "" || u.User != nil) {
		d.report(d.lines["http.url"], "http.url", "found %q, want an address such as https://molva.example.com", h.URL)
	}
	if h.Open() && !h.Plain {
		d.report(d.lines["http.listen"], "http.listen", openDoor, h.Listen)
	}
	h.TLS.check(d)
	h.Proxy.check(d)
	h.OIDC.check(d)
	h.Sessions.check(d)
}

// openDoor is what is said of an address where passwords could be read on the way.
const openDoor = "found %q, which others can reach, and what they send could be read on the way; there are three ways: " +
	"encrypt here (http.tls), stand behind a proxy that encrypts (http.proxy.trust, or an http.url with https), " +
	"or listen on 127.0.0.1 and reach it by ssh -L; http.plain: true takes the risk"

// check reads the files, so that a certificate that cannot be served is found before anything starts.
func (t TLS) check(d *decoder) {
	for _, file := range []struct{ key, name string }{{"http.tls.cert", t.Cert}, {"http.tls.key", t.Key}} {
		if t.Enabled() && file.name == "" {
			d.report(d.lines["http.tls"], file.key, "is missing: TLS needs the certificate and its key")
			return
		}
	}
	if !t.Enabled() {
		return
	}
	if info, err := os.Stat(t.Key); err == nil {
		d.confidential(info, t.Key, d.lines["http.tls.key"], "http.tls.key")
	}
	if _, err := tls.LoadX509KeyPair(t.Cert, t.Key); err != nil {
		d.report(d.lines["http.tls"], "http.tls", "%v", err)
	}
}

// maxHeader is how long the name of a header may be.
const maxHeader = 64

// isHeader reports whether something can be the name of a header.
func isHeader(name string) bool {
	const letters = "abcdefghijklmnopqrstuvwxyz0123456789-"
	return name != "" && len(name) <= maxHeader && strings.Trim(strings.ToLower(name), letters) == ""
}

func (p Proxy) check(d *decoder) {
	for i, text := range p.Trust {
		if _, err := netip.ParsePrefix(text); err != nil {
			path := fmt.Sprintf("http.proxy.trust[%d]", i)
			d.report(d.lines[path], path, "found %q, want addresses such as 10.0.0.0/8 or 127.0.0.1/32", text)
		}
	}
	for _, header := range []struct{ key, name string }{{"http.proxy.user", p.User}, {"http.proxy.role", p.Role}} {
		switch {
		case header.name == "":
		case !isHeader(header.name):
			d.report(d.lines[header.key], header.key, "found %q, want the name of a header such as X-Forwarded-User", header.name)
		case len(p.Trust) == 0:
			d.report(d.lines[header.key], header.key, "anybody could send this header; say in http.proxy.trust from which addresses it is believed")
		}
	}
	if p.Role != "" && p.User == "" {
		d.report(d.lines["http.proxy.role"], "http.proxy.role", "a role without a name is nobody's; set http.proxy.user too")
	}
}

func (o OIDC) check(d *decoder) {
	if !o.Enabled() && o.ClientID == "" && o.ClientSecret.Empty() && len(o.Roles) == 0 {
		return
	}
	u, err := url.Parse(o.Issuer)
	if err != nil || u.Host == "" || u.Scheme != "https" && !(u.Scheme == "http" && loopback(u.Hostname())) || u.RawQuery+u.Fragment != "" || u.User != nil {
		d.report(d.lines["http.oidc"], "http.oidc.issuer", "want the address of the service that people sign in with, such as https://login.example.com")
	}
	if o.ClientID == "" {
		d.report(d.lines["http.oidc"], "http.oidc.client_id", "is missing: the service gives one for each program that people sign in to")
	}
	o.checkRoles(d)
}

func (o OIDC) checkRoles(d *decoder) {
	for _, name := range slices.Sorted(maps.Keys(o.Roles)) {
		var role access.Role
		if role.UnmarshalText([]byte(name)) != nil {
			path := join("http.oidc.roles", name)
			d.report(d.lines[path], path, "found %q; possible are: %s", name, strings.Join(roleNames(), ", "))
		}
	}
	if len(o.Roles) > 0 && o.Claim == "" {
		d.report(d.lines["http.oidc.roles"], "http.oidc.claim", "is missing: say which claim decides on the role, such as groups")
	}
	if len(o.Roles) == 0 {
		d.report(d.lines["http.oidc"], "http.oidc.roles", "is missing: say which values of the claim bring which role, such as viewer: [staff]")
	}
}

func roleNames() (names []string) {
	for _, r := range access.Roles {
		names = append(names, r.String())
	}
	return names
}

// The bounds of a session.
const minSession, maxSession = time.Minute, 90 * 24 * time.Hour

func (s Sessions) check(d *decoder) {
	for _, span := range []struct {
		key   string
		found time.Duration
	}{{"http.sessions.idle", s.Idle}, {"http.sessions.longest", s.Longest}} {
		if span.found < minSession || span.found > maxSession {
			d.report(d.lines[span.key], span.key, "found %v, want 1m to 90d", span.found)
		}
	}
	if s.Idle > s.Longest {
		d.report(d.lines["http.sessions.idle"], "http.sessions.idle", "found %v, which is longer than the longest session, %v", s.Idle, s.Longest)
	}
}
