package stream

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"golang.org/x/sys/unix"
)

// embedded is a NATS server inside this process. It has no port: connections to it are made in memory. It can be
// replaced by a fresh one on the same files while clients stay: they ask it for a new connection and go on.
type embedded struct {
	o    Options
	lock *os.File

	mu      sync.Mutex
	srv     *server.Server // nil when down
	stopped bool
}

// startServer takes the folder and starts a server on it.
func startServer(o Options) (*embedded, error) {
	if err := os.MkdirAll(o.Dir, 0o700); err != nil {
		return nil, fmt.Errorf("make the stream's folder: %w", err)
	}
	lock, err := takeFolder(o.Dir)
	if err != nil {
		return nil, err
	}
	if err := o.eraseRests(); err != nil {
		lock.Close()
		return nil, err
	}
	srv, err := runServer(o)
	if err != nil {
		lock.Close()
		return nil, err
	}
	return &embedded{o: o, lock: lock, srv: srv}, nil
}

// takeFolder keeps a second server off the files: two would ruin them.
func takeFolder(dir string) (*os.File, error) {
	f, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("lock the stream's folder: %w", err)
	}
	if err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB); err != nil {
		f.Close()
		if errors.Is(err, unix.EWOULDBLOCK) {
			return nil, fmt.Errorf("the stream's folder %s is in use by another process", dir)
		}
		return nil, fmt.Errorf("lock the stream's folder: %w", err)
	}
	return f, nil
}

func runServer(o Options) (*server.Server, error) {
	said := &serverLog{log: o.Log}
	srv, err := server.NewServer(&server.Options{
		ServerName: "molva",
		DontListen: true,
		NoSigs:     true,
		MaxPayload: o.MaxMessage + 2*headerRoom,

		JetStream:              true,
		StoreDir:               o.Dir,
		SyncAlways:             !o.Relaxed,
		JetStreamMaxMemory:     64 << 20,
		JetStreamMaxStore:      1 << 46, // each log has its own limit; one below what lies there would keep it from loading
		DisableJetStreamBanner: true,
	})
	if err != nil {
		return nil, fmt.Errorf("make the stream's server: %w", err)
	}
	srv.SetLoggerV2(said, false, false, false)
	srv.Start() // returns when the logs are recovered
	if !srv.JetStreamEnabled() || !srv.ReadyForConnections(10*time.Second) {
		srv.Shutdown()
		srv.WaitForShutdown()
		return nil, fmt.Errorf("start the stream's server in %s: %s", o.Dir, orDefault(said.lastError(), "it is not ready"))
	}
	return srv, nil
}

// InProcessConn makes a connection to the server of the moment, starting it first when it is down.
func (e *embedded) InProcessConn() (net.Conn, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.stopped {
		return nil, errClosed
	}
	if e.srv == nil {
		srv, err := runServer(e.o)
		if err != nil {
			return nil, err
		}
		e.srv = srv
	}
	return e.srv.InProcessConn()
}

// restart ends the server; the clients' next try to connect starts a fresh one on the same files. A server that met one
// write error, be it a disk that was full for a moment, answers no publish ever after, though all else looks well: this
// is the only cure. It takes milliseconds.
func (e *embedded) restart() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.end()
}

func (e *embedded) stop() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.stopped {
		return nil
	}
	e.stopped = true
	e.end()
	return e.lock.Close()
}

func (e *embedded) end() {
	if e.srv == nil {
		return
	}
	e.srv.Shutdown()
	e.srv.WaitForShutdown()
	e.srv = nil
}

// serverLog passes on what the server says, and remembers the last thing that went wrong.
type serverLog struct {
	log *slog.Logger

	mu   sync.Mutex
	last string
}

func (l *serverLog) Noticef(format string, v ...any) {
	l.log.Debug("stream server", "said", line{format, v})
}
func (l *serverLog) Warnf(format string, v ...any) {
	l.log.Warn("stream server", "err", line{format, v})
}
func (l *serverLog) Errorf(format string, v ...any) { l.fail(line{format, v}) }
func (l *serverLog) Fatalf(format string, v ...any) { l.fail(line{format, v}) }
func (l *serverLog) Debugf(string, ...any)          {}
func (l *serverLog) Tracef(string, ...any)          {}

func (l *serverLog) fail(said line) {
	l.log.Error("stream server", "err", said)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.last = said.String()
}

func (l *serverLog) lastError() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.last
}

// line is formatted only where it is wanted.
type line struct {
	format string
	args   []any
}

func (l line) String() string       { return fmt.Sprintf(l.format, l.args...) }
func (l line) LogValue() slog.Value { return slog.StringValue(l.String()) }
