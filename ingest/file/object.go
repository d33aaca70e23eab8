package file

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"
)

// member is one name and value of a JSON object, the value as it stands in the file.
type member struct {
	name  string
	value []byte
}

// mention gathers the fields of one mention, in whatever order and nesting they came, and writes the wire format.
// What stands twice in the file is written twice: to judge that is ingest.Decode's business.
type mention struct {
	top   []member
	inner [len(groups)][]member // of the groups
}

// groups are the fields of the wire format that have fields of their own.
var groups = [...]string{"author", "engagement", "scores", "extra"}

// put adds a field; a dotted name of the wire format goes into its group.
func (m *mention) put(name string, value []byte) {
	list, last := m.place(name)
	*list = append(*list, member{last, value})
}

// set adds a field in place of what stood there before.
func (m *mention) set(name string, value []byte) {
	list, last := m.place(name)
	for i := range *list {
		if (*list)[i].name == last {
			(*list)[i].value = value
			return
		}
	}
	*list = append(*list, member{last, value})
}

func (m *mention) place(name string) (list *[]member, last string) {
	for i, group := range groups {
		if rest, ok := strings.CutPrefix(name, group+"."); ok {
			return &m.inner[i], rest
		}
	}
	return &m.top, name
}

// wire writes the mention.
func (m *mention) wire() []byte {
	for i, group := range groups {
		if len(m.inner[i]) > 0 {
			m.fold(group, m.inner[i])
		}
	}
	return appendObject(nil, m.top)
}

// fold joins the inner fields of a group with what stands under the group's own name: an object's fields come first, so
// that inner ones replace them; a plain author is the author's name, as everywhere.
func (m *mention) fold(group string, inner []member) {
	var whole mention
	i := slices.IndexFunc(m.top, func(f member) bool { return f.name == group })
	if i >= 0 {
		fields, err := members(m.top[i].value)
		if err != nil && group == "author" {
			fields = []member{{"name", m.top[i].value}}
		}
		whole.top = fields
		m.top = slices.Delete(m.top, i, i+1)
	}
	for _, f := range inner {
		whole.set(f.name, f.value)
	}
	m.top = append(m.top, member{group, appendObject(nil, whole.top)})
}

// members splits a JSON object into its fields, in order; a name that stands twice is given twice.
func members(raw []byte) ([]member, error) {
	dec := json.NewDecoder(bytes.NewReader(raw))
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return nil, errors.Join(errors.New("no object"), err)
	}
	var all []member
	for dec.More() {
		name, err := dec.Token()
		if err != nil {
			return nil, err
		}
		var value json.RawMessage
		if err := dec.Decode(&value); err != nil {
			return nil, err
		}
		all = append(all, member{name.(string), value})
	}
	if _, err := dec.Token(); err != nil {
		return nil, err
	}
	if _, err := dec.Token(); err != io.EOF {
		return nil, errors.New("more than one object")
	}
	return all, nil
}

func appendObject(dst []byte, fields []member) []byte {
	dst = append(dst, '{')
	for i, f := range fields {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(appendQuoted(dst, f.name), ':')
		dst = append(dst, f.value...)
	}
	return append(dst, '}')
}

// appendQuoted writes a JSON string and leaves wrong UTF-8 as it is, where encoding/json would replace it unseen:
// whether to repair or to refuse it depends on the field, and ingest.Decode knows which.
func appendQuoted[T string | []byte](dst []byte, s T) []byte {
	const hex = "0123456789abcdef"
	dst = append(dst, '"')
	for i := range len(s) {
		switch c := s[i]; {
		case c == '"' || c == '\\':
			dst = append(dst, '\\', c)
		case c < ' ':
			dst = append(dst, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		default:
			dst = append(dst, c)
		}
	}
	return append(dst, '"')
}
