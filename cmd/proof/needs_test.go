package proof

import (
	"flag"
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

// mostlyWaits is for a story about time: outages of many seconds, and what comes after. It runs beside others of its kind,
// in CI and in the nightly forms; elsewhere go test ./... shall stay a matter of minutes.
func mostlyWaits(t *testing.T) {
	t.Helper()
	if os.Getenv("CI") != "true" && !*long && !flagged("test.run") {
		t.Skip("needs half a minute of waiting; run it by name, with -long, or with CI=true")
	}
	t.Parallel()
}

// flagged reports whether a flag was given.
func flagged(name string) (given bool) {
	flag.Visit(func(f *flag.Flag) { given = given || f.Name == name })
	return given
}
