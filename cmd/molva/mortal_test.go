package main

import (
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"molva/cmd/proof"
)

// killAt is a variable that only this test binary understands: a step and how often it must be reached, as in "commit:2".
const killAt = "MOLVA_TEST_KILL_AT"

// asMolva is this test binary as molva: under that name it stands in the path of the tests. Where killAt names a step, the
// process is killed there as a power button would do it, with no deferred call to tidy up.
func asMolva() {
	at, ok := os.LookupEnv(killAt)
	if !ok {
		os.Exit(process(nil))
	}
	step, times, _ := strings.Cut(at, ":")
	hits, err := strconv.ParseInt(times, 10, 64)
	if err != nil {
		fmt.Fprintf(os.Stderr, "%s is %q, want step:hits\n", killAt, at)
		os.Exit(exitUsage)
	}
	os.Exit(process(killer(step, hits)))
}

func killer(step string, hits int64) func(string) {
	var reached atomic.Int64
	return func(name string) {
		if name != step || reached.Add(1) != hits {
			return
		}
		time.Sleep(20 * time.Millisecond) // an answer that was given too early gets out
		fmt.Fprintln(os.Stderr, lastWords(step))
		syscall.Kill(os.Getpid(), syscall.SIGKILL)
		select {} // until the signal has come
	}
}

func lastWords(step string) string { return "killed at " + step }

// mortal is a home whose program can be killed at a step, with a ledger of what was sent to it.
type mortal struct {
	proof.Home
	ledger *proof.Ledger
	url    *atomic.Value // of the program that runs; "" before the first is ready
}

func newMortal(t *testing.T, more string) mortal {
	t.Helper()
	if testing.Short() {
		t.Skip("it kills processes of its own, in which nobody looks for races")
	}
	binary, err := exec.LookPath("molva")
	if err != nil {
		t.Fatal(err)
	}
	m := mortal{Home: proof.NewHome(t, binary, more), ledger: proof.NewLedger(t), url: &atomic.Value{}}
	m.url.Store("")
	return m
}

// at is the home of a program that is killed at the step.
func (m mortal) at(step string, hits int) proof.Home {
	h := m.Home
	h.Env = append(append([]string{}, h.Env...), fmt.Sprintf("%s=%s:%d", killAt, step, hits))
	return h
}

// push sends so many mentions a second until the test ends or the senders are stopped, to whatever program runs.
func (m mortal) push(t *testing.T, rate int) *proof.Senders {
	t.Helper()
	s := &proof.Senders{Ledger: m.ledger, URL: func() string { return m.url.Load().(string) }, Rate: rate}
	s.Start(t, 4, 1)
	return s
}

// dies runs the program until it is killed at the step. Once it is ready, if it lives so long, it is driven.
func (m mortal) dies(t *testing.T, step string, hits int, drive func(), args ...string) {
	t.Helper()
	p, ready := m.at(step, hits).Launch(t, args...)
	if said := <-ready; said.URL != "" {
		m.url.Store(said.URL)
		if drive != nil {
			drive()
		}
	}
	code := p.Wait(t, 20*time.Second)
	wantKilled(t, step, code, p.Log(t))
}

// diesIn is dies for a command that ends by itself.
func (m mortal) diesIn(t *testing.T, step string, hits int, args ...string) {
	t.Helper()
	o := m.at(step, hits).Run(t, args...)
	wantKilled(t, step, o.Code, o.Errors)
}

// wantKilled fails a test whose step was never reached: it would prove nothing.
func wantKilled(t *testing.T, step string, code int, log string) {
	t.Helper()
	if code != -1 || !strings.Contains(log, lastWords(step)) {
		t.Fatalf("it was not killed at %q, its exit code is %d: %s", step, code, log)
	}
}

// start runs the program with nothing to kill it.
func (m mortal) start(t *testing.T, args ...string) *proof.Process {
	t.Helper()
	p := m.Home.Start(t, args...)
	m.url.Store(p.URL)
	return p
}

// finish lets the program save what it still has, stops it, and compares everything with the ledger.
func (m mortal) finish(t *testing.T, p *proof.Process) {
	t.Helper()
	m.Drained(t, m.ledger, 20*time.Second)
	p.Stop(t)
	m.Check(t, m.ledger)
}
