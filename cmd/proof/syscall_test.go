package proof

import (
	"fmt"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"
)

// killPoint is one system call at whose nth time, in any one thread, the program is killed instead of making it.
type killPoint struct {
	call string
	nth  int
}

// reach is how often one thread makes each call within a second or two of work.
var reach = []killPoint{{"fsync", 89}, {"pwrite64", 987}, {"write", 89}, {"openat", 144}, {"mkdirat", 21}, {"renameat", 21}, {"unlinkat", 55}, {"ftruncate", 2}}

// killPoints are some forty, ever farther apart, or with -long some three hundred, all of the first ones among them.
func killPoints() (points []killPoint) {
	for _, most := range reach {
		for n, step := 1, 1; n <= most.nth; n += step {
			points = append(points, killPoint{most.call, n})
			if !*long {
				step = n + (n+1)/2
			} else if n >= 34 {
				step = n / 13
			}
		}
	}
	return points
}

// TestKillAtSyscall kills the program as it is shipped in the moment before a certain system call, the first of some
// kind, the second, and so on: in the middle of making its files, of a commit, of a batch. It does not hope to hit such a
// moment as the random kills do. After each one the program starts again, stores what it had acknowledged, and all adds
// up. Not every point comes up in the time given; most must.
func TestKillAtSyscall(t *testing.T) {
	needs(t, "strace")
	points, fired := killPoints(), 0
	var site *killSite
	for i, at := range points {
		if i == 0 || at.call != points[i-1].call {
			site = newKillSite(t) // so that each call is also met while the files are made
		}
		if site.kill(t, at) {
			fired++
		} else {
			t.Logf("%v did not come up", at)
		}
		site.recover(t)
		if t.Failed() {
			t.Fatalf("after a kill at %v", at)
		}
	}
	t.Logf("%d of %d points came up", fired, len(points))
	if 10*fired < 7*len(points) {
		t.Errorf("only %d of %d points came up: too few to prove anything", fired, len(points))
	}
}

// killSite is a home whose program is killed and recovers, again and again.
type killSite struct {
	Home
	ledger  *Ledger
	senders *Senders
	url     atomic.Value // of the running program
}

func newKillSite(t *testing.T) *killSite {
	s := &killSite{Home: NewHome(t, binary, ""), ledger: NewLedger(t)}
	s.senders = &Senders{Ledger: s.ledger, URL: func() string { return s.url.Load().(string) }, Rate: 1500, Batch: 40}
	return s
}

// kill runs the program until the point comes up, for some seconds at most, and reports whether it did.
func (s *killSite) kill(t *testing.T, at killPoint) bool {
	t.Helper()
	doomed := s.Home
	// -D: the program itself, not strace, is our child, so that it is gone when we are told so. No --seccomp-bpf: strace 6.1
	// does not count with it.
	doomed.Prefix = []string{"strace", "-D", "-f", "-o", filepath.Join(s.Dir, "trace"), "-e", "trace=" + at.call,
		"-e", fmt.Sprintf("inject=%s:signal=SIGKILL:when=%d", at.call, at.nth)}
	p, ready := doomed.Launch(t)
	slow, late := time.After(20*time.Second), time.After(4*time.Second)
	select {
	case r := <-ready:
		if r.URL != "" {
			s.url.Store(r.URL)
			s.senders.Start(t, 4, *seed)
			defer s.senders.Stop()
		}
	case <-slow:
		t.Errorf("%v: the program neither starts nor dies: %s", at, p.Log(t))
	}
	select {
	case <-p.done:
	case <-late:
	}
	if p.Alive() {
		p.Kill(t)
		return false
	}
	if code := p.Wait(t, time.Second); code >= 0 {
		t.Errorf("%v: the program ended with code %d before it was killed: %s", at, code, p.Log(t))
	}
	return true
}

// recover starts the program as usual and checks everything that was ever acknowledged here.
func (s *killSite) recover(t *testing.T) {
	t.Helper()
	p := s.Start(t)
	s.Drained(t, s.ledger, time.Minute)
	p.Stop(t)
	s.Check(t, s.ledger)
}
