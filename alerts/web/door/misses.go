package door

import (
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

// misses are wrong tokens and passwords of the present minute, by who sent them.
type misses struct {
	now    func() time.Time
	sender func(*http.Request) netip.Addr
	mu     sync.Mutex
	since  time.Time
	by     map[netip.Addr]int
}

// tooMany reports whether a sender has used up what there is for this minute.
func (m *misses) tooMany(r *http.Request) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.turn()
	return m.by[m.house(r)] >= maxMisses
}

// miss counts one, and returns after the while that it costs.
func (m *misses) miss(r *http.Request) {
	m.mu.Lock()
	m.turn()
	m.by[m.house(r)]++
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

// house is an address, or the network of one where a single house has billions of them.
func (m *misses) house(r *http.Request) netip.Addr {
	addr := m.sender(r)
	if addr.Is6() {
		network, _ := addr.WithZone("").Prefix(64)
		addr = network.Addr()
	}
	if _, known := m.by[addr]; !known && len(m.by) >= maxSenders {
		return netip.Addr{}
	}
	return addr
}

// How often a name may be missed in a row before nobody comes in by it for a while, which doubles each time. The longest is short
// enough that whoever wants to lock somebody out has to keep at it.
const (
	maxInRow    = 5
	firstLock   = time.Minute
	longestLock = 15 * time.Minute
	maxNames    = 10_000
)

// locks are names by which nobody comes in for a while, whether anybody is called so or not.
type locks struct {
	now func() time.Time
	mu  sync.Mutex
	by  map[string]lock
}

type lock struct {
	inRow int
	until time.Time
}

// until is when a name is good again; zero: it is.
func (l *locks) until(name string) time.Time {
	l.mu.Lock()
	defer l.mu.Unlock()
	if at := l.by[name].until; l.now().Before(at) {
		return at
	}
	return time.Time{}
}

// miss counts one for a name, and reports whether that locks it.
func (l *locks) miss(name string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.by == nil || len(l.by) >= maxNames {
		l.by = map[string]lock{}
	}
	one := l.by[name]
	one.inRow++
	if one.inRow >= maxInRow {
		one.until = l.now().Add(min(firstLock<<min(one.inRow-maxInRow, 10), longestLock))
	}
	l.by[name] = one
	return one.inRow >= maxInRow
}

// open forgets the misses of a name.
func (l *locks) open(name string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.by, name)
}
