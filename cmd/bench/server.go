package bench

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/url"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// natsServer is a server in this process that is reached by a port of this machine, as one elsewhere would be.
type natsServer struct {
	*server.Server
	token string
}

// startServer starts a server that syncs before it answers.
func startServer(dir string) (*natsServer, error) {
	s := &natsServer{token: rand.Text()}
	var err error
	s.Server, err = server.NewServer(&server.Options{
		ServerName: "bench", Host: "127.0.0.1", Port: server.RANDOM_PORT, Authorization: s.token, NoSigs: true, NoLog: true,
		JetStream: true, StoreDir: dir, SyncAlways: true, JetStreamMaxMemory: 64 << 20, JetStreamMaxStore: 1 << 46,
	})
	if err != nil {
		return nil, fmt.Errorf("make a server: %w", err)
	}
	s.Start()
	if !s.ReadyForConnections(10 * time.Second) {
		s.stop()
		return nil, errors.New("a server did not start within 10 seconds")
	}
	return s, nil
}

func (s *natsServer) stop() {
	s.Shutdown()
	s.WaitForShutdown()
}

// url is its address, with what lets one in.
func (s *natsServer) url() (string, error) {
	u, err := url.Parse(s.ClientURL())
	if err != nil {
		return "", err
	}
	u.User = url.User(s.token)
	return u.String(), nil
}

// withServer runs do with the address of an external server that has none of molva's logs, and leaves it as it was.
func (b *bench) withServer(ctx context.Context, do func(url string) error) error {
	if b.NATS != "" {
		return b.borrowing(ctx, func() error { return do(b.NATS) })
	}
	return b.folder(func(dir string) error {
		srv, err := startServer(dir)
		if err != nil {
			return err
		}
		defer srv.stop()
		address, err := srv.url()
		if err != nil {
			return err
		}
		return do(address)
	})
}

// What a stream makes on a server.
var logs = []string{"MOLVA_RAW", "MOLVA_TAGGED", "KV_MOLVA_PLACES"}

// borrowing makes sure that the server is nobody's pipeline, and cleans up behind do.
func (b *bench) borrowing(ctx context.Context, do func() error) error {
	nc, err := nats.Connect(b.NATS)
	if err != nil {
		return err
	}
	defer nc.Close()
	js, err := jetstream.New(nc)
	if err != nil {
		return err
	}
	for _, name := range logs {
		switch _, err := js.Stream(ctx, name); {
		case err == nil:
			return fmt.Errorf("the server has the log %s: it is somebody's pipeline, want one that is not used", name)
		case !errors.Is(err, jetstream.ErrStreamNotFound):
			return err
		}
	}
	return errors.Join(do(), remove(js))
}

func remove(js jetstream.JetStream) error {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second) // also when somebody has had enough
	defer cancel()
	var all error
	for _, name := range logs {
		if err := js.DeleteStream(ctx, name); !errors.Is(err, jetstream.ErrStreamNotFound) {
			all = errors.Join(all, err)
		}
	}
	return all
}
