package door

import (
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
)

// sameOrigin refuses what a page of another site has sent, unless its sender has signed it.
func sameOrigin(base string, next http.Handler) http.Handler {
	protection := http.NewCrossOriginProtection()
	if u, err := url.Parse(base); err == nil && u.Host != "" {
		protection.AddTrustedOrigin(u.Scheme + "://" + u.Host) // a proxy may ask for it by another name
	}
	protection.AddInsecureBypassPattern("/hooks/")
	protection.AddInsecureBypassPattern("/slack/")
	protection.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, "this was sent by a page of another site, and nothing was done", http.StatusForbidden)
	}))
	return protection.Handler(next)
}

// ours reports whether a name is this machine's own. Where nobody is asked who they are, only such are served: a page elsewhere can have
// its name lead here, and would read along as that name.
func (d *Door) ours(host string) bool {
	if u, err := url.Parse(d.Base); err == nil && u.Host != "" && strings.EqualFold(u.Host, host) {
		return true
	}
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	host = strings.TrimSuffix(strings.ToLower(strings.Trim(host, "[]")), ".")
	addr, err := netip.ParseAddr(host)
	return host == "localhost" || strings.HasSuffix(host, ".localhost") || err == nil && addr.IsLoopback()
}
