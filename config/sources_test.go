package config

import (
	"path/filepath"
	"testing"

	"molva/ingest/sourcetest"
)

// TestEveryNetwork puts each line of the table through the one test that all networks pass, with its own fixtures. A
// network that cannot be read must say why instead.
func TestEveryNetwork(t *testing.T) {
	for name, n := range networks {
		if !n.Open() || name == "email" { // which speaks no HTTP: its own test brings a server along
			continue
		}
		fixtures, err := filepath.Glob(filepath.Join("..", "ingest", name, "testdata", "*.txtar"))
		if err != nil || len(fixtures) == 0 {
			t.Errorf("network %s has no fixture: %v", name, err)
		}
		for _, fixture := range fixtures {
			t.Run(name+"/"+filepath.Base(fixture), func(t *testing.T) { sourcetest.Run(t, fixture, n.opener) })
		}
	}
}
