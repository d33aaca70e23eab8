package proof

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// What is promised of a disk that takes no more: new mentions are refused within refusedWithin, each with word of when to
// come again; the program says that it is not ready within unreadyWithin; and once the disk is well again mentions are
// taken and saved within resumedWithin, without anybody's help.
const (
	refusedWithin = 5 * time.Second
	unreadyWithin = 30 * time.Second
	resumedWithin = 30 * time.Second
)

// TestDiskLow lets the disk come near to full. The program refuses before it is.
func TestDiskLow(t *testing.T) {
	if !ownMounts(t) {
		return
	}
	home := NewHome(t, binary, "")
	home.Env = []string{"MOLVA_STREAM_MIN_FREE=24MiB"}
	mountSmall(t, home.Data(), 96<<20)
	s := startDiskStory(t, home)
	for range 2 {
		s.suffer(t, trouble{name: "little room", held: 3 * time.Second, begin: func() func() {
			return fill(t, s.Data(), 12<<20)
		}})
	}
	s.finish(t)
}

// TestDiskFull leaves a few pages of the stream's disk free, twice, with nothing to warn the program, whose next mentions
// are longer than that: it fails in the middle of a write. JetStream does not recover from that by itself, even when
// there is room again.
func TestDiskFull(t *testing.T) {
	if !ownMounts(t) {
		return
	}
	home := NewHome(t, binary, "")
	home.Env = []string{"MOLVA_STREAM_MIN_FREE=1"}
	mountSmall(t, filepath.Join(home.Data(), "stream"), 48<<20)
	s := startDiskStory(t, home)
	s.senders.Stop()
	s.senders.Batch, s.senders.Write = 8, longPost
	s.senders.Start(t, 2, *seed)
	for range 2 {
		s.suffer(t, trouble{name: "no room", held: 6 * time.Second, begin: func() func() {
			return fill(t, filepath.Join(s.Data(), "stream"), 24<<10)
		}})
	}
	s.finish(t)
	if !strings.Contains(s.p.Log(t), "no space left on device") {
		t.Error("the disk was never full enough for a write to fail")
	}
}

// TestDatabaseDiskFull fills the disk under the database alone. Mentions are taken as ever and wait in the stream.
func TestDatabaseDiskFull(t *testing.T) {
	if !ownMounts(t) {
		return
	}
	home := NewHome(t, binary, "")
	mountSmall(t, home.Data(), 48<<20)
	mountSmall(t, filepath.Join(home.Data(), "stream"), 96<<20)
	s := startDiskStory(t, home)
	s.suffer(t, trouble{name: "no room for the database", taken: true, held: 3 * time.Second, begin: func() func() {
		return fill(t, s.Data(), 0)
	}})
	s.finish(t)
}

// TestKilledOnFullDisk kills the program on a full disk, and starts it there: it may come up or refuse to, but it must
// harm nothing, though it has no room to put its files in order.
func TestKilledOnFullDisk(t *testing.T) {
	if !ownMounts(t) {
		return
	}
	home := NewHome(t, binary, "")
	mountSmall(t, home.Data(), 64<<20)
	s := startDiskStory(t, home)
	for _, free := range []int64{0, 64 << 10} {
		Eventually(t, 10*time.Second, "mentions are taken", func() bool { return s.witness.AckedSince(time.Now().Add(-time.Second)) })
		empty := fill(t, s.Data(), free)
		Eventually(t, refusedWithin, "mentions are refused", func() bool { return len(s.refusals(time.Now().Add(-time.Second))) > 0 })
		s.senders.Stop()
		s.stop()
		s.p.Kill(t)
		for range 2 {
			if p, err := s.TryStart(t); err != nil {
				t.Logf("with %d bytes free: %v", free, err)
			} else {
				p.Kill(t)
			}
		}
		empty()
		s.p = s.Start(t)
		s.senders.Start(t, 2, *seed)
		s.stop = s.witness.Start(t)
	}
	s.finish(t)
}

