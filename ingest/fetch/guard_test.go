package fetch

import (
	"context"
	"encoding/binary"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"golang.org/x/net/dns/dnsmessage"
)

// inward are hosts that mean this machine, its neighbours or its owner's cloud, in every spelling that we know of.
var inward = []string{
	"127.0.0.1", "127.1", "0", "0.0.0.0", "2130706433", "0x7f000001", "017700000001", "[::1]", "[::]",
	"[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[64:ff9b::7f00:1]", "169.254.169.254", "[fd00:ec2::254]", "100.64.0.1",
	"10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.0.1", "192.168.255.255", "[fe80::1%25lo]",
	"localhost", "localhost.", "LOCALHOST", "inward.example", "good@127.0.0.1", "good:pass@127.0.0.1", "224.0.0.1",
	"255.255.255.255", "[::127.0.0.1]", "[2002:7f00:1::]", "[2001:0:7f00:1::]", "198.18.0.1", "[fc00::1]", "[ff02::1]",
}

// canary listens at a port of this machine and counts who knocks.
func canary(t *testing.T) (port uint16, knocks *atomic.Int32) {
	t.Helper()
	knocks = new(atomic.Int32)
	listen, err := net.Listen("tcp", ":0") // all addresses, of both kinds where there are both
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listen.Close() })
	go func() {
		for {
			conn, err := listen.Accept()
			if err != nil {
				return
			}
			knocks.Add(1)
			conn.Close()
		}
	}()
	return netip.MustParseAddrPort(listen.Addr().String()).Port(), knocks
}

// guarded is a client whose guard lets the canary's port pass, so that the address alone decides, and for which every
// name leads inward.
func guarded(t *testing.T, allow []string, port uint16) *http.Client {
	t.Helper()
	client, err := New(Options{Allow: allow, Rate: 1000, Burst: 1000})
	if err != nil {
		t.Fatal(err)
	}
	d := newDialer(allow, port)
	d.guarded.Resolver = &net.Resolver{PreferGo: true, Dial: dialInwardNames}
	client.Transport.(*transport).next.(*http.Transport).DialContext = d.DialContext
	t.Cleanup(client.CloseIdleConnections)
	return client
}

func TestNothingInwardIsReached(t *testing.T) {
	port, knocks := canary(t)
	client := guarded(t, nil, port)
	for _, host := range inward {
		resp, err := client.Get("http://" + host + ":" + strconv.Itoa(int(port)) + "/")
		if err == nil {
			resp.Body.Close()
			t.Errorf("%s was reached", host)
		}
	}
	if n := knocks.Load(); n > 0 {
		t.Errorf("the canary heard %d knocks", n)
	}
}

func TestNoRedirectLeadsInward(t *testing.T) {
	port, knocks := canary(t)
	var target string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Location", target)
		w.WriteHeader(http.StatusMovedPermanently)
	}))
	defer server.Close()
	client := guarded(t, []string{strings.TrimPrefix(server.URL, "http://")}, port)
	for _, host := range inward {
		target = "http://" + host + ":" + strconv.Itoa(int(port)) + "/"
		if resp, err := client.Get(server.URL); err == nil {
			resp.Body.Close()
			t.Errorf("%s was reached", host)
		}
	}
	if n := knocks.Load(); n > 0 {
		t.Errorf("the canary heard %d knocks", n)
	}
}

func TestAllowIsForOneHostAndPort(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	defer server.Close()
	at, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	port, knocks := canary(t)
	client := guarded(t, []string{at.Host}, port)
	resp, err := client.Get(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	for _, other := range []string{"localhost:" + at.Port(), "127.1:" + at.Port(), "127.0.0.1:" + strconv.Itoa(int(port))} {
		if resp, err := client.Get("http://" + other); err == nil {
			resp.Body.Close()
			t.Errorf("%s was reached", other)
		}
	}
	if n := knocks.Load(); n > 0 {
		t.Errorf("the canary heard %d knocks", n)
	}
}

func TestOnlyTheWebsPorts(t *testing.T) {
	guard := newTransport(Options{}).next.(*http.Transport).DialContext
	for _, addr := range []string{"1.1.1.1:22", "1.1.1.1:8080", "[2606:4700::1111]:6379"} {
		if _, err := guard(t.Context(), "tcp", addr); err == nil || !strings.Contains(err.Error(), "prohibited port") {
			t.Errorf("%s: %v", addr, err)
		}
	}
}

func TestDialerKeepsToItsPorts(t *testing.T) {
	port, knocks := canary(t)
	inside := "127.0.0.1:" + strconv.Itoa(int(port))
	if _, err := Dialer(nil, port)(t.Context(), "tcp", inside); err == nil || knocks.Load() > 0 {
		t.Errorf("a private address was reached: %v", err)
	}
	if _, err := Dialer(nil, 143, 993)(t.Context(), "tcp", "1.1.1.1:25"); err == nil || !strings.Contains(err.Error(), "prohibited port") {
		t.Errorf("another port: %v", err)
	}
	conn, err := Dialer([]string{inside}, 993)(t.Context(), "tcp", inside)
	if err != nil {
		t.Fatalf("what is allowed: %v", err)
	}
	conn.Close()
}

func TestTheEnvironmentNamesNoProxy(t *testing.T) {
	if newTransport(Options{}).next.(*http.Transport).Proxy != nil {
		t.Error("there is a proxy")
	}
}

// dialInwardNames is a connection to a name server for which every name is 127.0.0.1. It is a stream, so messages go
// with their length before them.
func dialInwardNames(context.Context, string, string) (net.Conn, error) {
	client, server := net.Pipe()
	go func() {
		defer server.Close()
		for answerInward(server) == nil {
		}
	}()
	return client, nil
}

func answerInward(conn io.ReadWriter) error {
	var size uint16
	if err := binary.Read(conn, binary.BigEndian, &size); err != nil {
		return err
	}
	query := make([]byte, size)
	if _, err := io.ReadFull(conn, query); err != nil {
		return err
	}
	var msg dnsmessage.Message
	if err := msg.Unpack(query); err != nil {
		return err
	}
	msg.Response, msg.Additionals = true, nil
	if q := msg.Questions[0]; q.Type == dnsmessage.TypeA {
		msg.Answers = []dnsmessage.Resource{{
			Header: dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class, TTL: 1},
			Body:   &dnsmessage.AResource{A: [4]byte{127, 0, 0, 1}},
		}}
	}
	answer, err := msg.Pack()
	if err != nil {
		return err
	}
	_, err = conn.Write(append(binary.BigEndian.AppendUint16(nil, uint16(len(answer))), answer...))
	return err
}
