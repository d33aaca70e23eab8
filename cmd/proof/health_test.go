package proof

import (
	"context"
	"net/http"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"
)

// unready is how soon the program must say that it is not well.
const unready = 30 * time.Second

// TestHealthIsHonest takes from the program, one after the other, what it needs to take and store mentions. It must stay
// alive, say within half a minute that it is not ready and why, by page and by command, and be ready again once it has
// what it needs. That a locked database, a killed server and a source that cannot be read are told as honestly is proven
// where those are.
func TestHealthIsHonest(t *testing.T) {
	mostlyWaits(t)
	t.Run("nobody runs", func(t *testing.T) {
		NewHome(t, binary, "").wantHealth(t, 3, "no instance runs")
	})
	t.Run("the disk is low", diskIsLow)
	t.Run("the program is frozen", programIsFrozen)
	t.Run("the stream does not answer", streamIsSilent)
	t.Run("nobody classifies", nobodyClassifies)
}

// diskIsLow asks for more free space than any disk has. Nothing is taken, and all is said.
func diskIsLow(t *testing.T) {
	home := NewHome(t, binary, "")
	home.Env = []string{"MOLVA_STREAM_MIN_FREE=1000000GiB"}
	p := home.Start(t)
	p.wantUnready(t, "bytes free")
	status, header, err := Send(t.Context(), p.URL, []Post{NewPost("shop", 1)})
	if err != nil || status != http.StatusServiceUnavailable || header.Get("Retry-After") == "" {
		t.Errorf("a mention is answered with %d, Retry-After %q, %v", status, header.Get("Retry-After"), err)
	}
	if status, _, err := get(t.Context(), probe, p.URL+"/"); err != nil || status != http.StatusOK {
		t.Errorf("the page is answered with %d, %v", status, err)
	}
	p.Stop(t)
	home.Env = nil
	p = home.Start(t)
	p.wantReady(t)
	p.Stop(t)
}

// programIsFrozen stops the program itself. The command must not take silence for health.
func programIsFrozen(t *testing.T) {
	home := NewHome(t, binary, "")
	p := home.Start(t)
	p.wantReady(t)
	p.Signal(syscall.SIGSTOP)
	began := time.Now()
	if o := home.Run(t, "healthcheck"); o.Code != 1 || time.Since(began) > 10*time.Second {
		t.Errorf("healthcheck of a frozen program: exit code %d after %v: %s%s", o.Code, time.Since(began), o.Out, o.Errors)
	}
	p.Signal(syscall.SIGCONT)
	p.wantReady(t)
	p.Stop(t)
}

// streamIsSilent stops an external server without a word.
func streamIsSilent(t *testing.T) {
	server := NewServer(t, natsServer(t), "silent", "")
	server.Start(t)
	home, ledger := NewHome(t, binary, External(1, server)), NewLedger(t)
	p := home.Start(t)
	p.wantReady(t)
	senders := &Senders{Ledger: ledger, URL: func() string { return p.URL }, Rate: 100}
	senders.Start(t, 2, *seed)
	server.Pause(t)
	p.wantUnready(t, "")
	server.Resume(t)
	p.wantReady(t)
	senders.Stop()
	home.Drained(t, ledger, time.Minute)
	p.Stop(t)
	home.Check(t, ledger)
}

// nobodyClassifies splits the roles and leaves one out: the process that stores has nothing to do and could seem well
// while everything waits.
func nobodyClassifies(t *testing.T) {
	server := NewServer(t, natsServer(t), "between", "")
	server.Start(t)
	home, ledger := NewHome(t, binary, External(1, server)), NewLedger(t)
	store := home.Start(t, "--only", "ingest,store,web")
	batch := []Post{NewPost("shop", 1), NewPost("shop", 2)}
	ledger.Intend(batch)
	if status, _, err := Send(t.Context(), store.URL, batch); err != nil || status != http.StatusOK {
		t.Fatalf("a batch is answered with %d, %v", status, err)
	}
	ledger.Settle(batch, true)
	store.wantUnready(t, "none was classified")
	elsewhere := home
	elsewhere.Dir = t.TempDir()
	elsewhere.Configure(t, External(1, server))
	classify := elsewhere.Start(t, "--only", "classify")
	store.wantReady(t)
	home.Drained(t, ledger, 30*time.Second)
	classify.Stop(t)
	store.Stop(t)
	home.Check(t, ledger)
}

// wantUnready waits until the page says that the program is not ready, for a reason with these words, and wants the
// command to agree and the program to be alive.
func (p *Process) wantUnready(t *testing.T, why string) {
	t.Helper()
	began := time.Now()
	Eventually(t, unready, "the program says that it is not ready: "+why, func() bool {
		ready, reasons, ok := p.Readiness(t)
		return ok && !ready && strings.Contains(reasons, why)
	})
	_, reasons, _ := p.Readiness(t)
	t.Logf("not ready after %v: %s", time.Since(began).Round(10*time.Millisecond), reasons)
	p.wantHealth(t, 3, "not ready: ")
	if status, _, err := get(t.Context(), probe, p.URL+"/healthz"); err != nil || status != http.StatusOK {
		t.Errorf("/healthz: status %d, %v", status, err)
	}
}

// wantReady waits until page and command say that the program is ready.
func (p *Process) wantReady(t *testing.T) {
	t.Helper()
	p.ready(t, unready)
	p.wantHealth(t, 0, "ready")
}

func (h Home) wantHealth(t *testing.T, code int, says string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	c := h.command(ctx, []string{"healthcheck"})
	out, err := c.CombinedOutput()
	if _, exited := err.(*exec.ExitError); err != nil && !exited {
		t.Fatalf("healthcheck: %v", err)
	}
	if got := c.ProcessState.ExitCode(); got != code || !strings.Contains(string(out), says) {
		t.Errorf("healthcheck: exit code %d with %q, want %d with %q", got, out, code, says)
	}
}
