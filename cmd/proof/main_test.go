package proof

import (
	"flag"
	"fmt"
	"os"
	"testing"
)

var (
	long = flag.Bool("long", false, "the nightly forms: more kills, longer outages")
	seed = flag.Uint64("seed", 1, "what decides the moments of the kills and the sizes of the batches")

	binary string // molva as it is shipped
)

// TestMain builds the program once for all tests.
func TestMain(m *testing.M) {
	flag.Parse()
	os.Exit(run(m))
}

func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "molva-proof-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	if binary = os.Getenv(binaryEnv); binary != "" {
		return m.Run() // a test that runs again in a process of its own
	}
	if binary, err = Build(dir, Molva); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return m.Run()
}
