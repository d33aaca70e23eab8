package file

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"molva/ingest"
)

// mark is a place in a file: what the cursor holds. A file is known again by its first bytes, because an inode is used
// anew and a copy has another.
type mark struct {
	Head   string `json:"head"`   // hex SHA-256 of the first Size bytes of the file as it lies there
	Size   int64  `json:"size"`   // at most identity
	Offset int64  `json:"offset"` // in the unpacked bytes: where the next record begins
	Line   int    `json:"line"`   // how many lines lie before it
}

// identity is how many bytes tell one file from another.
const identity = 4096

// readMark reads a cursor. One that is none of ours is the start of the file: what was read before counts as repeats.
func readMark(after ingest.Cursor) mark {
	var m mark
	if err := json.Unmarshal([]byte(after), &m); err != nil || m.Offset < 0 || m.Size < 0 || m.Size > identity {
		return mark{}
	}
	return m
}

// identify makes the mark of the file's start.
func identify(f *os.File) (mark, error) {
	head := make([]byte, identity)
	n, err := f.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return mark{}, err
	}
	return mark{Head: sum(head[:n]), Size: int64(n)}, nil
}

// at is the cursor for another place in the same file.
func (m mark) at(off int64, line int) ingest.Cursor {
	m.Offset, m.Line = off, line
	b, err := json.Marshal(m)
	if err != nil { // numbers and hex digits always can
		return ""
	}
	return ingest.Cursor(b)
}

// same reports whether f is the file that m is a place in. A file that is packed or in UTF-16 may be shorter than what its offset
// says; that it was cut short shows when it is read.
func (m mark) same(f *os.File) bool {
	head := make([]byte, m.Size)
	if _, err := f.ReadAt(head, 0); err != nil {
		return m.Size == 0
	}
	if m.Size > 0 && sum(head) != m.Head {
		return false
	}
	info, err := f.Stat()
	turned := bytes.HasPrefix(head, gzipMagic) || isUTF16(head)
	return err == nil && (turned || info.Size() >= m.Offset)
}

// lost is the gap that the replacement of a followed file leaves.
func (m mark) lost(follow bool) string {
	if !follow {
		return ""
	}
	return fmt.Sprintf("the file was replaced; what was added to the old one after line %d is not known", m.Line)
}

func sum(b []byte) string {
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])
}
