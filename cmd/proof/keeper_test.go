package proof

import (
	"os/exec"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// TestServerComesLater starts the program before the external server that it needs. It waits, alive and not ready, tells
// senders to come again, and says that it is ready once it is; until then it can be told to end.
func TestServerComesLater(t *testing.T) {
	server := NewServer(t, natsServer(t), "late", "")
	home, ledger := NewHome(t, binary, External(1, server)), NewLedger(t)
	address := FreeAddr(t)
	p, ready := home.Launch(t, "--listen", address)
	p.URL = "http://" + address
	Eventually(t, 10*time.Second, "the program says what it waits for", func() bool {
		ready, reasons, ok := p.Readiness(t)
		return ok && !ready && strings.Contains(reasons, server.Addr)
	})
	if status, header, err := Send(t.Context(), p.URL, []Post{NewPost("shop", 1)}); err != nil || status != 503 || header.Get("Retry-After") == "" {
		t.Errorf("a mention is answered with %d, %v", status, err)
	}
	if status, _, err := get(t.Context(), probe, p.URL+"/healthz"); err != nil || status != 200 {
		t.Errorf("it is alive and says %d, %v", status, err)
	}
	if o := home.Run(t, "healthcheck"); o.Code != 3 || !strings.Contains(o.Out, server.Addr) {
		t.Errorf("healthcheck: exit code %d, %s%s", o.Code, o.Out, o.Errors)
	}
	if o := home.Run(t, "run", "--listen", "127.0.0.1:0"); o.Code != 1 || !strings.Contains(o.Errors, "another molva uses the data folder") {
		t.Errorf("a second one on the folder: exit code %d, %s", o.Code, o.Errors)
	}
	p.Stop(t)
	if said := <-ready; said.URL != "" {
		t.Error("it said that it was ready")
	}

	p, ready = home.Launch(t, "--listen", address)
	p.URL = "http://" + address
	server.Start(t)
	began := time.Now()
	select {
	case said := <-ready:
		if said.URL == "" {
			t.Fatalf("it ended: %s", p.Log(t))
		}
	case <-time.After(10 * time.Second):
		t.Fatalf("not ready within 10 s: %s", p.Log(t))
	}
	t.Logf("ready %v after the server", time.Since(began))
	batch := []Post{NewPost("shop", 1)}
	ledger.Intend(batch)
	if status, _, err := Send(t.Context(), p.URL, batch); err != nil || status != 200 {
		t.Fatalf("status %d, %v", status, err)
	}
	ledger.Settle(batch, true)
	home.Drained(t, ledger, 10*time.Second)
	p.Stop(t)
	home.Check(t, ledger)
}

// TestOneStoreIsServed starts two stores on one stream, each with a database of its own, as on two machines. One is
// served: another database is refused until it is told to take over, and a copy of the same waits for its turn. Nothing
// is lost or counted twice over all that.
func TestOneStoreIsServed(t *testing.T) {
	mostlyWaits(t)
	server := NewServer(t, natsServer(t), "shared", "")
	server.Start(t)
	stream := External(1, server)
	one, two, ledger := NewHome(t, binary, stream), NewHome(t, binary, stream), NewLedger(t)
	p := one.Start(t)
	var url atomic.Value
	url.Store(p.URL)
	senders := &Senders{Ledger: ledger, URL: func() string { return url.Load().(string) }, Rate: 200}
	senders.Start(t, 2, *seed)
	Eventually(t, 10*time.Second, "mentions are taken", func() bool { return ledger.Acks() > 50 })

	other, _ := two.Launch(t)
	if code := other.Wait(t, 10*time.Second); code != 1 || !strings.Contains(other.Log(t), "--take-over") || !strings.Contains(other.Log(t), one.Data()) {
		t.Errorf("another database: exit code %d, %s", code, other.Log(t))
	}
	for range 3 {
		p.Kill(t)
		began := time.Now()
		p = one.Start(t) // its own claim is no obstacle
		t.Logf("ready %v after it was killed", time.Since(began))
		url.Store(p.URL)
	}

	// A copy of the database, made while it is in use, on what could be another machine.
	three := NewHome(t, binary, stream)
	one.Do(t, "backup", three.Dir+"/copy.db")
	if out, err := exec.Command("mkdir", "-p", three.Data()).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if out, err := exec.Command("cp", three.Dir+"/copy.db", three.Database()).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	address := FreeAddr(t)
	standby, ready := three.Launch(t, "--listen", address)
	standby.URL = "http://" + address
	Eventually(t, 10*time.Second, "the copy waits", func() bool {
		ready, reasons, ok := standby.Readiness(t)
		return ok && !ready && strings.Contains(reasons, one.Data())
	})
	p.Signal(syscall.SIGKILL)
	p.Wait(t, 10*time.Second)
	killed := time.Now()
	select {
	case said := <-ready:
		if said.URL == "" {
			t.Fatalf("the standby ended: %s", standby.Log(t))
		}
	case <-time.After(30 * time.Second):
		t.Fatalf("the standby did not take over: %s", standby.Log(t))
	}
	t.Logf("the copy took over %v after the kill", time.Since(killed))
	url.Store(standby.URL)
	acks := ledger.Acks()
	Eventually(t, 10*time.Second, "mentions are taken again", func() bool { return ledger.Acks() > acks+50 })

	// On purpose: the second database takes over from a living one, which ends by itself and says why.
	p = two.Start(t, "--take-over")
	url.Store(p.URL)
	if code := standby.Wait(t, 20*time.Second); code != 1 || !strings.Contains(standby.Log(t), two.Data()) {
		t.Errorf("the one that lost its place: exit code %d, %s", code, standby.Log(t))
	}
	senders.Stop()
	two.Drained(t, ledger, time.Minute)
	p.Stop(t)
	two.Check(t, ledger)
}
