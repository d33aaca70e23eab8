package journey

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// binary is molva as it is shipped.
var binary string

// TestMain builds the program once for all tests, and ends the worlds that they shared.
func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "molva-journey-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	defer endWorlds()
	defer endBrowser()
	if binary = os.Getenv("MOLVA_BINARY"); binary != "" { // built already
		return m.Run()
	}
	binary = filepath.Join(dir, "molva")
	if out, err := exec.Command("go", "build", "-o", binary, "molva/cmd/molva").CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "build molva: %v\n%s", err, out)
		return 1
	}
	return m.Run()
}

// lacking ends a test on a machine that cannot run it. Where CI=true that is a failure: a test that silently did not run is none.
func lacking(t testing.TB, why string) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatalf("this machine cannot run the test: %s", why)
	}
	t.Skipf("this machine cannot run the test: %s", why)
}
