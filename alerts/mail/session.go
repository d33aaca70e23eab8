package mail

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/smtp"
	"slices"
	"strings"
	"time"

	"molva/alerts"
)

const (
	patience  = 60 * time.Second // for all of one mail
	chatter   = 1 << 20          // bytes that a server may say in that time
	connected = 20 * time.Second
)

// session is a connection that is ready to take mail.
type session struct {
	*smtp.Client
	encrypted bool
}

// open connects, encrypts and signs in, as far as the options want it. After an error nothing was posted. The connection
// ends with ctx.
func (m *mailer) open(ctx context.Context) (*session, error) {
	dialer := net.Dialer{Timeout: connected}
	raw, err := dialer.DialContext(ctx, "tcp", m.options.server())
	if err != nil {
		return nil, err
	}
	// The deadline is the kernel's business, so it is by the real clock.
	_ = raw.SetDeadline(time.Now().Add(patience))
	context.AfterFunc(ctx, func() { _ = raw.Close() })
	s, err := m.greet(ctx, brief{raw, io.LimitReader(raw, chatter)})
	if err == nil {
		err = s.prepare(m)
	}
	if err != nil {
		_ = raw.Close()
		return nil, understood(err, m.now())
	}
	return s, nil
}

// brief is a connection that is heard for a while.
type brief struct {
	net.Conn
	heard io.Reader
}

// Read ends after a megabyte: no server has that much to say.
func (b brief) Read(p []byte) (int, error) { return b.heard.Read(p) }

func (m *mailer) greet(ctx context.Context, conn net.Conn) (*session, error) {
	implicit := m.options.security() == Implicit
	if implicit {
		secured := tls.Client(conn, m.tls())
		if err := secured.HandshakeContext(ctx); err != nil {
			return nil, fmt.Errorf("turn to TLS: %w", err)
		}
		conn = secured
	}
	c, err := smtp.NewClient(conn, m.options.Host)
	if err != nil {
		return nil, err
	}
	return &session{c, implicit}, c.Hello(m.domain())
}

func (m *mailer) tls() *tls.Config {
	return &tls.Config{ServerName: m.options.Host, RootCAs: m.roots, MinVersion: tls.VersionTLS12}
}

// prepare encrypts what is not, and signs in.
func (s *session) prepare(m *mailer) error {
	offered, _ := s.Extension("STARTTLS")
	switch {
	case m.options.security() != StartTLS:
	case offered:
		if err := s.StartTLS(m.tls()); err != nil {
			return fmt.Errorf("turn to TLS: %w", err)
		}
		s.encrypted = true
	case !m.options.local():
		return fmt.Errorf("%w: the server offers no STARTTLS", alerts.ErrRefused)
	}
	if m.options.Username == "" {
		return nil
	}
	return s.signIn(m.options)
}

func (s *session) signIn(o Options) error {
	if !s.encrypted && !o.local() {
		return errors.New("the connection is not encrypted")
	}
	_, list := s.Extension("AUTH")
	ways := strings.Fields(strings.ToUpper(list))
	var how smtp.Auth
	switch {
	case slices.Contains(ways, "PLAIN"):
		how = plain{o.Username, o.Password}
	case slices.Contains(ways, "LOGIN"):
		how = login{o.Username, o.Password}
	default:
		return fmt.Errorf("%w: the server lets nobody sign in with a password", alerts.ErrRefused)
	}
	if err := s.Auth(how); err != nil {
		return fmt.Errorf("sign in: %w", err)
	}
	return nil
}
