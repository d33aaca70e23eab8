package proof

import (
	"os"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// TestStop asks the program to end while mentions come. It must take what it accepted with it: exit code 0 within ten
// seconds, and after the next start nothing is lost or doubled.
func TestStop(t *testing.T) {
	times := 5
	if *long {
		times = 50
	}
	home, ledger := NewHome(t, binary, ""), NewLedger(t)
	p := home.Start(t)
	var url atomic.Value
	url.Store(p.URL)
	senders := &Senders{Ledger: ledger, URL: func() string { return url.Load().(string) }, Rate: 500}
	senders.Start(t, 4, *seed)
	slowest := time.Duration(0)
	for range times {
		p.Signal(syscall.SIGHUP) // says nothing to it
		before := ledger.Acks()
		Eventually(t, 20*time.Second, "mentions are accepted", func() bool { return ledger.Acks() > before+100 })
		began := time.Now()
		p.Stop(t)
		slowest = max(slowest, time.Since(began))
		waiting(t, home, ledger)
		p = home.Start(t)
		url.Store(p.URL)
	}
	senders.Stop()
	if slowest > 10*time.Second {
		t.Errorf("the slowest stop took %v, want 10 s at most", slowest)
	}
	home.Drained(t, ledger, time.Minute)
	p.Stop(t)
	home.Check(t, ledger)
	t.Logf("%d stops, the slowest took %v", times, slowest)
}

// waiting is for a program that has stopped with little to do: what it accepted it has saved too, rather than left for
// the next start.
func waiting(t *testing.T, h Home, l *Ledger) {
	t.Helper()
	db := h.views(t)
	defer db.Close()
	have := keys(t, db)
	for key, s := range l.all() {
		if s.Fate == Acked && have[key] == 0 {
			t.Errorf("%s was accepted and is not saved after a stop", key)
			return
		}
	}
}

// TestSecondSignal asks twice. The second time means now.
func TestSecondSignal(t *testing.T) {
	home, ledger := NewHome(t, binary, ""), NewLedger(t)
	p := home.Start(t)
	deliver(t, p, ledger, 500)
	release := lockDatabase(t, home) // gives the first signal something to wait for
	defer release()
	deliver(t, p, ledger, 500)
	p.Signal(syscall.SIGTERM)
	Eventually(t, 5*time.Second, "the program says that it stops", func() bool { return strings.Contains(p.Log(t), "stopping") })
	began := time.Now()
	p.Signal(syscall.SIGTERM)
	if code := p.Wait(t, 10*time.Second); code == 0 || time.Since(began) > time.Second {
		t.Errorf("ended with code %d, %v after the second signal, want at once and not as if all were well", code, time.Since(began))
	}
	release()
	p = home.Start(t)
	home.Drained(t, ledger, time.Minute)
	p.Stop(t)
	home.Check(t, ledger)
}

// TestPaused freezes the program, as a laptop's lid or a virtual machine's snapshot does, and lets it go on.
func TestPaused(t *testing.T) {
	pauses := []time.Duration{5 * time.Second}
	if *long {
		pauses = []time.Duration{5 * time.Second, 30 * time.Second, 90 * time.Second}
	}
	home, ledger := NewHome(t, binary, ""), NewLedger(t)
	p := home.Start(t)
	senders := offer(t, p, ledger, rated)
	for _, pause := range pauses {
		before := ledger.Acks()
		Eventually(t, 20*time.Second, "mentions are accepted", func() bool { return ledger.Acks() > before+rated })
		p.Signal(syscall.SIGSTOP)
		time.Sleep(pause)
		p.Signal(syscall.SIGCONT)
		before = ledger.Acks()
		Eventually(t, 20*time.Second, "mentions are accepted after a pause", func() bool { return ledger.Acks() > before+rated })
	}
	senders.Stop()
	home.Drained(t, ledger, time.Minute)
	p.ready(t, 30*time.Second)
	p.Stop(t)
	home.Check(t, ledger)
}

// TestSecondProcess starts the program twice on one data folder. The second must say so and go, quickly, and the first
// must not notice.
func TestSecondProcess(t *testing.T) {
	home, ledger := NewHome(t, binary, ""), NewLedger(t)
	p := home.Start(t)
	deliver(t, p, ledger, 200)
	for _, args := range [][]string{{"run", "--listen", "127.0.0.1:0"}, {"run", "--only", "alerts", "--listen", "127.0.0.1:0"}} {
		began := time.Now()
		code, said := someone{os.Getuid()}.run(t, home, args...)
		if code != 1 || time.Since(began) > 2*time.Second || !strings.Contains(said, "another molva uses the data folder "+home.Data()) {
			t.Errorf("molva %v beside another: exit code %d after %v, want 1 within 2 s: %s", args, code, time.Since(began), said)
		}
	}
	deliver(t, p, ledger, 200)
	home.Drained(t, ledger, time.Minute)
	p.Stop(t)
	home.Check(t, ledger)
}

// deliver sends n new mentions, in hundreds, that must all be accepted.
func deliver(t testing.TB, p *Process, l *Ledger, n int) {
	t.Helper()
	for n > 0 {
		batch := make([]Post, min(n, 100))
		for i := range batch {
			batch[i] = NewPost(SourceIDs[0], l.Len()+i)
		}
		l.Intend(batch)
		status, _, err := Send(t.Context(), p.URL, batch)
		l.Settle(batch, status/100 == 2)
		if status/100 != 2 {
			t.Fatalf("send %d mentions: status %d, %v: %s", len(batch), status, err, p.Log(t))
		}
		n -= len(batch)
	}
}
