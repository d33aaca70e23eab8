package proof

import (
	"bufio"
	"bytes"
	"os"
	"regexp"
	"strings"
	"testing"
)

// Traced is the home with its program under strace, which writes the calls that put bytes somewhere into a file.
func (h Home) Traced(file string) Home {
	h.Prefix = append([]string{"strace", "-f", "--seccomp-bpf", "-yy", "-s", "2000000", "-o", file,
		"-e", "trace=openat,write,pwrite64,writev,pwritev,sendto,sendmsg,fsync,fdatasync,sync_file_range", "-e", "signal=none"}, h.Prefix...)
	return h
}

// Call is one system call of a trace that succeeded. Began and Ended are lines of the trace: what ended on an earlier line
// than another began had happened before it, in whichever thread or process.
type Call struct {
	Name         string
	Began, Ended int
	FD, Path     string // what it wrote to, or opened
	Data         string // what it wrote
	Flags        string // of openat
}

var (
	callHead = regexp.MustCompile(`^(\w+)\((?:(\d+)<(.*?)>[,)])?`)
	callTail = regexp.MustCompile(`\) += (-?\d+)(?:<(.*)>)?(?: .*)?$`)
)

// ReadTrace reads what [Home.Traced] wrote.
func ReadTrace(t testing.TB, file string) []Call {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	type begun struct {
		line int
		text string
	}
	var calls []Call
	waiting := map[string]begun{} // by thread
	lines := bufio.NewScanner(bytes.NewReader(text))
	lines.Buffer(nil, len(text)+1)
	for n := 1; lines.Scan(); n++ {
		thread, said, _ := strings.Cut(lines.Text(), " ")
		said = strings.TrimSpace(said)
		if first, ok := strings.CutSuffix(said, " <unfinished ...>"); ok {
			waiting[thread] = begun{n, first}
			continue
		}
		first := begun{line: n}
		if _, rest, ok := strings.Cut(said, " resumed>"); ok && strings.HasPrefix(said, "<... ") {
			first, said = waiting[thread], rest
		}
		if c, ok := readCall(first.text + said); ok {
			c.Began, c.Ended = first.line, n
			calls = append(calls, c)
		}
	}
	if len(calls) == 0 {
		t.Fatalf("the trace %s holds no calls", file)
	}
	return calls
}

func readCall(text string) (c Call, ok bool) {
	head, tail := callHead.FindStringSubmatchIndex(text), callTail.FindStringSubmatchIndex(text)
	if head == nil || tail == nil || strings.HasPrefix(text[tail[2]:], "-") {
		return c, false
	}
	c.Name = text[head[2]:head[3]]
	if c.Name == "openat" {
		if tail[4] < 0 {
			return c, false
		}
		c.FD, c.Path = text[tail[2]:tail[3]], text[tail[4]:tail[5]]
		c.Flags = text[head[3]:tail[0]]
		return c, true
	}
	if head[4] < 0 {
		return c, false
	}
	c.FD, c.Path = text[head[4]:head[5]], text[head[6]:head[7]]
	c.Data = quoted(text[head[7]:tail[0]])
	return c, true
}

// quoted is what stands between quotation marks, as the bytes that strace saw.
func quoted(text string) string {
	var b strings.Builder
	inside := false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '"':
			inside = !inside
		case inside && c == '\\':
			plain, n := unescape(text[i+1:])
			b.WriteByte(plain)
			i += n
		case inside:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// unescape reads what follows a backslash: up to three octal digits, or one character.
func unescape(s string) (plain byte, length int) {
	for length < len(s) && length < 3 && s[length] >= '0' && s[length] <= '7' {
		plain = plain<<3 | (s[length] - '0')
		length++
	}
	if length > 0 {
		return plain, length
	}
	if i := strings.IndexByte("ntrvf", s[0]); i >= 0 {
		return "\n\t\r\v\f"[i], 1
	}
	return s[0], 1
}

func (c Call) syncs() bool { return c.Name == "fsync" || c.Name == "fdatasync" }

func (c Call) writes() bool { return c.Data != "" && c.Name != "openat" }

// Disk answers when what was written had reached the disk.
type Disk struct {
	syncs  map[string][]Call // of each file, in order
	writes []Call
	direct map[int]bool // writes, by their line, that return only when they are on disk
}

// NewDisk sorts the calls by files.
func NewDisk(calls []Call) Disk {
	d := Disk{syncs: map[string][]Call{}, direct: map[int]bool{}}
	direct := map[string]bool{} // by number and path of an open file
	for _, c := range calls {
		file := c.FD + c.Path
		switch {
		case c.Name == "openat":
			direct[file] = strings.Contains(c.Flags, "O_SYNC") || strings.Contains(c.Flags, "O_DSYNC")
		case c.syncs():
			d.syncs[c.Path] = append(d.syncs[c.Path], c)
		case c.writes():
			d.writes = append(d.writes, c)
			d.direct[c.Began] = direct[file]
		}
	}
	return d
}

// At is the line from which on a write was on disk, 0 when it never was: its own end where the file was opened so that
// writes wait for the disk, else the end of the first sync of this file that began after it.
func (d Disk) At(write Call) int {
	if d.direct[write.Began] {
		return write.Ended
	}
	for _, s := range d.syncs[write.Path] {
		if s.Began > write.Ended {
			return s.Ended
		}
	}
	return 0
}

// Durable is the line from which on each id was on disk in some file whose path contains where.
func (d Disk) Durable(ids *regexp.Regexp, where string) map[string]int {
	durable := map[string]int{}
	for _, w := range d.writes {
		if !strings.Contains(w.Path, where) {
			continue
		}
		at := d.At(w)
		for _, id := range ids.FindAllString(w.Data, -1) {
			if before, ok := durable[id]; !ok || at > 0 && (before == 0 || at < before) {
				durable[id] = at
			}
		}
	}
	return durable
}

// Commits looks at a write-ahead log of SQLite: how many transactions were committed, and how many of them were followed
// by more of the log before it was synced.
func (d Disk) Commits(calls []Call, path string) (commits, unsynced int) {
	open := false // a commit that is not synced yet
	for _, c := range calls {
		switch {
		case c.Path != path:
		case c.syncs():
			open = false
		case len(c.Data) == frameHeader:
			if open {
				unsynced++
			}
			// The size of the database after the transaction, in its last frame only.
			if open = c.Data[4:8] != "\x00\x00\x00\x00"; open {
				commits++
			}
		}
	}
	if open {
		unsynced++
	}
	return commits, unsynced
}

// frameHeader is the size of what precedes each page in SQLite's write-ahead log.
const frameHeader = 24

// okLines are the lines at which the program began to answer 200, by the sender's port and in order.
func okLines(calls []Call) map[string][]int {
	began := map[string][]int{}
	for _, c := range calls {
		if strings.HasPrefix(c.Data, "HTTP/1.1 200 ") {
			port := strings.TrimSuffix(c.Path[strings.LastIndexByte(c.Path, ':')+1:], "]")
			began[port] = append(began[port], c.Began)
		}
	}
	return began
}
