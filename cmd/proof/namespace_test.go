package proof

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// The environment of a test that runs again in a process of its own.
const (
	againEnv  = "MOLVA_PROOF_AGAIN"  // the test's name
	binaryEnv = "MOLVA_PROOF_BINARY" // the program, which is built already
)

// ownMounts runs a test again in a process that may mount file systems, which nobody else sees and which need no rights,
// and reports whether this is that process. What that process says is the test's result.
func ownMounts(t *testing.T) bool {
	t.Helper()
	if os.Getenv(againEnv) == t.Name() {
		return true
	}
	c := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^"+t.Name()+"$", "-test.v", "-test.timeout=5m",
		fmt.Sprintf("-long=%v", *long), fmt.Sprintf("-seed=%d", *seed))
	c.Env = append(os.Environ(), againEnv+"="+t.Name(), binaryEnv+"="+binary)
	c.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNS,
		UidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}},
		Pdeathsig:   syscall.SIGKILL,
	}
	c.WaitDelay = 10 * time.Second
	said, err := c.CombinedOutput()
	if c.ProcessState == nil && (errors.Is(err, fs.ErrPermission) || errors.Is(err, unix.EINVAL) || errors.Is(err, unix.ENOSPC)) {
		lacking(t, fmt.Errorf("make a user namespace: %w", err))
	}
	t.Logf("in a process of its own:\n%s", said)
	if err != nil {
		t.Error(err)
	}
	return false
}

// mountSmall mounts a file system of so many bytes on a folder.
func mountSmall(t testing.TB, dir string, bytes int) {
	t.Helper()
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := unix.Mount("tmpfs", dir, "tmpfs", 0, fmt.Sprintf("size=%d,mode=700", bytes)); err != nil {
		t.Fatalf("mount on %s: %v", dir, err)
	}
	t.Cleanup(func() {
		if err := unix.Unmount(dir, unix.MNT_DETACH); err != nil {
			t.Errorf("unmount %s: %v", dir, err)
		}
	})
}
