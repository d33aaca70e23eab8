package main

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// The folders are the pipeline: a room may import itself and any room to its right, never one to its left.
var roomOrder = []string{"cmd", "config", "alerts", "store", "classify", "ingest"}

// leaf may be imported by every room.
const leaf = "molva/config/secret"

type goPackage struct {
	ImportPath string
	Imports    []string
}

func TestArrows(t *testing.T) {
	for _, p := range packages(t) {
		for _, imported := range p.Imports {
			if wrong := arrow(p.ImportPath, imported); wrong != "" {
				t.Errorf("%s imports %s: %s", p.ImportPath, imported, wrong)
			}
		}
	}
}

// TestSourcesStandAlone holds every network to ingest, how sources reach the web and are reached, what Meta's have in common, and
// the leaf: a source that knew more could not be understood, tested or removed alone.
func TestSourcesStandAlone(t *testing.T) {
	notNetworks := []string{"molva/ingest", "molva/ingest/query", "molva/ingest/fetch", "molva/ingest/push", "molva/ingest/graph", "molva/ingest/stream", "molva/ingest/sourcetest"}
	allowed := []string{"molva/ingest", "molva/ingest/fetch", "molva/ingest/push", "molva/ingest/graph", leaf}
	for _, p := range packages(t) {
		if room(p.ImportPath) != "ingest" || slices.Contains(notNetworks, p.ImportPath) {
			continue
		}
		for _, imported := range p.Imports {
			if strings.HasPrefix(imported, "molva/") && !slices.Contains(allowed, imported) {
				t.Errorf("%s imports %s, want only %s", p.ImportPath, imported, strings.Join(allowed, ", "))
			}
		}
	}
}

// TestFakesStayInTests: what only tests need is no part of the program.
func TestFakesStayInTests(t *testing.T) {
	fakes := []string{"molva/alerts/slack/slackfake", "molva/alerts/phrase/phrasetest", "molva/alerts/sheet/sheettest", "molva/alerts/post/posttest", "molva/ingest/sourcetest"}
	for _, p := range packages(t) {
		for _, imported := range p.Imports {
			if slices.Contains(fakes, imported) && !slices.Contains(fakes, p.ImportPath) {
				t.Errorf("%s imports %s, which is for tests", p.ImportPath, imported)
			}
		}
	}
}

// TestIngestRootIsLight: everything stands on it.
func TestIngestRootIsLight(t *testing.T) {
	for _, p := range packages(t) {
		if p.ImportPath != "molva/ingest" {
			continue
		}
		for _, imported := range p.Imports {
			if strings.HasPrefix(imported, "molva/") {
				t.Errorf("molva/ingest imports %s, want none of ours", imported)
			}
		}
	}
}

// arrow says what is wrong with an import, "" when nothing is.
func arrow(from, to string) string {
	if !strings.HasPrefix(to, "molva/") || to == leaf {
		return ""
	}
	here, there := slices.Index(roomOrder, room(from)), slices.Index(roomOrder, room(to))
	switch {
	case here < 0:
		return "unknown room " + room(from)
	case there < 0:
		return "unknown room " + room(to)
	case from == leaf:
		return "the leaf imports none of ours"
	case there < here:
		return "the arrows go " + strings.Join(roomOrder, " → ")
	}
	return ""
}

func TestArrowRule(t *testing.T) {
	for _, c := range []struct {
		from, to string
		ok       bool
	}{
		{"molva/store", "molva/classify", true},
		{"molva/classify", "molva/store", false},
		{"molva/ingest/feed", "molva/ingest", true},
		{"molva/ingest/feed", "molva/config/secret", true},
		{"molva/ingest/feed", "molva/config", false},
		{"molva/alerts", "molva/types", false},
	} {
		if got := arrow(c.from, c.to) == ""; got != c.ok {
			t.Errorf("arrow %s → %s allowed: %v, want %v", c.from, c.to, got, c.ok)
		}
	}
}

func room(path string) string {
	parts := strings.Split(path, "/")
	if len(parts) < 2 {
		return path
	}
	return parts[1]
}

func packages(t *testing.T) []goPackage {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "go", "list", "-json=ImportPath,Imports", "molva/...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []goPackage
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p goPackage
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}
