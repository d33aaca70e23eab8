package main

import (
	"crypto/tls"
	"fmt"
	"log/slog"
	"net"
	"os"
	"sync"
	"time"

	"molva/config"
)

// openAddress opens the address of the pages, encrypted where the configuration has a certificate.
func openAddress(o config.HTTP, log *slog.Logger) (net.Listener, error) {
	l, err := net.Listen("tcp", o.Listen)
	if err != nil {
		return nil, fmt.Errorf("listen for http: %w", err)
	}
	if !o.TLS.Enabled() {
		return l, nil
	}
	c := &certificate{files: o.TLS, now: time.Now, log: log}
	if err := c.read(); err != nil {
		l.Close()
		return nil, fmt.Errorf("listen for https: %w", err)
	}
	return tls.NewListener(l, c.encryption()), nil
}

// warnOfOpen says at each start what the configuration takes upon itself.
func warnOfOpen(o config.HTTP, log *slog.Logger) {
	if o.Open() {
		log.Warn("the pages can be reached unencrypted (http.plain): whoever stands between reads passwords and tokens along", "listen", o.Listen)
	}
}

// rereadEvery is how often, at most, the files of a certificate are looked at.
const rereadEvery = time.Second

// certificate is read again when its files change, so that a new one is served without a restart.
type certificate struct {
	files config.TLS
	now   func() time.Time
	log   *slog.Logger

	mu     sync.Mutex
	looked time.Time
	served *tls.Certificate
	of     [2]edition // what the files were like that are served
	failed [2]edition // and those that could not be read, which is said once
}

// edition tells one state of a file from another.
type edition struct {
	at   time.Time
	size int64
}

// encryption is TLS 1.2 at least, and of that the suites with forward secrecy and authenticated encryption alone.
func (c *certificate) encryption() *tls.Config {
	return &tls.Config{
		MinVersion: tls.VersionTLS12,
		CipherSuites: []uint16{
			tls.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, tls.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
			tls.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, tls.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
			tls.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, tls.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
		},
		NextProtos:     []string{"h2", "http/1.1"},
		GetCertificate: c.present,
	}
}

// present is the certificate for whoever connects now. While new files cannot be read the last good ones are served.
func (c *certificate) present(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if now := c.now(); now.Sub(c.looked) >= rereadEvery {
		c.looked = now
		c.refresh()
	}
	return c.served, nil
}

func (c *certificate) refresh() {
	now := c.editions()
	if now == c.of || now == c.failed {
		return
	}
	if err := c.load(now); err != nil {
		c.failed = now
		c.log.Error("new certificate not read, the old one is served", "err", err)
		return
	}
	c.log.Info("new certificate")
}

// read is the first time: what cannot be read then is an error.
func (c *certificate) read() error { return c.load(c.editions()) }

func (c *certificate) load(now [2]edition) error {
	pair, err := tls.LoadX509KeyPair(c.files.Cert, c.files.Key)
	if err != nil {
		return err
	}
	c.served, c.of = &pair, now
	return nil
}

func (c *certificate) editions() (all [2]edition) {
	for i, name := range []string{c.files.Cert, c.files.Key} {
		if info, err := os.Stat(name); err == nil {
			all[i] = edition{info.ModTime(), info.Size()}
		}
	}
	return all
}
