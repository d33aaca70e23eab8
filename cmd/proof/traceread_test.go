package proof

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestTraceIsRead gives the reader of traces small ones, of which it is known when the bytes were on disk.
func TestTraceIsRead(t *testing.T) {
	for _, tt := range []struct {
		name    string
		trace   string
		durable int // the line from which on; 0: never, -1: not written
	}{
		{"synced", `1 pwrite64(3</d/1.blk>, "\1id-1\"", 6, 0) = 6
1 fsync(3</d/1.blk>) = 0`, 2},
		{"never synced", `1 pwrite64(3</d/1.blk>, "id-1", 4, 0) = 4
1 fsync(4</d/2.blk>) = 0`, 0},
		{"synced before only", `1 fsync(3</d/1.blk>) = 0
1 pwrite64(3</d/1.blk>, "id-1", 4, 0) = 4`, 0},
		{"a sync that began before the write had ended", `1 pwrite64(3</d/1.blk>, "id-1", 4, 0 <unfinished ...>
2 fsync(3</d/1.blk> <unfinished ...>
1 <... pwrite64 resumed>) = 4
2 <... fsync resumed>) = 0`, 0},
		{"a sync that took its time", `1 pwrite64(3</d/1.blk>, "id-1", 4, 0) = 4
1 fdatasync(3</d/1.blk> <unfinished ...>
2 write(9<TCP:[127.0.0.1:1->127.0.0.1:2]>, "HTTP/1.1 200 OK\r\n", 17) = 17
1 <... fdatasync resumed>) = 0`, 4},
		{"a sync that failed", `1 pwrite64(3</d/1.blk>, "id-1", 4, 0) = 4
1 fsync(3</d/1.blk>) = -1 EIO (Input/output error)`, 0},
		{"a write that failed", `1 pwrite64(3</d/1.blk>, "id-1", 4, 0) = -1 ENOSPC (No space left on device)
1 fsync(3</d/1.blk>) = 0`, -1},
		{"opened so that writes wait for the disk", `1 openat(AT_FDCWD</>, "/d/1.blk", O_RDWR|O_CREAT|O_SYNC|O_CLOEXEC, 0600) = 3</d/1.blk>
1 write(3</d/1.blk>, "id-1", 4) = 4`, 2},
		{"in parts", `1 pwritev(3</d/1.blk>, [{iov_base="head", iov_len=4}, {iov_base="id-1\0", iov_len=5}], 2, 0) = 9
1 fsync(3</d/1.blk>) = 0`, 2},
		{"elsewhere", `1 pwrite64(3</e/1.blk>, "id-1", 4, 0) = 4
1 fsync(3</e/1.blk>) = 0`, -1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "trace")
			write(t, file, tt.trace+"\n")
			disk := NewDisk(ReadTrace(t, file))
			at, ok := disk.Durable(regexp.MustCompile(`id-\d`), "/d/")["id-1"]
			if !ok {
				at = -1
			}
			if at != tt.durable {
				t.Errorf("durable from line %d, want %d", at, tt.durable)
			}
		})
	}
}

// TestCommitsAreCounted reads write-ahead logs of three transactions.
func TestCommitsAreCounted(t *testing.T) {
	frame := func(size string) string {
		return `1 pwrite64(3</d/db-wal>, "\0\0\0\2` + size + strings.Repeat("s", 16) + `", 24, 32) = 24
1 pwrite64(3</d/db-wal>, "page", 4, 56) = 4
`
	}
	const inner, last, sync = `\0\0\0\0`, `\0\0\0\7`, "1 fsync(3</d/db-wal>) = 0\n"
	for _, tt := range []struct {
		trace    string
		unsynced int
	}{
		{frame(inner) + frame(last) + sync + frame(last) + sync + frame(last) + sync, 0},
		{frame(last) + frame(last) + sync + frame(inner) + frame(last) + sync, 1},
		{frame(last) + frame(last) + frame(last), 3},
	} {
		file := filepath.Join(t.TempDir(), "trace")
		write(t, file, tt.trace)
		calls := ReadTrace(t, file)
		if commits, unsynced := NewDisk(calls).Commits(calls, "/d/db-wal"); commits != 3 || unsynced != tt.unsynced {
			t.Errorf("%d commits, %d not synced, want 3, %d:\n%s", commits, unsynced, tt.unsynced, tt.trace)
		}
	}
}
