package mail

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"io"
	"math/big"
	"net"
	"net/textproto"
	"strings"
	"sync"
	"testing"
	"time"
)

// server speaks SMTP as far as a mail needs it. An answer in say replaces the usual one of that command; "hang up" hangs up.
type server struct {
	say    map[string]string
	offers []string // extensions
	tls    *tls.Config
	secure bool   // TLS from the first byte
	refuse string // a receiver whom nobody knows

	mu    sync.Mutex
	mails []string
	heard []string // commands
}

// start gives the address and the certificate that clients are to trust.
func (s *server) start(t *testing.T) (port int, roots *x509.CertPool) {
	t.Helper()
	s.tls, roots = certificate(t)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	t.Cleanup(func() { l.Close(); all.Wait() })
	all.Go(func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			all.Go(func() { s.serve(conn) })
		}
	})
	return l.Addr().(*net.TCPAddr).Port, roots
}

func (s *server) serve(conn net.Conn) {
	defer func() { conn.Close() }() // the one that it turned into
	if s.secure {
		conn = tls.Server(conn, s.tls)
	}
	c := textproto.NewConn(conn)
	if s.answer(c, "greeting", "220 mail.zarya.example ESMTP") {
		return
	}
	for {
		line, err := c.ReadLine()
		if err != nil {
			return
		}
		verb := strings.ToUpper(strings.Fields(line + " ?")[0])
		s.hear(line)
		switch verb {
		case "EHLO":
			lines := append([]string{"mail.zarya.example"}, s.offers...)
			for i, offer := range lines {
				_ = c.PrintfLine("250%s%s", map[bool]string{true: " ", false: "-"}[i == len(lines)-1], offer)
			}
		case "STARTTLS":
			if s.answer(c, verb, "220 go ahead") {
				return
			}
			conn = tls.Server(conn, s.tls)
			c = textproto.NewConn(conn)
		case "AUTH":
			if s.signIn(c, line) {
				return
			}
		case "DATA":
			if s.answer(c, verb, "354 go ahead") || s.take(c) {
				return
			}
		case "RCPT":
			usual := "250 ok"
			if s.refuse != "" && strings.Contains(line, s.refuse) {
				usual = "550 5.1.1 nobody of that name"
			}
			if s.answer(c, verb, usual) {
				return
			}
		default:
			if s.answer(c, verb, "250 ok") {
				return
			}
		}
	}
}

func (s *server) signIn(c *textproto.Conn, line string) (over bool) {
	if strings.HasPrefix(line, "AUTH LOGIN") {
		for _, question := range []string{"Username:", "Password:"} {
			_ = c.PrintfLine("334 %s", base64.StdEncoding.EncodeToString([]byte(question)))
			answer, err := c.ReadLine()
			if err != nil {
				return true
			}
			s.hear(answer)
		}
	}
	return s.answer(c, "AUTH", "235 welcome")
}

// take reads a mail as it is on the wire, unless DATA was answered with a no.
func (s *server) take(c *textproto.Conn) (over bool) {
	if strings.HasPrefix(s.say["DATA"], "4") || strings.HasPrefix(s.say["DATA"], "5") {
		return false
	}
	mail, err := raw(c.R)
	if err != nil {
		return true
	}
	s.mu.Lock()
	s.mails = append(s.mails, mail)
	s.mu.Unlock()
	return s.answer(c, "mail", "250 taken")
}

// raw reads up to the last point, and takes the doubled ones off.
func raw(r *bufio.Reader) (string, error) {
	var b strings.Builder
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return "", io.ErrUnexpectedEOF
		}
		if line == ".\r\n" {
			return b.String(), nil
		}
		b.WriteString(strings.TrimPrefix(line, "."))
	}
}

func (s *server) answer(c *textproto.Conn, verb, usual string) (over bool) {
	said, ok := s.say[verb]
	if !ok {
		said = usual
	}
	if said == "hang up" {
		return true
	}
	_ = c.PrintfLine("%s", said)
	return false
}

func (s *server) hear(line string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.heard = append(s.heard, line)
}

func (s *server) taken() (mails, heard []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.mails, s.heard
}

// certificate is one for 127.0.0.1 that only its pool trusts.
func certificate(t *testing.T) (*tls.Config, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(leaf)
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}, roots
}
