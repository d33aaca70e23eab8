//go:build unix

package cluster

import (
	"syscall"
	"time"
)

// cpuTime is what this process has used, so that neighbours on the machine do not count.
func cpuTime() time.Duration {
	var used syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &used) != nil {
		return 0
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
