package file

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// record is what one line says, by our names, in the order in which it stands there. Fields that are empty are left out.
type record struct {
	line   int
	fields []entry
}

type entry struct{ name, value string }

// of is the value of a field, "" when it is unknown.
func (r record) of(name string) string {
	for _, f := range r.fields {
		if f.name == name {
			return f.value
		}
	}
	return ""
}

// record reads a record; one without fields is blank.
func (f *figures) record(rec cut) (record, error) {
	r := record{line: rec.line}
	switch {
	case rec.bad != nil:
		return r, rec.bad
	case f.rows != nil:
		return r, f.cells(&r)
	}
	return r, f.members(&r, rec.bytes)
}

func (f *figures) cells(r *record) error {
	if f.rows.blank() {
		return nil
	}
	if len(f.rows.cells) != len(f.columns) {
		return fmt.Errorf("%d cells in the row, %d in the header", len(f.rows.cells), len(f.columns))
	}
	for i, cell := range f.rows.cells {
		value := string(bytes.TrimSpace(f.rows.decoded(cell)))
		r.put(f.columns[i], value)
		if f.columns[i] == "" && value != "" {
			f.batch.unknown(cmp.Or(f.header[i], fmt.Sprintf("column %d", i+1)))
		}
	}
	return nil
}

// members reads a line of JSON, whose fields are known only now.
func (f *figures) members(r *record, line []byte) error {
	if line = bytes.TrimSpace(line); len(line) == 0 {
		return nil
	}
	fields, err := members(line)
	if err != nil {
		return fmt.Errorf("not one JSON object: %w", err)
	}
	names := make([]string, len(fields))
	for i, m := range fields {
		if names[i] = f.options.ours(m.name); names[i] == "" {
			f.batch.unknown(m.name)
		}
		value, err := plainValue(m.value)
		if err != nil {
			return fmt.Errorf("%s: %w", names[i], err)
		}
		r.put(names[i], value)
	}
	if missing := f.options.missing(names); missing != "" {
		return fmt.Errorf("the record has no field %s", missing)
	}
	return nil
}

func (r *record) put(name, value string) {
	if value = strings.TrimSpace(value); name != "" && !saysNothing(value) {
		r.fields = append(r.fields, entry{name, value})
	}
}

// saysNothing reports what exports write where they know nothing.
func saysNothing(s string) bool {
	switch strings.ToLower(s) {
	case "", "-", "–", "—", "n/a", "н/д":
		return true
	}
	return false
}

// plainValue is a string, a number or nothing.
func plainValue(raw []byte) (string, error) {
	switch raw[0] {
	case '"':
		var s string
		err := json.Unmarshal(raw, &s)
		return s, err
	case 'n':
		return "", nil
	case '{', '[', 't', 'f':
		return "", errors.New("found neither a string nor a number")
	}
	return string(raw), nil
}
