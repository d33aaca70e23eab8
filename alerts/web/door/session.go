package door

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"net/url"
	"sync"
	"time"
)

// How long a session lasts, and how many there may be.
const (
	idle        = 12 * time.Hour
	longest     = 7 * 24 * time.Hour
	maxSessions = 1000
)

// sessions are those who have signed in since the program was started: what is given to them is kept as its hash alone.
type sessions struct {
	now func() time.Time
	mu  sync.Mutex
	all map[[sha256.Size]byte]session
}

type session struct{ began, seen time.Time }

// begin returns what the browser keeps.
func (s *sessions) begin() string {
	var secret [32]byte
	rand.Read(secret[:])
	key := base64.RawURLEncoding.EncodeToString(secret[:])
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.all == nil {
		s.all = map[[sha256.Size]byte]session{}
	}
	s.sweep()
	s.all[sha256.Sum256([]byte(key))] = session{s.now(), s.now()}
	return key
}

// has reports whether a session goes on, which it does from now.
func (s *sessions) has(key string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := sha256.Sum256([]byte(key))
	found, ok := s.all[id]
	if !ok || s.over(found) {
		return false
	}
	found.seen = s.now()
	s.all[id] = found
	return true
}

func (s *sessions) end(key string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.all, sha256.Sum256([]byte(key)))
}

func (s *sessions) over(one session) bool {
	return s.now().Sub(one.seen) > idle || s.now().Sub(one.began) > longest
}

// sweep forgets what is over and, where there are too many, who was not seen for the longest time.
func (s *sessions) sweep() {
	for id, one := range s.all {
		if s.over(one) {
			delete(s.all, id)
		}
	}
	for len(s.all) >= maxSessions {
		var first [sha256.Size]byte
		at := s.now()
		for id, one := range s.all {
			if !one.seen.After(at) {
				first, at = id, one.seen
			}
		}
		delete(s.all, first)
	}
}

// The cookie's names. A browser takes the first only over TLS, for this host and no part of it.
const (
	secureName = "__Host-molva"
	plainName  = "molva_session"
)

// cookie is a session as the browser keeps it, for our own pages alone.
func cookie(r *http.Request, base, key string, age int) *http.Cookie {
	c := &http.Cookie{Name: plainName, Value: key, Path: "/", MaxAge: age, HttpOnly: true, SameSite: http.SameSiteStrictMode}
	if encrypted(r, base) {
		c.Name, c.Secure = secureName, true
	}
	return c
}

// encrypted reports whether the browser speaks TLS, with us or with who stands before us.
func encrypted(r *http.Request, base string) bool {
	u, err := url.Parse(base)
	return r.TLS != nil || r.Header.Get("X-Forwarded-Proto") == "https" || err == nil && u.Scheme == "https" && u.Host == r.Host
}

func sessionOf(r *http.Request) string {
	for _, name := range []string{secureName, plainName} {
		if c, err := r.Cookie(name); err == nil {
			return c.Value
		}
	}
	return ""
}
