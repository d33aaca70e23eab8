package proof

import (
	"fmt"
	"os"
	"testing"
)

// Descriptors is how many files and sockets the program has open.
func (p *Process) Descriptors(t testing.TB) int {
	t.Helper()
	open, err := os.ReadDir(fmt.Sprintf("/proc/%d/fd", p.PID()))
	if err != nil {
		t.Fatal(err)
	}
	return len(open)
}
