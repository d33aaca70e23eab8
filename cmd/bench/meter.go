package bench

import (
	"bytes"
	"math"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"syscall"
	"time"
)

// sample is what one round of a phase cost.
type sample struct {
	mentions  int
	took, cpu time.Duration // cpu of all threads, the server in this process included
	allocated uint64        // by Go; what SQLite takes is not in it
	resting   uint64        // resident bytes before
	peak      uint64        // the most that was resident meanwhile

	unindexed int // of a whole: mentions that full text did not know at the end

	machine time.Duration // what all programs used, this one included
	told    bool          // whether that is known
}

// meter takes the samples of one phase.
type meter struct{ samples []sample }

// time measures do, which handles so many mentions. The garbage of whatever was before is not its own, and what lies
// ready for it does not count against the limit of memory that the program gives itself.
func (m *meter) time(mentions int, do func() error) error {
	runtime.GC()
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(roomier(inUse())))
	resetPeak()
	s := sample{mentions: mentions, resting: resident("VmRSS:")}
	machine, told := machineTime()
	bytes, cpu, began := allocated(), processorTime(), time.Now()
	err := do()
	s.took, s.cpu, s.allocated = time.Since(began), processorTime()-cpu, allocated()-bytes
	s.peak = max(resident("VmHWM:"), s.resting) // the kernel counts pages in handfuls
	s.machine, s.told = machineTime()
	s.machine, s.told = s.machine-machine, s.told && told
	if err == nil {
		m.samples = append(m.samples, s)
	}
	return err
}

// others is the share of the processors that other programs took.
func (s sample) others() float64 {
	return max(0, float64(s.machine-s.cpu)) / float64(s.took) / float64(runtime.GOMAXPROCS(0))
}

func allocated() uint64 {
	var now runtime.MemStats
	runtime.ReadMemStats(&now)
	return now.TotalAlloc
}

func inUse() int64 {
	var now runtime.MemStats
	runtime.ReadMemStats(&now)
	return int64(now.HeapAlloc)
}

// roomier is the limit of memory, raised by so many bytes where there is one.
func roomier(bytes int64) int64 {
	limit := debug.SetMemoryLimit(-1)
	return limit + min(bytes, math.MaxInt64-limit)
}

// processorTime is what this process has used so far, in user and system mode.
func processorTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// resetPeak makes the kernel forget the highest memory so far, where it can. Elsewhere a peak is that since the start.
func resetPeak() bool { return forgetPeak(os.Getpid()) }

func forgetPeak(pid int) bool {
	return os.WriteFile("/proc/"+strconv.Itoa(pid)+"/clear_refs", []byte("5"), 0) == nil
}

// resident reads a line of this process's status, in bytes; 0 where there is none.
func resident(name string) uint64 { return residentOf(os.Getpid(), name) }

func residentOf(pid int, name string) uint64 {
	status, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/status")
	if err != nil {
		return 0
	}
	for line := range bytes.Lines(status) {
		if rest, ok := bytes.CutPrefix(line, []byte(name)); ok {
			kib, _ := strconv.ParseUint(string(bytes.TrimSuffix(bytes.TrimSpace(rest), []byte(" kB"))), 10, 64)
			return kib << 10
		}
	}
	return 0
}
