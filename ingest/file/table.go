package file

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"molva/ingest"
)

// table reads records whose fields have names, from CSV with a header or from JSON Lines.
type table struct {
	names   names
	cutter  *cutter
	rows    *rows    // of CSV; nil for JSONL
	header  []string // its columns, as the file calls them
	columns []string // and as we do; "" for one that nobody knows
	unknown func(name string)
}

// newTable reads the header of CSV. Each field that nobody knows is told to unknown, once a record.
func newTable(in *input, n names, unknown func(string)) (t *table, err error) {
	t = &table{names: n, cutter: &cutter{r: in.r, off: in.off}, unknown: unknown}
	if in.format == JSONL {
		t.cutter.shape = newLines(nil, values{time.UTC})
		return t, nil
	}
	t.rows = &rows{comma: separator(in.head), cp1251: in.encoding == windows1251}
	t.cutter.shape = t.rows
	if t.header, err = t.rows.names(t.cutter); err != nil {
		return nil, err
	}
	t.columns, err = n.columns(t.header)
	return t, err
}

// each gives every record that is not blank to take, or why it cannot be read, until take returns an error.
func (t *table) each(ctx context.Context, take func(record, error) error) error {
	for ctx.Err() == nil {
		rec, err := t.cutter.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read after line %d: %w", t.cutter.line, err)
		}
		r, err := t.record(rec)
		if err == nil && len(r.fields) == 0 {
			continue
		}
		if err := take(r, err); err != nil {
			return err
		}
	}
	return ctx.Err()
}

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
func (t *table) record(rec cut) (record, error) {
	r := record{line: rec.line}
	switch {
	case rec.bad != nil:
		return r, rec.bad
	case t.rows != nil:
		return r, t.cells(&r)
	}
	return r, t.members(&r, rec.bytes)
}

func (t *table) cells(r *record) error {
	if t.rows.blank() {
		return nil
	}
	if len(t.rows.cells) != len(t.columns) {
		return fmt.Errorf("%d cells in the row, %d in the header", len(t.rows.cells), len(t.columns))
	}
	for i, cell := range t.rows.cells {
		value := string(bytes.TrimSpace(t.rows.decoded(cell)))
		r.put(t.columns[i], value)
		if t.columns[i] == "" && value != "" {
			t.unknown(cmp.Or(t.header[i], fmt.Sprintf("column %d", i+1)))
		}
	}
	return nil
}

// members reads a line of JSON, whose fields are known only now.
func (t *table) members(r *record, line []byte) error {
	if line = bytes.TrimSpace(line); len(line) == 0 {
		return nil
	}
	fields, err := members(line)
	if err != nil {
		return t.names.notObject(err)
	}
	ours := make([]string, len(fields))
	for i, m := range fields {
		if ours[i] = t.names.ours(m.name); ours[i] == "" {
			t.unknown(m.name)
			continue
		}
		value, err := plainValue(m.value)
		if err != nil {
			return fmt.Errorf("%s: %w", ours[i], err)
		}
		r.put(ours[i], value)
	}
	if missing := t.names.missing(ours); missing != "" {
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

// plainValue is a string, a number, true or false, or nothing.
func plainValue(raw []byte) (string, error) {
	switch raw[0] {
	case '"':
		var s string
		err := json.Unmarshal(raw, &s)
		return s, err
	case 'n':
		return "", nil
	case '{', '[':
		return "", errors.New("found neither a string nor a number")
	}
	return string(raw), nil
}

// oneMore counts a name.
func oneMore(counts map[string]int, name string) map[string]int {
	if counts == nil {
		counts = map[string]int{}
	}
	counts[name]++
	return counts
}

// readRecords makes of each record of r what take does, and emits it in pages. What take refuses is rejected with its line.
func readRecords(ctx context.Context, r io.Reader, o Options, n names, take func(record, *ingest.Page) error, emit func(ingest.Page) error) error {
	in, err := inspect(r, o)
	if err != nil {
		return err
	}
	page := ingest.Page{}
	t, err := newTable(in, n, func(name string) {
		if !n.private {
			page.Unknown = oneMore(page.Unknown, name)
		}
	})
	if err != nil {
		return err
	}
	flush := func() error {
		if len(page.Inputs)+len(page.Steps)+len(page.Rejected)+len(page.Unknown) == 0 {
			return nil
		}
		full := page
		page = ingest.Page{}
		return emit(full)
	}
	err = t.each(ctx, func(r record, err error) error {
		if err == nil {
			err = take(r, &page)
		}
		if err != nil {
			page.Rejected = append(page.Rejected, refusal{line: r.line, reason: err.Error()}.rejection())
		}
		if len(page.Inputs)+len(page.Steps)+len(page.Rejected) < batchItems {
			return nil
		}
		return flush()
	})
	if err != nil && ctx.Err() == nil {
		return errors.Join(flush(), err)
	}
	if err != nil {
		return err
	}
	return flush()
}
