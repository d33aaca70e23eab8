package main

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"io"
	"log/slog"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"molva/config"
)

// certify writes a certificate of that name for this machine, and its key, and returns where.
func certify(t *testing.T, dir, name string, until time.Time) config.TLS {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: until, IsCA: true, BasicConstraintsValid: true}
	made, err := x509.CreateCertificate(rand.Reader, &template, &template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	files := config.TLS{Cert: filepath.Join(dir, "tls.crt"), Key: filepath.Join(dir, "tls.key")}
	for file, block := range map[string]*pem.Block{files.Cert: {Type: "CERTIFICATE", Bytes: made}, files.Key: {Type: "PRIVATE KEY", Bytes: secret}} {
		if err := os.WriteFile(file, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// dial returns what whoever connects is shown.
func dial(t *testing.T, l net.Listener, most uint16) (tls.ConnectionState, error) {
	t.Helper()
	c, err := tls.Dial("tcp", l.Addr().String(), &tls.Config{InsecureSkipVerify: true, MaxVersion: most})
	if err != nil {
		return tls.ConnectionState{}, err
	}
	defer c.Close()
	return c.ConnectionState(), nil
}

// TestEncrypted: TLS 1.2 and later with HTTP/1.1 and 2 are served, nothing older, and the browser is told to come encrypted.
func TestEncrypted(t *testing.T) {
	l, err := openAddress(config.HTTP{Listen: "127.0.0.1:0", TLS: certify(t, t.TempDir(), "first", time.Now().Add(time.Hour))}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	servers := serve(slog.New(slog.DiscardHandler), map[net.Listener]http.Handler{l: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, r.Proto)
	})})
	defer shutdown(servers, time.Second)
	for version, served := range map[uint16]bool{tls.VersionTLS11: false, tls.VersionTLS12: true, tls.VersionTLS13: true} {
		if state, err := dial(t, l, version); served != (err == nil) || served && state.Version != version {
			t.Errorf("%s: %v", tls.VersionName(version), err)
		}
	}
	client := http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, ForceAttemptHTTP2: true}}
	resp, err := client.Get("https://" + l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if body, _ := io.ReadAll(resp.Body); string(body) != "HTTP/2.0" {
		t.Errorf("spoken: %s", body)
	}
}

// TestCertificateChanges: a new certificate is served without a restart; one that cannot be read leaves the old one, and is told once.
func TestCertificateChanges(t *testing.T) {
	var said bytes.Buffer
	now := time.Now()
	dir := t.TempDir()
	c := &certificate{files: certify(t, dir, "first", now.Add(time.Hour)), now: func() time.Time { return now }, log: slog.New(slog.NewTextHandler(&said, nil))}
	if err := c.read(); err != nil {
		t.Fatal(err)
	}
	served := func() string {
		t.Helper()
		now = now.Add(rereadEvery)
		pair, err := c.present(nil)
		if err != nil {
			t.Fatal(err)
		}
		return pair.Leaf.Subject.CommonName
	}
	if got := served(); got != "first" {
		t.Errorf("served: %s", got)
	}
	certify(t, dir, "the second", now.Add(time.Hour))
	if got := served(); got != "the second" {
		t.Errorf("served: %s", got)
	}
	if err := os.WriteFile(c.files.Key, []byte("half a file"), 0o600); err != nil {
		t.Fatal(err)
	}
	served()
	if got := served(); got != "the second" || strings.Count(said.String(), "not read") != 1 {
		t.Errorf("served: %s, said: %s", got, &said)
	}
}

// TestCertificateRunsOut: the doctor says so in time.
func TestCertificateRunsOut(t *testing.T) {
	p, _, _ := quiet(locales["en"])
	p.now = time.Now
	for after, want := range map[time.Duration]string{-time.Minute: "fail", 24 * time.Hour: "warn", 90 * 24 * time.Hour: "ok"} {
		o := config.HTTP{Listen: ":8443", TLS: certify(t, t.TempDir(), "molva", time.Now().Add(after))}
		if got := p.examineDoor(o); got.State != want {
			t.Errorf("%v: %+v", after, got)
		}
	}
}
