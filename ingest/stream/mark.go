package stream

import (
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
)

// mark remembers, in a file beside the embedded server's, the last message of the raw log that was acknowledged: the log
// itself cannot tell that its end is missing. It is not synced, so it costs next to nothing; a power cut may take back
// what it says, and then it claims less than it might, never more. A nil mark remembers nothing.
type mark struct {
	file *os.File
	log  *slog.Logger
	name string // of the log that it is about
	last uint64
	bad  bool // it could not be written the last time
}

func openMark(dir string, log *slog.Logger) (*mark, error) {
	file, err := os.OpenFile(filepath.Join(dir, "acknowledged"), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open the stream's mark: %w", err)
	}
	m := &mark{file: file, log: log}
	text := make([]byte, 256)
	n, _ := file.ReadAt(text, 0)
	if _, err := fmt.Sscanf(string(text[:n]), "%s %d\n", &m.name, &m.last); err != nil {
		m.name, m.last = "", 0 // new, or torn by a power cut
	}
	return m, nil
}

// reach moves the mark forward. In one log it never goes back: where it stands above the log's end, that end is gone.
func (m *mark) reach(name string, last uint64) {
	if m == nil || name == m.name && last <= m.last {
		return
	}
	m.name, m.last = name, last
	_, err := fmt.Fprintf(writerAt{m.file}, "%-64s %020d\n", name, last)
	if err != nil && !m.bad {
		m.log.Warn("cannot mark what is acknowledged", "err", err)
	}
	m.bad = err != nil
}

func (m *mark) close() error {
	if m == nil || m.file == nil {
		return nil
	}
	defer func() { m.file = nil }()
	return m.file.Close()
}

// writerAt writes at the file's start, always.
type writerAt struct{ *os.File }

func (w writerAt) Write(b []byte) (int, error) { return w.WriteAt(b, 0) }
