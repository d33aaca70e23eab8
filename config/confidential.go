package config

import (
	"fmt"
	"io/fs"
	"os"
	"runtime"
)

// confidential complains of a file with a secret that others may read. One of another owner may be read by our group: that is how a
// packager lets a service read what it cannot change. Windows keeps no such modes, and a pipe has no readers but us.
func (d *decoder) confidential(info fs.FileInfo, name string, line int, path string) {
	if runtime.GOOS == "windows" || !info.Mode().IsRegular() {
		return
	}
	others, mend := fs.FileMode(0o077), "chmod 600 "+name
	if uid, known := ownerOf(info); known && uid != os.Geteuid() {
		others, mend = 0o027, fmt.Sprintf("chown %d %s && chmod 600 %[2]s", os.Geteuid(), name)
	}
	if info.Mode().Perm()&others != 0 {
		d.report(line, path, "this is secret, and others on this machine can read the file (mode %s); mend it with: %s", fmt.Sprintf("%04o", info.Mode().Perm()), mend)
	}
}

// keep looks at the mode of the configuration itself, which matters once a secret stands in it.
func (d *decoder) keep(info fs.FileInfo) {
	if d.secret != "" {
		d.confidential(info, d.file, d.lines[d.secret], d.secret)
	}
}
