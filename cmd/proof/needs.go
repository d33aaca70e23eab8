package proof

import (
	"os"
	"os/exec"
	"testing"
)

// needs skips a test on a machine without the tools that it works with. Where CI=true a missing tool is a failure: a proof
// that silently did not run is none.
func needs(t testing.TB, tools ...string) {
	t.Helper()
	for _, tool := range tools {
		if _, err := exec.LookPath(tool); err != nil {
			lacking(t, err)
		}
	}
}

// lacking ends a test whose machine does not let it do what it is about.
func lacking(t testing.TB, why error) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatalf("this machine cannot run the test: %v", why)
	}
	t.Skipf("this machine cannot run the test: %v", why)
}
