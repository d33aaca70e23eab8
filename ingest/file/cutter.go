package file

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
)

// errLong condemns a record, and nothing else of the file.
var errLong = fmt.Errorf("longer than %d bytes", Limit)

// shape knows where a record ends and how it reads in the wire format.
type shape interface {
	// end returns how many bytes the first record of b takes, its line end included; 0 when b stops inside it, which at
	// the end of the file it never may. An error condemns the first line of b alone.
	end(b []byte, eof bool) (int, error)
	// wire writes the record that end has just found as a mention; nil when it is blank.
	wire(record []byte) ([]byte, error)
}

// cutter takes records off a reader, one after the other. It holds one buffer of about Limit, so that the lines after
// a record that never ends are still there when that record is given up.
type cutter struct {
	r      *bufio.Reader
	shape  shape
	follow bool  // a last record without a line end may still grow: leave it
	off    int64 // where the next record begins
	line   int   // how many lines lie before it
}

// cut is one record; its bytes are good until the next one is asked for.
type cut struct {
	line  int // where it begins, from 1
	bytes []byte
	bad   error // why it cannot be read; the records after it can
}

// next returns the next record. Its error is the reader's, io.EOF at the end.
func (c *cutter) next() (cut, error) {
	for want := 1; ; {
		_, err := c.r.Peek(want)
		b, _ := c.r.Peek(c.r.Buffered())
		switch {
		case err == io.EOF && (len(b) == 0 || c.follow):
			return cut{}, io.EOF
		case errors.Is(err, bufio.ErrBufferFull):
			return c.give(errLong)
		case err != nil && err != io.EOF:
			return cut{}, err
		}
		n, bad := c.shape.end(b, err == io.EOF)
		switch {
		case bad != nil && (!c.follow || bytes.IndexByte(b, '\n') >= 0):
			return c.give(bad)
		case n > 0:
			return c.take(b[:n]), nil
		}
		want = len(b) + 1
	}
}

// take moves past a whole record.
func (c *cutter) take(b []byte) cut {
	rec := cut{line: c.line + 1, bytes: bytes.TrimRight(b, "\r\n")}
	if len(rec.bytes) > Limit {
		rec.bad = errLong
	}
	c.line += max(1, bytes.Count(b, []byte("\n")))
	c.skip(len(b))
	return rec
}

// give moves past one line, however long, and gives it up.
func (c *cutter) give(bad error) (cut, error) {
	rec := cut{line: c.line + 1, bad: bad}
	for {
		b, err := c.r.ReadSlice('\n')
		c.off += int64(len(b))
		switch {
		case err == nil || err == io.EOF:
			c.line++
			return rec, nil
		case !errors.Is(err, bufio.ErrBufferFull):
			return cut{}, err
		}
	}
}

// skip drops bytes that lie in the buffer.
func (c *cutter) skip(n int) {
	n, _ = c.r.Discard(n)
	c.off += int64(n)
}
