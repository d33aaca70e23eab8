package proof

import (
	"encoding/json"
	"math"
	"os"
	"syscall"
	"testing"
	"time"

	"molva/cmd/bench"
)

// TestBench looks at what the shipped program measures of itself: its figures are there and agree with each other. How
// large they are depends on the machine.
func TestBench(t *testing.T) {
	dir := t.TempDir()
	out := Home{Binary: binary, Dir: t.TempDir()}.Do(t, "bench", "--mentions", "500", "--rounds", "1", "--seconds", "1", "--dir", dir, "-o", "json")
	var r bench.Result
	if err := json.Unmarshal([]byte(out), &r); err != nil {
		t.Fatal(err)
	}
	own := 0.0
	for _, s := range r.Stages {
		if s.InSum {
			own += s.CPU
		}
	}
	shared := float64(r.Machine.Cores) * 1e6 / own
	if want := min(shared, r.Ceiling.SlowestRate); own == 0 || math.Abs(r.Ceiling.PerSecond-want) > 1e-6*want {
		t.Errorf("the ceiling is %v, its parts say %v", r.Ceiling.PerSecond, want)
	}
	for _, w := range r.Whole {
		if w.PerSecond <= 0 || w.CPU <= 0 || w.Peak <= 0 || *w.OfCeiling != w.PerSecond/r.Ceiling.PerSecond {
			t.Errorf("whole: %+v", w)
		}
	}
	p := r.Process
	if p == nil || p.Live == nil {
		t.Fatal("the program was not measured as a process of its own")
	}
	if p.ReadyEmpty <= 0 || p.FirstStored <= p.ReadyEmpty || p.Stored != 500 || p.Waiting != 500 || p.Ready <= 0 || p.CaughtUp <= p.Ready {
		t.Errorf("starts: %+v", p)
	}
	if l := p.Live; l.Sent != l.PerSecond || l.P50 <= 0 || l.P99 < l.P50 || l.Peak < l.Resident || l.Resident == 0 {
		t.Errorf("under load: %+v", l)
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// TestBenchInterrupted: Ctrl-C ends it soon, and nothing stays.
func TestBenchInterrupted(t *testing.T) {
	dir := t.TempDir()
	h := Home{Binary: binary, Dir: t.TempDir()}
	c := h.command(t.Context(), []string{"bench", "--mentions", "20000", "--dir", dir})
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	entries := func() int {
		list, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		return len(list)
	}
	Eventually(t, 20*time.Second, "it begins", func() bool { return entries() > 0 })
	if err := c.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- c.Wait() }()
	select {
	case <-ended:
	case <-time.After(20 * time.Second):
		c.Process.Kill()
		t.Fatal("it goes on")
	}
	if code := c.ProcessState.ExitCode(); code != 1 {
		t.Errorf("exit code is %d, want 1", code)
	}
	if n := entries(); n > 0 {
		t.Errorf("%d things left behind", n)
	}
}
