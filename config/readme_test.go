package config

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// TestReadme holds the README's table of networks to this one.
func TestReadme(t *testing.T) {
	text, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range Table() {
		line := fmt.Sprintf("| `%s` | %s | %s | %s |\n", n.Name, n.Reads, wants(n), n.Terms)
		if !n.Open() {
			line = fmt.Sprintf("| `%s` | %s |\n", n.Name, n.Closed)
		}
		if !strings.Contains(string(text), line) {
			t.Errorf("the README lacks this line:\n%s", line)
		}
	}
}

func wants(n Network) string {
	needs := n.Needs
	if needs == "" {
		needs = "nothing"
	}
	if n.More != "" {
		needs += "; " + n.More
	}
	return needs
}
