package main

import (
	"bytes"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// crm is an export with marks in everything that says who somebody is, good and bad lines alike.
const crm = "customer;handle;stage;topic;at;consent;value;currency\n" +
	"canary-anna@zarya.example;vk:canary77;contact;kestrel;2026-09-01;да;;\n" +
	"canary-anna@zarya.example;;customer;kestrel;2026-09-05;да;4990;RUB\n" +
	"canary-boris@zarya.example;vk:canary78;lead;kestrel;2026-09-02;нет;;\n" +
	"canary-vera@zarya.example;canary79;lead;kestrel;2026-09-02;да;;\n" +
	"canary-gleb@zarya.example;;canary;canary;2026-09-02;да;;\n"

// TestNobodyIsNamedByACRM: after an import nothing in the data folder, the stream's files among it, nor what was logged or said
// has anything of who the customers are; and the same file again changes nothing.
func TestNobodyIsNamedByACRM(t *testing.T) {
	var heard bytes.Buffer
	dir := t.TempDir()
	p := newProgram(dir, &heard, &heard)
	p.logFormat, p.logLevel = "text", "debug"
	p.configFile, p.dataDir = write(t, dir, "molva.yaml", shopConfig("http://127.0.0.1:9")), filepath.Join(dir, "data")
	again := func() (tally, error) {
		return withRooms(t.Context(), p, func(r *rooms) (tally, error) {
			return r.letThrough(t.Context(), strings.NewReader(crm), importing{name: "deals.csv", crm: true}, func(progress) {})
		})
	}
	for range 2 {
		result, err := again()
		if err != nil || result.Steps != 3 || len(result.Unread) != 2 || result.Rejected != 2 {
			t.Fatalf("import said %+v, %v", result, err)
		}
		if err := p.printTally(result); err != nil {
			t.Fatal(err)
		}
	}
	quietly(t, "what was said", heard.Bytes())
	err := filepath.WalkDir(p.dataDir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		data, err := os.ReadFile(path)
		quietly(t, path, data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func quietly(t *testing.T, where string, data []byte) {
	t.Helper()
	if at := bytes.Index(bytes.ToLower(data), []byte("canary")); at >= 0 {
		t.Errorf("%s has who it was: %.60q", where, data[at:])
	}
}

// TestInputsAndNoMentions: the flags that make no sense together are refused before anything is read.
func TestInputsAndNoMentions(t *testing.T) {
	p := newProgram(t.TempDir(), io.Discard, io.Discard)
	for _, what := range []importing{{inputs: true, network: "vk"}, {crm: true, backfill: true}, {crm: true, kind: "post"}, {inputs: true, account: "zarya"}} {
		if err := p.importFile(t.Context(), "-", what); err == nil {
			t.Errorf("%+v was taken", what)
		}
	}
}
