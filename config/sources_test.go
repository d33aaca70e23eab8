package config

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"molva/ingest/sourcetest"
)

// TestEveryNetwork puts each line of the table through the one test that all networks pass, with its own fixtures, which
// together must show what every network shows or say why it cannot. A network that cannot be read must say why instead. A mailbox
// speaks no HTTP, and three stores take no key that a fixture could hold: their own tests bring a server, or a key, along.
func TestEveryNetwork(t *testing.T) {
	for name, n := range networks {
		if !n.Open() || slices.Contains([]string{"email", "app-store", "google-play", "rustore"}, name) {
			continue
		}
		t.Run(name, func(t *testing.T) {
			sourcetest.RunAll(t, filepath.Join("..", "ingest", strings.ReplaceAll(name, "-", ""), "testdata", "*.txtar"), n.opener)
		})
	}
}
