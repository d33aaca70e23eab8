package email

import (
	"context"
	"io"
	"log"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2/imapserver"
	"github.com/emersion/go-imap/v2/imapserver/imapmemserver"
	"github.com/rogpeppe/go-internal/txtar"

	"molva/ingest"
	"molva/ingest/sourcetest"
)

// TestNetwork puts the source through what every network passes, with a server in memory that holds the fixture's mails.
func TestNetwork(t *testing.T) {
	sourcetest.RunWith(t, "testdata/mailbox.txtar", "mail", func(t *testing.T, fixture *txtar.Archive) sourcetest.Server {
		o := &office{user: imapmemserver.NewUser("care@zarya.test", sourcetest.Secret), door: sourcetest.Listen()}
		o.fill(t, fixture)
		server := imapserver.New(&imapserver.Options{InsecureAuth: true, Logger: log.New(io.Discard, "", 0), NewSession: o.session})
		var ended sync.WaitGroup
		ended.Go(func() { _ = server.Serve(o.door) })
		t.Cleanup(func() {
			_ = o.door.Close() // first: the server's own Close races with a Serve that has just begun
			ended.Wait()
			_ = server.Close()
		})
		return o
	})
}

// office is an IMAP server that may be in trouble.
type office struct {
	user    *imapmemserver.User
	door    *sourcetest.Listener
	trouble atomic.Int32
}

func (o *office) fill(t *testing.T, fixture *txtar.Archive) {
	t.Helper()
	if err := o.user.Create("INBOX", nil); err != nil {
		t.Fatal(err)
	}
	box := &mailbox{user: o.user}
	for _, section := range fixture.Files {
		if arrived, ok := strings.CutPrefix(section.Name, "mail "); ok {
			at, err := time.Parse(time.RFC3339, arrived)
			if err != nil {
				t.Fatal(err)
			}
			box.put(t, string(section.Data), at)
		}
	}
}

func (o *office) Suffer(trouble sourcetest.Trouble) { o.trouble.Store(int32(trouble)) }

func (o *office) Opener() ingest.Opener {
	return ingest.Opens(func(options Options, env ingest.Env) (ingest.Source, ingest.Rhythm, error) {
		env.Dial = o.dial
		return New(options, env)
	})
}

func (o *office) dial(ctx context.Context, network, addr string) (net.Conn, error) {
	switch sourcetest.Trouble(o.trouble.Load()) {
	case sourcetest.Silent:
		return says(""), nil
	case sourcetest.Garbled:
		return says("HTTP/1.1 400 Bad Request\r\n\r\n<html>"), nil
	case sourcetest.CutOff:
		conn, err := o.door.Dial(ctx, network, addr)
		return &brittle{Conn: conn, left: 400}, err
	}
	return o.door.Dial(ctx, network, addr)
}

// says is a connection to somebody who says that and then listens.
func says(what string) net.Conn {
	ours, theirs := net.Pipe()
	go func() {
		_, _ = io.WriteString(theirs, what)
		_, _ = io.Copy(io.Discard, theirs)
	}()
	return ours
}

// brittle is a connection that breaks after so many bytes.
type brittle struct {
	net.Conn
	left int
}

func (s *brittle) Read(p []byte) (int, error) {
	if s.left <= 0 {
		s.Close()
		return 0, io.ErrUnexpectedEOF
	}
	n, err := s.Conn.Read(p[:min(len(p), s.left)])
	s.left -= n
	return n, err
}

func (o *office) session(*imapserver.Conn) (imapserver.Session, *imapserver.GreetingData, error) {
	return &visit{imapmemserver.NewUserSession(o.user), o}, nil, nil
}

// visit is a session that may not begin.
type visit struct {
	*imapmemserver.UserSession
	office *office
}

func (v *visit) Login(user, password string) error {
	if sourcetest.Trouble(v.office.trouble.Load()) == sourcetest.Unwelcome {
		return imapserver.ErrAuthFailed
	}
	return v.UserSession.Login(user, password)
}
