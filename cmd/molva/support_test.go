package main

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestRecent: the last lines are kept, the oldest first, without lines of debugging, and without anybody's name.
func TestRecent(t *testing.T) {
	kept := &recent{}
	var out bytes.Buffer
	log := kept.beside(slog.New(slog.NewTextHandler(&out, &slog.HandlerOptions{Level: slog.LevelDebug})))
	log.Debug("saved", "mention", "vk:canary")
	log.Warn("not saved", "mention", "vk:canary", "err", errors.New("save mention vk:canary: disk full"))
	log.With("author", "canary").Info("seen", "source", "shop")
	if got := strings.Join(kept.all(), ""); strings.Contains(got, "canary") || strings.Count(got, "\n") != 2 || !strings.Contains(got, "disk full") {
		t.Errorf("kept:\n%s", got)
	}
	if strings.Count(out.String(), "canary") != 4 {
		t.Errorf("the log itself lost something:\n%s", &out)
	}
	for n := range keptLines + 3 {
		fmt.Fprintf(kept, "line %d\n", n)
	}
	all := kept.all()
	if len(all) != keptLines || all[0] != "line 3\n" || all[keptLines-1] != fmt.Sprintf("line %d\n", keptLines+2) {
		t.Errorf("%d lines from %q to %q", len(all), all[0], all[len(all)-1])
	}
}

// TestSupport: the file holds every part, its owner's alone, without the configuration's secrets; an older one is not written over.
func TestSupport(t *testing.T) {
	dir := t.TempDir()
	settings := "topics: [{id: kestrel, query: kestrel}]\nstaff: ['vk:canary']\nhttp: {token: canary}\nstream: {url: 'nats://molva:canary@127.0.0.1:1'}\n"
	if err := os.WriteFile(filepath.Join(dir, "molva.yaml"), []byte(settings), 0o600); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "support.zip")
	p := newProgram(dir, io.Discard, io.Discard)
	run := func() int {
		return p.main(t.Context(), []string{"--config", filepath.Join(dir, "molva.yaml"), "--data", filepath.Join(dir, "data"), "support", file})
	}
	if code := run(); code != exitDone {
		t.Fatalf("exit %d", code)
	}
	if code := run(); code != exitFailed {
		t.Errorf("written over: exit %d", code)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	parts := unzip(t, file)
	for name, text := range parts {
		if strings.Contains(text, "canary") {
			t.Errorf("%s tells: %s", name, text)
		}
	}
	if !strings.Contains(parts["settings.txt"], "stream.url: nats://***@127.0.0.1:1") {
		t.Errorf("settings:\n%s", parts["settings.txt"])
	}
	names := []string{"health.json", "log.txt", "settings.txt", "sizes.json", "sources.json", "versions.json"}
	for _, name := range names {
		if parts[name] == "" {
			t.Errorf("%s is missing or empty", name)
		}
	}
	if len(parts) != len(names) {
		t.Errorf("%d parts", len(parts))
	}
}

func unzip(t *testing.T, file string) map[string]string {
	t.Helper()
	z, err := zip.OpenReader(file)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	parts := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		parts[f.Name] = string(text)
	}
	return parts
}
