package proof

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestOwnersAlone looks at every file of a data folder whose program was started by somebody careless: nobody but the
// owner may read what people wrote.
func TestOwnersAlone(t *testing.T) {
	home, ledger := NewHome(t, binary, ""), NewLedger(t)
	home.Prefix = []string{"sh", "-c", `umask 0; exec "$@"`, "sh"}
	p := home.Start(t)
	deliver(t, p, ledger, 100)
	home.Drained(t, ledger, time.Minute)
	closed := onlyOwners(t, home.Data())
	p.Stop(t)
	closed += onlyOwners(t, home.Data())
	home.Do(t, "backup", filepath.Join(home.Data(), "copy.db"))
	if closed += onlyOwners(t, home.Data()); closed < 20 {
		t.Errorf("only %d files were looked at", closed)
	}
}

func onlyOwners(t *testing.T, dir string) (looked int) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if os.IsNotExist(err) {
			return nil // the stream's own coming and going
		}
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return nil
		}
		if looked++; info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has mode %v, want nothing for others", path, info.Mode())
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return looked
}

// TestFolderOfOthers starts the program on what it may not write, by mode or by owner. It must end, and name it.
func TestFolderOfOthers(t *testing.T) {
	home := NewHome(t, binary, "")
	home.Start(t).Stop(t)
	someone := unprivileged(t, home)
	stream := filepath.Join(home.Data(), "stream")
	for _, c := range []struct {
		name, path string
		owner      int
		mode       os.FileMode
	}{
		{"read-only data folder", home.Data(), someone.uid, 0o500},
		{"read-only database", home.Database(), someone.uid, 0o400},
		{"data folder of another", home.Data(), 0, 0o755},
		{"data folder of another, closed", home.Data(), 0, 0o700},
		{"stream of another", stream, 0, 0o700},
		{"database of another", home.Database(), 0, 0o600},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.owner != someone.uid && os.Getuid() != 0 {
				t.Skip("only root can give a folder to somebody else")
			}
			give(t, c.path, c.owner, c.mode)
			began := time.Now()
			code, said := someone.run(t, home, "run", "--listen", "127.0.0.1:0")
			t.Logf("code %d after %v: %s", code, time.Since(began), said)
			if code != 1 || !strings.Contains(said, c.path) || strings.Contains(said, "goroutine ") {
				t.Errorf("exit code %d, want 1, with %s named: %s", code, c.path, said)
			}
			give(t, c.path, someone.uid, 0o700)
		})
	}
	if code, said := someone.run(t, home, "verify"); code != 0 {
		t.Errorf("verify after all: exit code %d: %s", code, said)
	}
}

// someone runs the program as a user who is not root: modes and owners say nothing to root.
type someone struct{ uid int }

// unprivileged gives a home to a user without privileges.
func unprivileged(t *testing.T, h Home) someone {
	t.Helper()
	if os.Getuid() != 0 {
		return someone{os.Getuid()}
	}
	const nobody = 65534
	for _, dir := range []string{filepath.Dir(h.Binary), filepath.Dir(h.Dir)} {
		if err := os.Chmod(dir, 0o711); err != nil {
			t.Fatal(err)
		}
	}
	err := filepath.WalkDir(h.Dir, func(path string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return os.Lchown(path, nobody, nobody)
	})
	if err != nil {
		t.Fatal(err)
	}
	return someone{nobody}
}

func (s someone) run(t *testing.T, h Home, args ...string) (code int, said string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	c := h.command(ctx, args)
	var out bytes.Buffer
	c.Stdout, c.Stderr = &out, &out
	if s.uid != os.Getuid() {
		c.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(s.uid), Gid: uint32(s.uid)}}
	}
	c.Run() // what came of it is in the code: -1 for one that did not even start, or did not end
	return c.ProcessState.ExitCode(), out.String()
}

// give changes the mode and, as root, the owner of a file or folder.
func give(t *testing.T, path string, owner int, mode os.FileMode) {
	t.Helper()
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
	if os.Getuid() == 0 {
		if err := os.Lchown(path, owner, owner); err != nil {
			t.Fatal(err)
		}
	}
}
