package email

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"io"
	"log"
	"log/slog"
	"net"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
	"github.com/emersion/go-imap/v2/imapserver"
	"github.com/emersion/go-imap/v2/imapserver/imapmemserver"

	"molva/config/secret"
	"molva/ingest"
)

const password = "canary-5ecre7-passw0rd"

// mailbox is an IMAP server on this machine with one user.
type mailbox struct {
	user    *imapmemserver.User
	options imapserver.Options
	addr    string
	silent  bool // the server does not tell that it knows IDLE

	mu    sync.Mutex
	conns []net.Conn
}

func serve(t *testing.T) *mailbox {
	t.Helper()
	memory := imapmemserver.New()
	box := &mailbox{user: imapmemserver.NewUser("care@zarya.test", password)}
	if err := box.user.Create("INBOX", nil); err != nil {
		t.Fatal(err)
	}
	memory.AddUser(box.user)
	box.options = imapserver.Options{
		InsecureAuth: true,
		Logger:       log.New(io.Discard, "", 0),
		NewSession: func(*imapserver.Conn) (imapserver.Session, *imapserver.GreetingData, error) {
			return memory.NewSession(), nil, nil
		},
	}
	return box
}

// listen starts the server; over TLS when there is a config.
func (b *mailbox) listen(t *testing.T, config *tls.Config) {
	t.Helper()
	server := imapserver.New(&b.options)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	b.addr = l.Addr().String()
	if config != nil {
		l = tls.NewListener(l, config)
	}
	var ended sync.WaitGroup
	ended.Go(func() { _ = server.Serve(l) })
	t.Cleanup(func() {
		_ = server.Close()
		ended.Wait()
	})
}

// source reads the mailbox without TLS.
func (b *mailbox) source(t *testing.T) *Source {
	t.Helper()
	if b.addr == "" {
		b.listen(t, nil)
	}
	s := source(t, Options{Server: b.addr, TLS: "none", Own: []string{"@zarya.test"}})
	s.env.Dial = b.dial
	return s
}

// secured reads the mailbox over TLS of a kind.
func (b *mailbox) secured(t *testing.T, kind string) *Source {
	t.Helper()
	web := httptest.NewUnstartedServer(nil) // for its certificate
	web.StartTLS()
	t.Cleanup(web.Close)
	config := &tls.Config{Certificates: web.TLS.Certificates}
	if kind == "starttls" {
		b.options.TLSConfig, b.options.InsecureAuth = config, false
		config = nil
	}
	b.listen(t, config)
	s := source(t, Options{Server: b.addr, TLS: kind})
	s.env.Dial, s.roots = b.dial, x509.NewCertPool()
	s.roots.AddCert(web.Certificate())
	return s
}

func source(t *testing.T, o Options) *Source {
	t.Helper()
	o.User, o.Password = "care@zarya.test", secret.New(password)
	s, _, err := New(o, ingest.Env{ID: "care", Now: time.Now, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	return s.(*Source)
}

func (b *mailbox) dial(ctx context.Context, network, addr string) (net.Conn, error) {
	conn, err := new(net.Dialer).DialContext(ctx, network, addr)
	if err != nil {
		return nil, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.conns = append(b.conns, conn)
	if b.silent {
		return withoutIdle{conn}, nil
	}
	return conn, nil
}

// cut breaks every connection.
func (b *mailbox) cut() {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, conn := range b.conns {
		conn.Close()
	}
}

// withoutIdle takes a capability out of what the server says.
type withoutIdle struct{ net.Conn }

func (c withoutIdle) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	copy(p[:n], bytes.ReplaceAll(p[:n], []byte(" IDLE"), []byte(" XDLE")))
	return n, err
}

// put lays a mail into the mailbox.
func (b *mailbox) put(t *testing.T, mail string, arrived time.Time) {
	t.Helper()
	raw := strings.NewReader(strings.ReplaceAll(mail, "\n", "\r\n"))
	if _, err := b.user.Append("INBOX", sized{raw}, &imap.AppendOptions{Time: arrived}); err != nil {
		t.Fatal(err)
	}
}

type sized struct{ *strings.Reader }

func (s sized) Size() int64 { return s.Reader.Size() }

// renew empties the mailbox and numbers it anew.
func (b *mailbox) renew(t *testing.T) {
	t.Helper()
	if err := b.user.Delete("INBOX"); err != nil {
		t.Fatal(err)
	}
	if err := b.user.Create("INBOX", nil); err != nil {
		t.Fatal(err)
	}
}

// flags are those of all mails.
func (b *mailbox) flags(t *testing.T) (all []imap.Flag) {
	t.Helper()
	c, err := imapclient.DialInsecure(b.addr, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if err := c.Login("care@zarya.test", password).Wait(); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Select("INBOX", nil).Wait(); err != nil {
		t.Fatal(err)
	}
	mails, err := c.Fetch(imap.SeqSet{{Start: 1, Stop: 0}}, &imap.FetchOptions{Flags: true}).Collect()
	if err != nil {
		t.Fatal(err)
	}
	for _, mail := range mails {
		all = append(all, mail.Flags...)
	}
	return all
}
