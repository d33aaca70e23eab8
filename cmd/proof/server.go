package proof

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Server is a nats-server in a process of its own, as an operator runs it: JetStream on disk, synced before every
// acknowledgement. It keeps its ports and its folder however often it is killed.
type Server struct {
	Name   string
	Addr   string // host:port for clients
	binary string
	dir    string
	config string

	cmd  *exec.Cmd
	done chan struct{}
}

// NewServer makes a server that is not running yet; more is added to its configuration.
func NewServer(t testing.TB, binary, name, more string) *Server {
	t.Helper()
	s := &Server{Name: name, Addr: FreeAddr(t), binary: binary, dir: t.TempDir()}
	s.config = filepath.Join(s.dir, "nats.conf")
	write(t, s.config, fmt.Sprintf("server_name: %s\nlisten: %q\njetstream {store_dir: %q, sync_interval: always}\n%s",
		name, s.Addr, filepath.Join(s.dir, "store"), more))
	return s
}

// FreeAddr is an address of this machine whose port nobody has at the moment.
func FreeAddr(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// URL is what molva's configuration says of the server.
func (s *Server) URL() string { return "nats://" + s.Addr }

// Start runs the server and waits until it takes connections. It dies with the test.
func (s *Server) Start(t testing.TB) {
	t.Helper()
	s.Launch(t)
	Eventually(t, 15*time.Second, s.Name+" takes connections", func() bool {
		c, err := net.DialTimeout("tcp", s.Addr, time.Second)
		if err != nil {
			return false
		}
		c.Close()
		return true
	})
}

// Launch runs the server and returns at once.
func (s *Server) Launch(t testing.TB) {
	t.Helper()
	log, err := os.OpenFile(filepath.Join(s.dir, "log.txt"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	c := exec.Command(s.binary, "-c", s.config)
	c.Stdout, c.Stderr = log, log
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		c.Wait()
	}()
	s.cmd, s.done = c, done
	t.Cleanup(func() {
		c.Process.Kill()
		<-done
	})
}

// Kill ends the server as a power button would, and returns when it is gone.
func (s *Server) Kill() {
	s.cmd.Process.Kill()
	<-s.done
}

// Pause stops the server in the middle of whatever it does; its connections stay.
func (s *Server) Pause(t testing.TB) { s.signal(t, syscall.SIGSTOP) }

// Resume lets a paused server go on.
func (s *Server) Resume(t testing.TB) { s.signal(t, syscall.SIGCONT) }

func (s *Server) signal(t testing.TB, sig syscall.Signal) {
	t.Helper()
	if err := s.cmd.Process.Signal(sig); err != nil {
		t.Fatal(err)
	}
}

// Log is what the server has said so far.
func (s *Server) Log(t testing.TB) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(s.dir, "log.txt"))
	if err != nil {
		return err.Error()
	}
	return string(text)
}

// External is the part of molva's configuration that names servers.
func External(replicas int, servers ...*Server) string {
	urls := make([]string, len(servers))
	for i, s := range servers {
		urls[i] = s.URL()
	}
	return fmt.Sprintf("stream: {url: %q, replicas: %d}\n", strings.Join(urls, ","), replicas)
}
