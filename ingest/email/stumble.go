package email

import (
	"errors"
	"slices"
	"sync"

	"github.com/emersion/go-imap/v2"
)

// errUnreadable: the server answers what nobody can read, or will not answer. It may be about one mail only: several servers
// spoil the structure of a mail with odd headers (emersion/go-imap#659).
var errUnreadable = errors.New("no readable answer")

// stumbles remembers the mails about which a server has no readable answer, so that one of them does not hide all that
// come after it. The mails of a page are fetched one by one once it went wrong with the page. Safe for any goroutine.
type stumbles struct {
	mu          sync.Mutex
	first, last imap.UID // of that page
	bad         map[imap.UID]bool
}

// stride is how many of the mails to fetch at once.
func (s *stumbles) stride(found []imap.UID) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for n < min(len(found), perPage) && (found[n] < s.first || found[n] > s.last) {
		n++
	}
	return max(n, 1)
}

// at notes that reading some mails went wrong.
func (s *stumbles) at(uids []imap.UID, err error) {
	if !errors.Is(err, errUnreadable) {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(uids) > 1 {
		s.first, s.last = uids[0], uids[len(uids)-1]
		return
	}
	if s.bad == nil {
		s.bad = map[imap.UID]bool{}
	}
	s.bad[uids[0]] = true
}

// part tells the mails that may be fetched from those that cannot be read.
func (s *stumbles) part(uids []imap.UID) (good, bad []imap.UID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	isBad := func(uid imap.UID) bool { return s.bad[uid] }
	for _, uid := range uids {
		if isBad(uid) {
			bad = append(bad, uid)
		}
	}
	return slices.DeleteFunc(slices.Clone(uids), isBad), bad
}
