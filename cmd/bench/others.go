package bench

import (
	"bytes"
	"os"
	"strconv"
	"time"
)

// tick is the kernel's unit of processor time in /proc.
const tick = time.Second / 100

// machineTime is what all programs of the machine have used so far, and what was taken from it by the machine below;
// ok is false where nobody tells.
func machineTime() (used time.Duration, ok bool) {
	stat, err := os.ReadFile("/proc/stat")
	if err != nil {
		return 0, false
	}
	line, _, _ := bytes.Cut(stat, []byte("\n"))
	fields := bytes.Fields(line)
	if len(fields) < 9 {
		return 0, false
	}
	for _, i := range []int{1, 2, 3, 6, 7, 8} { // user, nice, system, interrupts hard and soft, stolen
		n, err := strconv.ParseInt(string(fields[i]), 10, 64)
		if err != nil {
			return 0, false
		}
		used += time.Duration(n) * tick
	}
	return used, true
}

// processorTimeOf is what another process has used so far; 0 where nobody tells.
func processorTimeOf(pid int) time.Duration {
	stat, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	if err != nil {
		return 0
	}
	_, behind, _ := bytes.Cut(stat, []byte(") ")) // its name may hold spaces
	fields := bytes.Fields(behind)
	if len(fields) < 13 {
		return 0
	}
	user, _ := strconv.ParseInt(string(fields[11]), 10, 64)
	system, _ := strconv.ParseInt(string(fields[12]), 10, 64)
	return time.Duration(user+system) * tick
}
