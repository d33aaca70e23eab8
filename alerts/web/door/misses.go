package door

import (
	"net"
	"net/http"
	"net/netip"
	"sync"
	"time"
)

// What guessing is worth: each miss costs its sender a while, and after some the rest of the minute.
const (
	setback    = 300 * time.Millisecond
	minute     = time.Minute
	maxMisses  = 10
	maxSenders = 1000 // that are told apart; all others count as one
)

// misses are wrong tokens of the present minute, by who sent them.
type misses struct {
	now   func() time.Time
	mu    sync.Mutex
	since time.Time
	by    map[netip.Addr]int
}

// tooMany reports whether a sender has used up what there is for this minute.
func (m *misses) tooMany(r *http.Request) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.turn()
	return m.by[m.sender(r)] >= maxMisses
}

// miss counts one, and returns after the while that it costs.
func (m *misses) miss(r *http.Request) {
	m.mu.Lock()
	m.turn()
	m.by[m.sender(r)]++
	m.mu.Unlock()
	timer := time.NewTimer(setback)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-r.Context().Done():
	}
}

func (m *misses) turn() {
	if now := m.now(); m.by == nil || now.Sub(m.since) >= minute {
		m.since, m.by = now, map[netip.Addr]int{}
	}
}

// sender is an address, or the network of one where a single house has billions of them.
func (m *misses) sender(r *http.Request) netip.Addr {
	host, _, _ := net.SplitHostPort(r.RemoteAddr)
	addr, _ := netip.ParseAddr(host)
	if addr = addr.Unmap(); addr.Is6() {
		network, _ := addr.WithZone("").Prefix(64)
		addr = network.Addr()
	}
	if _, known := m.by[addr]; !known && len(m.by) >= maxSenders {
		return netip.Addr{}
	}
	return addr
}
