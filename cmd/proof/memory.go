package proof

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
)

// MiB is a mebibyte.
const MiB = 1 << 20

// Memory is what the program holds of the machine's memory, in bytes: now, and the most since it was started or since
// [Process.ForgetPeak].
func (p *Process) Memory(t testing.TB) (now, peak int64) {
	t.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.PID()))
	if err != nil {
		lacking(t, err)
	}
	return kibibytes(t, string(text), "VmRSS:"), kibibytes(t, string(text), "VmHWM:")
}

// ForgetPeak lets the peak begin at what the program holds now.
func (p *Process) ForgetPeak(t testing.TB) {
	t.Helper()
	if err := os.WriteFile(fmt.Sprintf("/proc/%d/clear_refs", p.PID()), []byte("5"), 0); err != nil {
		lacking(t, err)
	}
}

func kibibytes(t testing.TB, status, name string) int64 {
	t.Helper()
	_, rest, _ := strings.Cut(status, name)
	line, _, _ := strings.Cut(rest, "\n")
	n, err := strconv.ParseInt(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(line), "kB")), 10, 64)
	if err != nil {
		t.Fatalf("read %s of the program's status: %v", name, err)
	}
	return n << 10
}
