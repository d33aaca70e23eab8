package file

import (
	"bytes"
	"errors"
	"fmt"

	"golang.org/x/text/encoding/charmap"
)

var (
	errOpen  = errors.New("a quoted cell is not closed")
	errAfter = errors.New("text stands after a closing quote")
)

// rows is the shape of CSV as RFC 4180 has it, with any separator. A quote opens a cell only at the cell's first byte;
// elsewhere it is itself, as spreadsheets read it. A row of empty cells is blank.
type rows struct {
	comma   byte
	cp1251  bool
	values  values
	columns []column
	cells   [][]byte // of the row that end found last; they lie in its bytes
}

// end splits the first row of b into r.cells.
func (r *rows) end(b []byte, eof bool) (int, error) {
	r.cells = r.cells[:0]
	for at := 0; ; {
		c, err := r.cell(b[at:], eof)
		if err != nil || c.ends == nowhere {
			return 0, err
		}
		r.cells = append(r.cells, c.content)
		at += c.size
		if c.ends == atLine {
			return at, nil
		}
	}
}

// wire writes the row that end found last; empty cells say nothing.
func (r *rows) wire([]byte) ([]byte, error) {
	if r.blank() {
		return nil, nil
	}
	if len(r.cells) != len(r.columns) {
		return nil, fmt.Errorf("%d cells in the row, %d in the header", len(r.cells), len(r.columns))
	}
	m := &mention{}
	for i, column := range r.columns {
		content := r.decoded(r.cells[i])
		for _, f := range column {
			if value := r.values.cell(content, f.kind); value != nil {
				m.put(f.name, value)
			}
		}
	}
	return m.wire(), nil
}

func (r *rows) blank() bool {
	for _, c := range r.cells {
		if len(bytes.TrimSpace(c)) > 0 {
			return false
		}
	}
	return true
}

func (r *rows) decoded(cell []byte) []byte {
	if !r.cp1251 {
		return cell
	}
	utf8, err := charmap.Windows1251.NewDecoder().Bytes(cell)
	if err != nil {
		return cell
	}
	return utf8
}

// cell is one cell and where it ends.
type cell struct {
	content []byte
	size    int // with the quotes and what ends it
	ends    ending
}

type ending uint8

const (
	nowhere ending = iota // not yet in sight
	atComma
	atLine
)

// cell reads the cell at the beginning of b.
func (r *rows) cell(b []byte, eof bool) (cell, error) {
	if len(b) > 0 && b[0] == '"' {
		return r.quoted(b, eof)
	}
	for i, c := range b {
		switch c {
		case r.comma:
			return cell{b[:i], i + 1, atComma}, nil
		case '\n':
			return cell{bytes.TrimSuffix(b[:i], []byte("\r")), i + 1, atLine}, nil
		}
	}
	if !eof {
		return cell{}, nil
	}
	return cell{bytes.TrimSuffix(b, []byte("\r")), len(b), atLine}, nil
}

func (r *rows) quoted(b []byte, eof bool) (cell, error) {
	for i := 1; ; i++ {
		n := bytes.IndexByte(b[i:], '"')
		if n < 0 {
			return open(eof)
		}
		i += n + 1
		if i < len(b) && b[i] == '"' {
			continue
		}
		content := bytes.ReplaceAll(b[1:i-1], []byte(`""`), []byte(`"`))
		return r.closed(content, b, i, eof)
	}
}

// closed looks at what follows the closing quote, which stands before b[i].
func (r *rows) closed(content, b []byte, i int, eof bool) (cell, error) {
	rest := b[i:]
	switch {
	case len(rest) > 0 && rest[0] == r.comma:
		return cell{content, i + 1, atComma}, nil
	case bytes.HasPrefix(rest, []byte("\n")):
		return cell{content, i + 1, atLine}, nil
	case bytes.HasPrefix(rest, []byte("\r\n")):
		return cell{content, i + 2, atLine}, nil
	case len(rest) == 0 || len(rest) == 1 && rest[0] == '\r':
		if eof {
			return cell{content, len(b), atLine}, nil
		}
		return cell{}, nil
	}
	return cell{}, errAfter
}

// open is a quoted cell whose end is not in sight.
func open(eof bool) (cell, error) {
	if eof {
		return cell{}, errOpen
	}
	return cell{}, nil
}
