package ingest

import (
	"strings"
	"testing"
)

func TestCheckNames(t *testing.T) {
	short := func(name string) bool { return len(name) == 1 }
	if err := CheckNames("apps", []string{"a", "b"}, short, "%s has %q, want one letter"); err != nil {
		t.Error(err)
	}
	err := CheckNames("apps", []string{"cc", "a", "bb", "cc", strings.Repeat("d", 1000)}, short, "%s has %q, want one letter")
	if err == nil || !strings.HasPrefix(err.Error(), "apps has \"bb\", want one letter\napps has \"cc\", want one letter\napps has \"ddd") || len(err.Error()) > 300 {
		t.Errorf("got %v", err)
	}
}
