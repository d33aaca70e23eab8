package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
)

// startNATS runs a server of its own, reached by TCP as a cluster would be.
func startNATS(t *testing.T) (url string) {
	t.Helper()
	s, err := server.NewServer(&server.Options{Host: "127.0.0.1", Port: server.RANDOM_PORT, JetStream: true, StoreDir: t.TempDir(), NoSigs: true})
	if err != nil {
		t.Fatal(err)
	}
	s.Start()
	t.Cleanup(func() { s.Shutdown(); s.WaitForShutdown() })
	if !s.ReadyForConnections(10 * time.Second) {
		t.Fatal("the server does not come up")
	}
	return s.ClientURL()
}

// TestRolesApart: parts of the program on machines of their own, joined by nothing but the stream, give what one process
// gives.
func TestRolesApart(t *testing.T) {
	yaml := shopConfig("http://127.0.0.1:9") + fmt.Sprintf("stream: {url: %q}\n", startNATS(t))
	home, away := t.TempDir(), t.TempDir()
	write(t, home, "molva.yaml", yaml)
	write(t, away, "molva.yaml", yaml)
	keeper := start(t, home, "--only", "store,alerts,web")
	listener := start(t, away, "--only", "ingest,classify")

	if code := listener.post("msg-1", `[{"id":"1","text":"I love my Kestrel"},{"id":"2","text":"nothing of ours"},{"id":"3","text":"  a kestrel  "}]`); code != 200 {
		t.Fatalf("status is %d", code)
	}
	eventually(t, "the mentions are stored on the other machine", func() bool {
		return strings.Contains(keeper.do("mentions", "--topic", "kestrel"), "2 of 2")
	})
	if out := keeper.do("sources"); !strings.Contains(out, "shop") || !strings.Contains(out, "webhook") {
		t.Errorf("the source's state did not travel: %s", out)
	}
	keeper.do("verify")
}

func TestParseRoles(t *testing.T) {
	for _, c := range []struct {
		only, url string
		want      string // "" for an error
	}{
		{"", "", "[ingest classify store alerts web]"},
		{"alerts", "", "[alerts]"},
		{"ingest", "", ""},
		{"ingest,classify", "", ""},
		{"ingest,classify", "nats://x", "[ingest classify]"},
		{"ingest,classify,store", "", "[ingest classify store]"},
		{"everything", "nats://x", ""},
	} {
		var names []string
		if c.only != "" {
			names = strings.Split(c.only, ",")
		}
		got, err := parseRoles(names, c.url)
		if (err != nil) != (c.want == "") || err == nil && fmt.Sprint(got) != c.want {
			t.Errorf("--only %q with url %q: %v, %v; want %s", c.only, c.url, got, err, c.want)
		}
	}
}
