package file

import (
	"context"
	"fmt"
	"io"
	"os"
	"time"

	"molva/ingest"
)

// How often a file is looked at again: one that grows, and one that may at most be replaced.
const (
	often  = 5 * time.Second
	seldom = time.Hour
)

// source is a configured file.
type source struct {
	options Options
}

// New makes a source of a file. The file need not be there yet.
func New(o Options, env ingest.Env) (ingest.Source, ingest.Rhythm, error) {
	if err := o.Validate(); err != nil {
		return nil, ingest.Rhythm{}, err
	}
	o.Log = env.Log
	if !o.Follow {
		return source{o}, ingest.Rhythm{Every: seldom}, nil
	}
	return source{o}, ingest.Rhythm{Every: often, Quiet: o.Quiet}, nil
}

// Read emits the records after the cursor and returns nil at the end of the file. Of a followed file that is replaced, a
// page's Gap says what may be lost.
func (s source) Read(ctx context.Context, after ingest.Cursor, emit func(ingest.Page) error) error {
	f, err := openRegular(s.options.Path)
	if err != nil {
		return err
	}
	defer f.Close()
	head, err := identify(f)
	if err != nil {
		return err
	}
	from := readMark(after)
	p := &pager{emit: emit, place: head.at}
	if !from.same(f) {
		p.page.Gap = from.lost(s.options.Follow)
		from = mark{}
	}
	c, err := s.open(f, from)
	if err != nil {
		return fmt.Errorf("read %s: %w", s.options.Path, err)
	}
	if c == nil {
		return nil
	}
	return c.pages(ctx, s.options, p)
}

// openRegular refuses folders, and pipes, which nobody could stop waiting for.
func openRegular(path string) (*os.File, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is no regular file", path)
	}
	return os.Open(path)
}

// open looks at the beginning of the file and goes to where reading left off; nil when the file has nothing in it yet.
func (s source) open(f *os.File, from mark) (*cutter, error) {
	in, err := inspect(f, s.options)
	if err != nil {
		return nil, err
	}
	if len(in.head) == 0 && s.options.Follow {
		return nil, nil
	}
	c, err := in.cutter(s.options)
	if err != nil {
		return nil, err
	}
	c.follow = s.options.Follow
	if from.Offset <= c.off {
		return c, nil
	}
	if in.turned {
		_, err = io.CopyN(io.Discard, c.r, from.Offset-c.off)
	} else if _, err = f.Seek(from.Offset, io.SeekStart); err == nil {
		c.r.Reset(f)
	}
	c.off, c.line = from.Offset, from.Line
	return c, err
}
