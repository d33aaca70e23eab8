package theme

import "errors"

// AppendBinary appends the table's state.
func (t *Table) AppendBinary(dst []byte) ([]byte, error) { return dst, nil }

// ReadTable reads what AppendBinary wrote and returns the bytes behind it.
func ReadTable(data []byte, p *Pack) (t *Table, rest []byte, err error) {
	return nil, data, errors.New("read themes: not yet")
}
