package file

import (
	"bytes"
	"maps"
	"slices"
	"strings"
)

// lines is the shape of JSONL: a record is a line, a line is an object of the wire format but for the names in the map.
type lines struct {
	ours   []string          // the mapped names of the wire format, sorted
	theirs map[string]string // ours → theirs
	values values
}

func newLines(mapped map[string]string, v values) *lines {
	return &lines{slices.Sorted(maps.Keys(mapped)), mapped, v}
}

func (l *lines) end(b []byte, eof bool) (int, error) {
	if i := bytes.IndexByte(b, '\n'); i >= 0 {
		return i + 1, nil
	}
	if eof {
		return len(b), nil
	}
	return 0, nil
}

// wire takes what the map names from where it stands. A line that is no object goes on as it is, for ingest.Decode to
// say what is wrong with it.
func (l *lines) wire(line []byte) ([]byte, error) {
	line = bytes.TrimSpace(line)
	if len(line) == 0 {
		return nil, nil
	}
	if len(l.ours) == 0 {
		return line, nil
	}
	record, err := members(line)
	if err != nil {
		return line, nil
	}
	return l.renamed(record).wire(), nil
}

func (l *lines) renamed(record []member) *mention {
	m := &mention{}
	for _, f := range record {
		switch _, mapped := l.theirs[f.name]; {
		case l.moved(f.name):
		case mapped:
			m.put("extra."+f.name, f.value) // its name now belongs to another field
		default:
			m.put(f.name, f.value)
		}
	}
	for _, ours := range l.ours {
		value, ok := find(record, l.theirs[ours])
		if !ok {
			continue
		}
		kind, _ := kindOf(ours)
		if value = l.values.field(value, kind); value != nil {
			m.set(wireName(ours), value)
		}
	}
	return m
}

// moved reports whether a field of the file stands in the mention under another name.
func (l *lines) moved(name string) bool {
	for _, theirs := range l.theirs {
		if theirs == name {
			return true
		}
	}
	return false
}

// find looks a field of the file up: by its whole name, else inside objects at the dots.
func find(record []member, name string) ([]byte, bool) {
	for _, f := range record {
		if f.name == name {
			return f.value, true
		}
	}
	outer, inner, dotted := strings.Cut(name, ".")
	if !dotted {
		return nil, false
	}
	value, ok := find(record, outer)
	if !ok {
		return nil, false
	}
	within, err := members(value)
	if err != nil {
		return nil, false
	}
	return find(within, inner)
}
