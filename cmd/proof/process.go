package proof

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// Process is the program running in a home. It dies with the test.
type Process struct {
	Home
	URL  string // of its pages and hooks
	cmd  *exec.Cmd
	done chan struct{} // closed when it has ended
	log  string        // file of what it writes to stderr
}

// Start runs the program until its ready line; a program that does not come up fails the test.
func (h Home) Start(t testing.TB, args ...string) *Process {
	t.Helper()
	p, err := h.TryStart(t, args...)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TryStart is Start for a program that may not come up.
func (h Home) TryStart(t testing.TB, args ...string) (*Process, error) {
	t.Helper()
	p, ready := h.Launch(t, args...)
	select {
	case line := <-ready:
		if line.URL != "" {
			p.URL = line.URL
			return p, nil
		}
		<-p.done
		return nil, errors.New("no ready line: " + p.Log(t))
	case <-time.After(30 * time.Second):
		p.Kill(t)
		return nil, errors.New("no ready line in 30 s: " + p.Log(t))
	}
}

// Ready is what the program says when it answers; without a URL it ended before.
type Ready struct {
	URL string
	At  time.Time
}

// Launch runs the program and returns at once. It is killed when the test ends or the tester dies.
func (h Home) Launch(t testing.TB, args ...string) (*Process, <-chan Ready) {
	t.Helper()
	log, err := os.CreateTemp(h.Dir, "log-*.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	c := h.command(context.WithoutCancel(t.Context()), append([]string{"run", "--listen", "127.0.0.1:0"}, args...))
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	c.Stderr = log
	// A pipe of our own: Wait must not depend on who else holds its other end.
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	c.Stdout = write
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	write.Close()
	p := &Process{Home: h, cmd: c, done: make(chan struct{}), log: log.Name()}
	go func() {
		defer close(p.done)
		c.Wait()
	}()
	t.Cleanup(func() { p.Kill(t) })
	ready := make(chan Ready, 1)
	go func() {
		defer read.Close()
		ready <- readyLine(read)
	}()
	return p, ready
}

func readyLine(from io.Reader) Ready {
	line, err := bufio.NewReader(from).ReadBytes('\n')
	var said struct{ HTTP string }
	if err != nil || json.Unmarshal(line, &said) != nil {
		return Ready{}
	}
	return Ready{URL: said.HTTP, At: time.Now()}
}

// PID is the program's, or that of the command it runs under.
func (p *Process) PID() int { return p.cmd.Process.Pid }

// Signal sends a signal to the program and whatever it runs under.
func (p *Process) Signal(s syscall.Signal) { syscall.Kill(-p.PID(), s) }

// Kill ends the program as a power button would, and returns when it is gone.
func (p *Process) Kill(t testing.TB) {
	t.Helper()
	p.Signal(syscall.SIGKILL)
	p.Wait(t, 10*time.Second)
}

// Stop asks the program to end. It must, with code 0 and within ten seconds.
func (p *Process) Stop(t testing.TB) {
	t.Helper()
	p.Signal(syscall.SIGTERM)
	if code := p.Wait(t, 12*time.Second); code != 0 {
		t.Errorf("exit code is %d: %s", code, p.Log(t))
	}
}

// Wait waits for the end and returns the exit code, -1 after a signal.
func (p *Process) Wait(t testing.TB, within time.Duration) int {
	t.Helper()
	select {
	case <-p.done:
		return p.cmd.ProcessState.ExitCode()
	case <-time.After(within):
		t.Fatalf("the program still runs after %v: %s", within, p.Log(t))
		return -1
	}
}

// Alive reports whether the program still runs.
func (p *Process) Alive() bool {
	select {
	case <-p.done:
		return false
	default:
		return true
	}
}

// Log is what the program has written to stderr so far.
func (p *Process) Log(t testing.TB) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Clean(p.log))
	if err != nil {
		return err.Error()
	}
	return string(text)
}

// Eventually waits for an effect.
func Eventually(t testing.TB, within time.Duration, what string, ok func() bool) {
	t.Helper()
	deadline := time.Now().Add(within)
	for !ok() {
		if time.Now().After(deadline) {
			t.Fatalf("waited %v in vain: %s", within, what)
		}
		time.Sleep(20 * time.Millisecond)
	}
}
