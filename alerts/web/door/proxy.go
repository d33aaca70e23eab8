package door

import (
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"

	"molva/alerts/web/access"
)

// peer is whoever speaks to us: the reader, or a proxy before us.
func peer(r *http.Request) netip.Addr {
	host, _, _ := net.SplitHostPort(r.RemoteAddr)
	addr, _ := netip.ParseAddr(host)
	return addr.Unmap()
}

// trusts reports whether an address may say for whom it asks.
func (d *Door) trusts(addr netip.Addr) bool {
	for _, p := range d.Trust {
		if p.Contains(addr) {
			return true
		}
	}
	return false
}

// sender is whoever asks: through trusted proxies, the last address that none of them has.
func (d *Door) sender(r *http.Request) netip.Addr {
	from := peer(r)
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(hops) - 1; i >= 0 && d.trusts(from); i-- {
		addr, err := netip.ParseAddr(strings.TrimSpace(hops[i]))
		if err != nil {
			break
		}
		from = addr.Unmap()
	}
	return from
}

// encrypted reports whether the browser speaks TLS, with us or with who stands before us.
func (d *Door) encrypted(r *http.Request) bool {
	u, err := url.Parse(d.Base)
	ahead := d.trusts(peer(r)) && r.Header.Get("X-Forwarded-Proto") == "https"
	return r.TLS != nil || ahead || err == nil && u.Scheme == "https" && u.Host == r.Host
}

// maxHeader is how long a name may be that a proxy says.
const maxHeader = 100

// byHeader knows who has signed in with a trusted proxy. Whoever is known here by that name has the role that was given to them here,
// others the one that the proxy says, and at least that of a viewer. From anybody else the header says nothing.
func (d *Door) byHeader(r *http.Request) (access.Who, bool) {
	if d.Header.User == "" {
		return access.Who{}, false
	}
	name := strings.TrimSpace(r.Header.Get(d.Header.User))
	if name == "" || len(name) > maxHeader || strings.ContainsFunc(name, func(c rune) bool { return c < ' ' || c == 0x7f }) {
		return access.Who{}, false
	}
	if !d.trusts(peer(r)) {
		if !d.ignored.Swap(true) {
			d.Log.Warn("somebody who is not in http.proxy.trust says for whom they ask, which is ignored", "from", peer(r), "header", d.Header.User)
		}
		return access.Who{}, false
	}
	if d.DB != nil {
		if u, _, err := d.DB.Signing(r.Context(), name); err == nil {
			who, ok := named(u.Name, u.Role, u.Topics)
			return who, ok && !u.Disabled
		}
	}
	who := access.Who{Name: name, Role: access.Viewer}
	if role := r.Header.Get(d.Header.Role); d.Header.Role != "" && role != "" {
		if err := who.Role.UnmarshalText([]byte(strings.ToLower(strings.TrimSpace(role)))); err != nil {
			who.Role = access.Viewer
		}
	}
	return who, true
}
