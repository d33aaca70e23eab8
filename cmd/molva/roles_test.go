package main

import (
	"fmt"
	"path/filepath"
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
	write(t, home, "old.jsonl", `{"id":"4","network":"reviews","text":"a fine kestrel"}`+"\n"+`{"id":"5","network":"reviews","text":"something else"}`)
	if out := keeper.do("import", filepath.Join(home, "old.jsonl")); !strings.Contains(out, "2 received = 1 stored + 0 duplicate + 0 updated + 1 unmatched") {
		t.Errorf("an import is not counted when it is tagged elsewhere: %s", out)
	}
	keeper.do("verify")
	keeper.do("healthcheck")
	listener.do("healthcheck")
}

// TestImportPastAProcessThatOnlyShows: it answers for its own health, and is asked for nothing that it cannot do.
func TestImportPastAProcessThatOnlyShows(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "molva.yaml", shopConfig("http://127.0.0.1:9"))
	file := write(t, dir, "in.jsonl", `{"id":"1","text":"a kestrel"}`)
	pages := start(t, dir, "--only", "web")
	pages.do("healthcheck")
	if out := pages.do("import", file); !strings.Contains(out, "1 received = 1 stored") {
		t.Errorf("import said %s", out)
	}
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
