package config

import (
	"path/filepath"
	"testing"

	"molva/ingest/sourcetest"
)

// TestEveryNetwork puts each line of the table through the one test that all networks pass, with its own fixtures, which
// together must show what every network shows or say why it cannot. A network that cannot be read must say why instead.
func TestEveryNetwork(t *testing.T) {
	for name, n := range networks {
		if !n.Open() || name == "email" { // which speaks no HTTP: its own test brings a server along
			continue
		}
		t.Run(name, func(t *testing.T) {
			sourcetest.RunAll(t, filepath.Join("..", "ingest", name, "testdata", "*.txtar"), n.opener)
		})
	}
}
