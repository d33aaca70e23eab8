package email

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"sync/atomic"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
)

const patience = 45 * time.Second // with one answer of the server; a large part of a mail may take long

// session is a connection with the folder open. The client knows no contexts and waits for answers without end, so the
// connection is closed under it when the context ends or an answer takes too long.
type session struct {
	*imapclient.Client
	conn   *wire
	guard  guard
	server string
	ctx    context.Context // of the session alone, which lives no longer than the call that opened it
	now    func() time.Time
	stop   func() bool
	late   atomic.Bool
	news   chan struct{} // something came, or went
	folder *imap.SelectData
}

// open connects, logs in and opens the folder for reading alone, in the time of one answer: a server that is slow at each
// step would look like one that is listened to.
func (s *Source) open(ctx context.Context) (*session, error) {
	dialling, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	conn, err := s.env.Dial(dialling, "tcp", s.server)
	if err != nil {
		return nil, fmt.Errorf("connect to %s: %w", s.server, err)
	}
	c := &session{conn: &wire{Conn: conn}, server: s.server, ctx: ctx, now: s.env.Now, news: make(chan struct{}, 1)}
	c.guard.conn = c.conn
	c.stop = context.AfterFunc(ctx, func() { c.conn.Close() })
	slow := context.AfterFunc(dialling, c.giveUp)
	defer slow()
	if err := c.begin(s); err != nil {
		c.end()
		return nil, err
	}
	return c, nil
}

func (c *session) begin(s *Source) error {
	host, _, err := net.SplitHostPort(s.server)
	if err != nil {
		return err
	}
	if err := c.ask("greet", func() error { return c.secure(s, host) }); err != nil {
		return err
	}
	if err := c.ask("log in", func() error { return c.logIn(s.options) }); err != nil {
		return err
	}
	err = c.ask("open the folder", func() error {
		c.folder, err = c.Select(s.options.Folder, &imap.SelectOptions{ReadOnly: true}).Wait()
		return err
	})
	if err == nil && c.folder.UIDValidity == 0 {
		err = fmt.Errorf("open the folder: %s gives mails no lasting numbers", c.server)
	}
	return err
}

// secure starts the client, over TLS unless the options say otherwise, and waits for the server's greeting.
func (c *session) secure(s *Source, host string) (err error) {
	config := &tls.Config{ServerName: host, RootCAs: s.roots, MinVersion: tls.VersionTLS12}
	options := &imapclient.Options{TLSConfig: config, UnilateralDataHandler: c.listener(), DebugWriter: &c.guard}
	switch s.options.TLS {
	case "none":
		c.Client = imapclient.New(c.conn, options)
	case "starttls":
		c.Client, err = imapclient.NewStartTLS(c.conn, options)
	default:
		config.NextProtos = []string{"imap"}
		encrypted := tls.Client(c.conn, config)
		if err = encrypted.HandshakeContext(c.ctx); err == nil {
			c.Client = imapclient.New(encrypted, options)
		}
	}
	if err != nil {
		return err
	}
	return c.WaitGreeting()
}

func (c *session) listener() *imapclient.UnilateralDataHandler {
	return &imapclient.UnilateralDataHandler{Mailbox: func(*imapclient.UnilateralDataMailbox) {
		select {
		case c.news <- struct{}{}:
		default:
		}
	}}
}

func (c *session) logIn(o Options) error {
	if o.Token.Empty() {
		return c.Login(o.User, o.Password.Reveal()).Wait()
	}
	return c.Authenticate(xoauth2{o.User, o.Token})
}

// ask does one thing with the server. What is wrong is said in our words: the server's may hold anything.
func (c *session) ask(what string, do func() error) error {
	c.guard.left.Store(maxAnswer)
	timer := time.AfterFunc(patience, c.giveUp)
	defer timer.Stop()
	if err := do(); err != nil {
		return fmt.Errorf("%s: %w", what, c.trouble(err))
	}
	return nil
}

// giveUp ends the waiting for an answer.
func (c *session) giveUp() {
	c.late.Store(true)
	c.conn.Close()
}

// end leaves without a word: nothing was changed that the server should keep.
func (c *session) end() {
	c.stop()
	c.conn.Close()
	if c.Client != nil {
		<-c.Closed()
	}
}
