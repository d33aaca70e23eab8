package proof

import (
	"math/rand/v2"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestServerKilled kills an external server again and again while mentions come. While it is away each is refused
// within a second, with word of when to come again, and the program says that it is not ready; when it is back, so is
// the program, by itself. Nothing acknowledged is lost, nothing counted twice.
func TestServerKilled(t *testing.T) {
	t.Logf("seed %d", *seed)
	dice := rand.New(rand.NewPCG(*seed, 0))
	server := NewServer(t, natsServer(t), "alone", "")
	server.Start(t)
	home, ledger := NewHome(t, binary, External(1, server)), NewLedger(t)
	p := home.Start(t)
	url := func() string { return p.URL }
	senders := &Senders{Ledger: ledger, URL: url, Rate: 300}
	senders.Start(t, 4, *seed)
	witness := &Witness{Ledger: ledger, URL: url}
	stop := witness.Start(t)
	for i, down := range outages() {
		Eventually(t, 10*time.Second, "mentions are taken", func() bool { return witness.AckedSince(time.Now().Add(-pace * 10)) })
		wait(t.Context(), time.Duration(dice.IntN(600))*time.Millisecond)
		killed := time.Now()
		server.Kill()
		Eventually(t, 30*time.Second, "the program says that it is not ready", func() bool {
			ready, _, ok := p.Readiness(t)
			return ok && !ready
		})
		shown := time.Since(killed)
		wait(t.Context(), down-shown)
		server.Start(t)
		back := time.Now()
		Eventually(t, 10*time.Second, "mentions are taken again", func() bool { return witness.AckedSince(back) })
		t.Logf("outage %d of %v: not ready after %v, back %v after the server", i+1, down, shown, time.Since(back))
		p.ready(t, 10*time.Second)
		if most, n := witness.Refusals(t, killed); n == 0 || most > time.Second {
			t.Errorf("%d refusals, 99 of 100 within %v", n, most)
		}
	}
	senders.Stop()
	stop()
	home.Drained(t, ledger, time.Minute)
	p.Stop(t)
	home.Check(t, ledger)
}

// outages are how long the server is away each time.
func outages() []time.Duration {
	times, all := 5, []time.Duration{}
	if *long {
		times = 20
	}
	for i := range times {
		down := time.Second
		if *long && i%10 == 9 {
			down = time.Minute
		}
		all = append(all, down)
	}
	return all
}

// TestServerPaused stops an external server without a word: its connections stay and nothing answers. Only those who
// were waiting at that moment wait for the program's patience to end; the others are refused within a second.
func TestServerPaused(t *testing.T) {
	mostlyWaits(t)
	server := NewServer(t, natsServer(t), "asleep", "")
	server.Start(t)
	home, ledger := NewHome(t, binary, External(1, server)), NewLedger(t)
	p := home.Start(t)
	witness := &Witness{Ledger: ledger, URL: func() string { return p.URL }}
	stop := witness.Start(t)
	Eventually(t, 10*time.Second, "mentions are taken", func() bool { return ledger.Acks() > 20 })

	paused := time.Now()
	server.Pause(t)
	Eventually(t, 30*time.Second, "the program says that it is not ready", func() bool {
		ready, reasons, ok := p.Readiness(t)
		return ok && !ready && strings.Contains(reasons, "no answer")
	})
	t.Logf("not ready after %v", time.Since(paused))
	wait(t.Context(), 6*time.Second)
	server.Resume(t)
	back := time.Now()
	Eventually(t, 10*time.Second, "mentions are taken again", func() bool { return witness.AckedSince(back) })
	p.ready(t, 10*time.Second)
	slow := 0
	for _, a := range witness.Answers(paused) {
		if !a.Acked() && a.Took > 1500*time.Millisecond {
			slow++
		}
	}
	if _, n := witness.Refusals(t, paused); n < 3 || slow > 1 {
		t.Errorf("%d refusals, %d of them slow", n, slow)
	}
	stop()
	home.Drained(t, ledger, time.Minute)
	p.Stop(t)
	home.Check(t, ledger)
}

// buildNATS builds the server that molva embeds as a program of its own, once, beside the other one.
var buildNATS = sync.OnceValues(func() (string, error) { return Build(filepath.Dir(binary), NATS) })

func natsServer(t testing.TB) string {
	t.Helper()
	bin, err := buildNATS()
	if err != nil {
		t.Fatal(err)
	}
	return bin
}