// TestFileSizeLimit forbids the running program to make any file longer, and then allows it again.
func TestFileSizeLimit(t *testing.T) {
	mostlyWaits(t)
	s := startDiskStory(t, NewHome(t, binary, ""))
	s.suffer(t, trouble{name: "a limit on files", held: 6 * time.Second, begin: func() func() {
		var before unix.Rlimit
		limit := func(to, old *unix.Rlimit) {
			if err := unix.Prlimit(s.p.PID(), unix.RLIMIT_FSIZE, to, old); err != nil {
				t.Fatalf("limit the files of the program: %v", err)
			}
		}
		limit(nil, &before)
		limit(&unix.Rlimit{Cur: 1, Max: before.Max}, nil)
		return func() { limit(&before, nil) }
	}})
	s.finish(t)
}

// TestDiskErrors lets a disk fail for a while that has room: its writes, and then its syncs.
func TestDiskErrors(t *testing.T) {
	mostlyWaits(t)
	needs(t, "strace")
	s := startDiskStory(t, NewHome(t, binary, ""))
	for _, fault := range []string{"pwrite64:error=ENOSPC", "fsync:error=EIO"} {
		s.suffer(t, trouble{name: fault, held: 6 * time.Second, begin: func() func() { return inject(t, s.p.PID(), fault) }})
	}
	s.finish(t)
}

// trouble is something that happens to a disk.
type trouble struct {
	name  string
	taken bool          // mentions are taken all the same, and only saved later
	held  time.Duration // after the program has shown that it noticed
	begin func() (end func())
}

// diskStory is a program whose disk has troubles while mentions come.
type diskStory struct {
	Home
	p       *Process
	ledger  *Ledger
	senders *Senders
	witness *Witness
	stop    func()
}

func startDiskStory(t *testing.T, home Home) *diskStory {
	t.Helper()
	s := &diskStory{Home: home, p: home.Start(t), ledger: NewLedger(t)}
	url := func() string { return s.p.URL }
	s.witness = &Witness{Ledger: s.ledger, URL: url}
	s.senders = &Senders{Ledger: s.ledger, URL: url, Rate: 200, Batch: 40}
	s.senders.Start(t, 2, *seed)
	s.stop = s.witness.Start(t)
	return s
}

// suffer lives through one trouble and checks all that is promised of it.
func (s *diskStory) suffer(t *testing.T, x trouble) {
	t.Helper()
	began := time.Now()
	Eventually(t, 10*time.Second, "mentions are taken", func() bool { return s.witness.AckedSince(began) })
	broke := time.Now()
	end := x.begin()
	refused := time.Duration(0)
	if !x.taken {
		Eventually(t, refusedWithin, x.name+": mentions are refused", func() bool { return len(s.refusals(broke)) > 0 })
		refused = time.Since(broke)
	}
	reasons := ""
	Eventually(t, unreadyWithin, x.name+": the program says that it is not ready", func() bool {
		ready, why, ok := s.p.Readiness(t)
		reasons = why
		return ok && !ready
	})
	unready := time.Since(broke)
	for held := time.Now(); time.Since(held) < x.held; time.Sleep(200 * time.Millisecond) {
		s.looksAlive(t)
	}
	if s.witness.AckedSince(time.Now().Add(-time.Second)) != x.taken {
		t.Errorf("%s: taken: %v", x.name, !x.taken)
	}
	end()
	back := time.Now()
	Eventually(t, resumedWithin, x.name+": mentions are taken again", func() bool { return s.witness.AckedSince(back) })
	taken := time.Since(back)
	s.p.ready(t, resumedWithin)
	ready := time.Since(back)
	s.p.settles(t)
	slowest := s.checkRefusals(t, broke)
	t.Logf("%s: refused after %v, not ready after %v (%s); %d refusals, the slowest in %v; then taken after %v, ready after %v, all saved after %v",
		x.name, refused, unready, reasons, len(s.refusals(broke)), slowest, taken, ready, time.Since(back))
	if ready > resumedWithin {
		t.Errorf("%s: ready after %v, want %v", x.name, ready, resumedWithin)
	}
	if x.taken && len(s.refusals(broke)) > 0 {
		t.Errorf("%s: mentions were refused", x.name)
	}
}

// refusals are the answers since a moment that acknowledge nothing.
func (s *diskStory) refusals(since time.Time) (all []Answer) {
	for _, a := range s.witness.Answers(since) {
		if !a.Acked() {
			all = append(all, a)
		}
	}
	return all
}

