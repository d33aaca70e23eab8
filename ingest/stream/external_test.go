package stream

import (
	"net"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go/jetstream"
)

// external starts a server as an operator would, on a port of this machine.
func external(t testing.TB, dir string, port int) *server.Server {
	t.Helper()
	srv, err := server.NewServer(&server.Options{
		Host: "127.0.0.1", Port: port, NoSigs: true, NoLog: true,
		JetStream: true, StoreDir: dir, Username: "molva", Password: "hidden",
	})
	if err != nil {
		t.Fatal(err)
	}
	srv.Start()
	if !srv.ReadyForConnections(10 * time.Second) {
		t.Fatal("the server is not ready")
	}
	t.Cleanup(func() { stop(srv) })
	return srv
}

func stop(srv *server.Server) {
	srv.Shutdown()
	srv.WaitForShutdown()
}

func at(srv *server.Server) func(*Options) {
	url := strings.Replace(srv.ClientURL(), "nats://", "nats://molva:hidden@", 1)
	return func(o *Options) { o.URL = url }
}

func TestExternalServer(t *testing.T) {
	dir := t.TempDir()
	srv := external(t, dir, -1)
	one, two := open(t, "", at(srv)), open(t, "", at(srv))
	publish(t, one, mentions(0, 50)...)
	if r := publish(t, two, mentions(30, 80)...); r.Taken != 30 || r.Duplicate != 20 {
		t.Errorf("receipt %+v: the window is the server's", r)
	}
	if got := seqs(read(t, two.Raw(), 0, 80)); !slices.Equal(got, upTo(80)) {
		t.Errorf("read %v", got)
	}
	if h := one.Health(t.Context()); !h.Ready || h.Embedded || h.Last != 80 {
		t.Errorf("health %+v", h)
	}
}

func TestExternalServerGoesAndComesBack(t *testing.T) {
	dir := t.TempDir()
	srv := external(t, dir, -1)
	s := open(t, "", at(srv))
	publish(t, s, mentions(0, 20)...)
	came, end := follow(t, s.Raw())
	defer end()
	wait(t, came, 20)
	port := srv.Addr().(*net.TCPAddr).Port
	stop(srv)
	h := s.Health(t.Context())
	if h.Ready || len(h.Reasons) == 0 || strings.Contains(strings.Join(h.Reasons, " "), "hidden") {
		t.Errorf("health while it is away: %+v", h)
	}
	external(t, dir, port)
	insist(t, s, mentions(20, 40))
	if got := wait(t, came, 20); !slices.Equal(got, upTo(40)[20:]) {
		t.Errorf("read %v", got)
	}
}

func TestExistingLogIsBroughtUpToTheOptions(t *testing.T) {
	srv := external(t, t.TempDir(), -1)
	s := open(t, "", at(srv), func(o *Options) { o.MaxBytes = 1 << 20 })
	publish(t, s, mentions(0, 100)...)
	log, err := s.js.Stream(t.Context(), s.Raw().name)
	if err != nil {
		t.Fatal(err)
	}
	config := log.CachedInfo().Config
	config.Compression, config.MaxAge, config.Discard = jetstream.S2Compression, time.Hour, jetstream.DiscardOld
	if _, err := s.js.UpdateStream(t.Context(), config); err != nil {
		t.Fatal(err)
	}
	for _, limit := range []int64{2 << 20, 10} {
		again := open(t, "", at(srv), func(o *Options) { o.MaxBytes = limit })
		if log, err = again.js.Stream(t.Context(), s.Raw().name); err != nil {
			t.Fatal(err)
		}
		info := log.CachedInfo()
		c := info.Config
		if want := max(limit, int64(info.State.Bytes)); c.MaxBytes != want || c.MaxAge != 0 || c.Discard != jetstream.DiscardNew {
			t.Errorf("config is %+v, want max bytes %d", c, want)
		}
		if c.Compression != jetstream.S2Compression || info.State.Msgs != 100 {
			t.Errorf("compression %s, %d messages: the operator's own settings and all messages stay", c.Compression, info.State.Msgs)
		}
	}
}

func TestLogOfAnotherKindIsRefused(t *testing.T) {
	srv := external(t, t.TempDir(), -1)
	s := open(t, "", at(srv))
	if err := s.js.DeleteStream(t.Context(), "MOLVA_RAW"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.js.CreateStream(t.Context(), jetstream.StreamConfig{Name: "MOLVA_RAW", Storage: jetstream.MemoryStorage}); err != nil {
		t.Fatal(err)
	}
	o := s.o
	_, err := Open(t.Context(), o)
	if err == nil || !strings.Contains(err.Error(), "want file storage") {
		t.Errorf("open: %v", err)
	}
}
