package proof

import (
	"flag"
	"os"
	"testing"
)

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