// checkRefusals wants every refusal since a moment polite and soon.
func (s *diskStory) checkRefusals(t *testing.T, since time.Time) (slowest time.Duration) {
	t.Helper()
	for _, a := range s.refusals(since) {
		after, err := strconv.Atoi(a.Header.Get("Retry-After"))
		known := a.Status == http.StatusServiceUnavailable || a.Status == http.StatusInsufficientStorage || a.Status == http.StatusTooManyRequests
		if !known || err != nil || after < 1 || a.Took > refusedWithin {
			t.Errorf("a request is answered with status %d and Retry-After %q after %v", a.Status, a.Header.Get("Retry-After"), a.Took)
		}
		slowest = max(slowest, a.Took)
	}
	return slowest
}

// looksAlive wants the program there and its pages answered.
func (s *diskStory) looksAlive(t *testing.T) {
	t.Helper()
	if !s.p.Alive() {
		t.Fatalf("the program has ended: %s", s.p.Log(t))
	}
	for _, page := range []string{"/healthz", "/"} {
		if status, _, err := get(t.Context(), probe, s.p.URL+page); status != http.StatusOK {
			t.Errorf("%s: status %d, %v", page, status, err)
		}
	}
}

// finish wants everything saved by the same process that lived through it all, and everything right.
func (s *diskStory) finish(t *testing.T) {
	t.Helper()
	s.senders.Stop()
	s.stop()
	s.Drained(t, s.ledger, time.Minute)
	s.p.Stop(t)
	s.Check(t, s.ledger)
}

// fill puts a file on the disk under a folder so that only so many bytes are free, keeps it so full while others come and
// go, and returns what takes the file away.
func fill(t *testing.T, dir string, free int64) (empty func()) {
	t.Helper()
	file, err := os.Create(filepath.Join(dir, "ballast"))
	if err != nil {
		t.Fatal(err)
	}
	over := make(chan struct{})
	var group sync.WaitGroup
	if err := fillUp(file, free); err != nil {
		t.Fatal(err)
	}
	group.Go(func() {
		for {
			select {
			case <-over:
				return
			case <-time.After(50 * time.Millisecond):
				if err := fillUp(file, free); err != nil {
					t.Error(err)
				}
			}
		}
	})
	return func() {
		close(over)
		group.Wait()
		if err := errors.Join(file.Close(), os.Remove(file.Name())); err != nil {
			t.Fatal(err)
		}
	}
}

func fillUp(file *os.File, free int64) error {
	for {
		var st unix.Statfs_t
		if err := unix.Fstatfs(int(file.Fd()), &st); err != nil {
			return err
		}
		room := int64(st.Bavail)*st.Bsize - free
		if room <= 0 {
			return nil
		}
		if _, err := file.Write(make([]byte, min(room, 1<<20))); errors.Is(err, syscall.ENOSPC) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// longPost is NewPost with some thousand bytes more of text, different each time.
func longPost(source string, n int) Post {
	p := NewPost(source, n)
	for i := range 100 {
		p.Text += fmt.Sprintf(" %x", sha256.Sum256(fmt.Appendf(nil, "%s %d %d", source, n, i)))
	}
	return p
}

// inject lets a system call of a running program fail, every time, until heal is called.
func inject(t *testing.T, pid int, fault string) (heal func()) {
	t.Helper()
	var said strings.Builder
	call, _, _ := strings.Cut(fault, ":")
	c := exec.Command("strace", "-f", "-o", os.DevNull, "-e", "trace="+call, "-e", "inject="+fault, "-p", strconv.Itoa(pid))
	c.Stderr = &said
	c.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	over := make(chan struct{})
	go func() {
		defer close(over)
		c.Wait()
	}()
	Eventually(t, 10*time.Second, "strace joins the program", func() bool {
		select {
		case <-over:
			lacking(t, errors.New("strace cannot join another process: "+said.String()))
		default:
		}
		status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
		return err == nil && strings.Contains(string(status), fmt.Sprintf("TracerPid:\t%d\n", c.Process.Pid))
	})
	return func() {
		c.Process.Signal(syscall.SIGINT)
		<-over
	}
}
