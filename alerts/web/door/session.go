package door

import (
	"crypto/sha256"
	"encoding/base64"
	"io"
	"net/http"
	"slices"
	"sync"
	"time"
)

// maxSessions is how many there may be.
const maxSessions = 1000

// sessions are those who have signed in since the program was started: what is given to them is kept as its hash alone.
type sessions struct {
	now           func() time.Time
	random        io.Reader
	idle, longest time.Duration
	mu            sync.Mutex
	all           map[[sha256.Size]byte]session
}

// session is somebody who has signed in.
type session struct {
	user        int64 // 0: with the configuration's token
	epoch       int64 // of the user: with another one it is over
	began, seen time.Time
	from, agent string // where, and with what
	pending     string // the secret of a second factor that is being set up
}

// begin returns what the browser keeps.
func (s *sessions) begin(one session) (string, error) {
	var secret [32]byte
	if _, err := io.ReadFull(s.random, secret[:]); err != nil {
		return "", err
	}
	key := base64.RawURLEncoding.EncodeToString(secret[:])
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.all == nil {
		s.all = map[[sha256.Size]byte]session{}
	}
	s.sweep()
	one.began, one.seen = s.now(), s.now()
	s.all[sha256.Sum256([]byte(key))] = one
	return key, nil
}

// of is the session with a key, which goes on from now.
func (s *sessions) of(key string) (session, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := sha256.Sum256([]byte(key))
	found, ok := s.all[id]
	if !ok || s.over(found) {
		return session{}, false
	}
	found.seen = s.now()
	s.all[id] = found
	return found, true
}

// change changes a session that there is.
func (s *sessions) change(key string, do func(*session)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := sha256.Sum256([]byte(key))
	if one, ok := s.all[id]; ok {
		do(&one)
		s.all[id] = one
	}
}

// end ends a session and returns what it was.
func (s *sessions) end(key string) session {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := sha256.Sum256([]byte(key))
	was := s.all[id]
	delete(s.all, id)
	return was
}

// others are somebody's sessions of an epoch but the one with a key, the latest first.
func (s *sessions) others(user, epoch int64, key string) (all []session) {
	s.mu.Lock()
	defer s.mu.Unlock()
	mine := sha256.Sum256([]byte(key))
	for id, one := range s.all {
		if one.user == user && one.epoch == epoch && id != mine && !s.over(one) {
			all = append(all, one)
		}
	}
	slices.SortFunc(all, func(a, b session) int { return b.seen.Compare(a.seen) })
	return all
}

func (s *sessions) over(one session) bool {
	return s.now().Sub(one.seen) > s.idle || s.now().Sub(one.began) > s.longest
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

// cookie is a session as the browser keeps it. It comes along when somebody follows a link to us, as from Slack, and with nothing else
// that other sites send.
func (d *Door) cookie(r *http.Request, key string, age int) *http.Cookie {
	c := &http.Cookie{Name: plainName, Value: key, Path: "/", MaxAge: age, HttpOnly: true, SameSite: http.SameSiteLaxMode}
	if d.encrypted(r) {
		c.Name, c.Secure = secureName, true
	}
	return c
}

func sessionOf(r *http.Request) string {
	for _, name := range []string{secureName, plainName} {
		if c, err := r.Cookie(name); err == nil {
			return c.Value
		}
	}
	return ""
}
