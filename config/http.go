package config

import (
	"net"
	"net/url"
	"strings"
	"time"

	"molva/config/secret"
)

// HTTP is where pages and webhooks are served, and who is let in.
type HTTP struct {
	Listen string        `yaml:"listen"`
	URL    string        `yaml:"url"`   // how readers of a digest reach the pages; empty: where they are served
	Token  secret.String `yaml:"token"` // of an administrator, for scripts and to sign in with before there are people
	Plain  bool          `yaml:"plain"` // others may reach the address without encryption, and whoever stands between reads along

	TLS      TLS      `yaml:"tls"`
	Proxy    Proxy    `yaml:"proxy"`
	OIDC     OIDC     `yaml:"oidc"`
	Sessions Sessions `yaml:"sessions"`
}

// TLS is what the pages are encrypted with; without files they are not.
type TLS struct {
	Cert string `yaml:"cert"` // a file of the certificate and those that vouch for it, in PEM
	Key  string `yaml:"key"`  // a file of its key, in PEM
}

// Enabled reports whether the program serves HTTPS itself.
func (t TLS) Enabled() bool { return t.Cert != "" || t.Key != "" }

// Proxy is whoever stands before the pages.
type Proxy struct {
	Trust []string `yaml:"trust"` // its addresses, such as 10.0.0.0/8: only what comes from there may say for whom it asks
	User  string   `yaml:"user"`  // the header that names who has signed in there; empty: people sign in here
	Role  string   `yaml:"role"`  // the header that names their role; empty: viewer, or what was given to them here
}

// OIDC is the service that people sign in with; without an issuer there is none.
type OIDC struct {
	Issuer       string              `yaml:"issuer"`
	ClientID     string              `yaml:"client_id"`
	ClientSecret secret.String       `yaml:"client_secret"`
	Claim        string              `yaml:"claim"` // what of the service's word decides on the role, such as groups
	Roles        map[string][]string `yaml:"roles"` // by role, the values of the claim that bring it; the highest counts
}

// Enabled reports whether people can sign in with a service.
func (o OIDC) Enabled() bool { return o.Issuer != "" }

// Sessions are how long somebody stays signed in.
type Sessions struct {
	Idle    time.Duration `yaml:"idle"`    // without doing anything
	Longest time.Duration `yaml:"longest"` // in any case
}

// Base is how the address of every page begins.
func (h HTTP) Base() string { return h.Reached(h.Listen) }

// Reached is Base when the pages are served at an address that is not in the configuration. An address that stands for all
// of this machine's is one that only readers on it can use; others need URL.
func (h HTTP) Reached(address string) string {
	if h.URL != "" {
		return strings.TrimRight(h.URL, "/")
	}
	host, port, err := net.SplitHostPort(address)
	if ip := net.ParseIP(host); err == nil && (host == "" || ip != nil && ip.IsUnspecified()) {
		address = net.JoinHostPort("localhost", port)
	}
	return h.Scheme() + "://" + address
}

// Scheme is what is spoken where the pages are served.
func (h HTTP) Scheme() string {
	if h.TLS.Enabled() {
		return "https"
	}
	return "http"
}

// Public reports whether others than this machine can reach the address.
func (h HTTP) Public() bool {
	host, _, err := net.SplitHostPort(h.Listen)
	return err == nil && !loopback(host)
}

// Open reports whether what others send to the address, passwords among it, can be read on the way: neither the program nor anybody
// before it encrypts.
func (h HTTP) Open() bool {
	u, err := url.Parse(h.URL)
	ahead := len(h.Proxy.Trust) > 0 || err == nil && u.Scheme == "https"
	return h.Public() && !h.TLS.Enabled() && !ahead
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
