package sourcetest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// What a recorded reply may hold in place of what the network would say.
const (
	newKey     = "$new"     // {"$new": "Name", …}: an instance of the schema's, with these fields laid over it
	withoutKey = "$without" // beside it: a list of its fields that are left out
	badKey     = "$bad"     // {"$bad": …}: what stands there, which the schema need not allow
	stringKey  = "$string"  // {"$string": …}: the JSON of what stands there, as a string
)

// speaks reports whether something in the text stands for something else.
func speaks(text []byte) bool {
	return slices.ContainsFunc([]string{newKey, badKey, stringKey}, func(key string) bool { return bytes.Contains(text, []byte(`"`+key+`"`)) })
}

// expand writes out the instances in all replies.
func (f *fixture) expand(t *testing.T) {
	t.Helper()
	var by *schema
	for i, p := range f.replies {
		if !speaks(p.body) {
			continue
		}
		if by == nil && bytes.Contains(p.body, []byte(newKey)) {
			by = f.schema(t)
		}
		var err error
		if f.replies[i].body, err = p.expanded(expander{schema: by, bad: true}); err == nil {
			f.replies[i].sound, err = p.expanded(expander{schema: by})
		}
		if err != nil {
			t.Fatalf("%s: %s %s: %v", f.path, p.method, p.url, err)
		}
	}
}

// expanded is the reply's text with every message written out.
func (p reply) expanded(e expander) ([]byte, error) {
	if !p.frames() {
		head, body, _ := bytes.Cut(p.body, []byte("\n\n"))
		body, err := e.message(body)
		return bytes.Join([][]byte{head, body}, []byte("\n\n")), err
	}
	var out []string
	for _, line := range lines(p.body) {
		if frame, ours := strings.CutPrefix(line, "< "); ours && speaks([]byte(frame)) {
			written, err := e.message([]byte(frame))
			if err != nil {
				return nil, err
			}
			if written == nil {
				continue
			}
			line = "< " + string(written)
		}
		out = append(out, line)
	}
	return []byte(strings.Join(out, "\n")), nil
}

// expander writes out what stands in place of a network's words.
type expander struct {
	schema *schema
	bad    bool // with what is meant to be bad
}

func (e expander) message(text []byte) ([]byte, error) {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, fmt.Errorf("a reply with instances must be JSON: %w", err)
	}
	v, keep, err := e.value(v)
	if err != nil || !keep {
		return nil, err
	}
	var out bytes.Buffer
	to := json.NewEncoder(&out)
	to.SetEscapeHTML(false)
	err = to.Encode(v)
	return bytes.TrimSpace(out.Bytes()), err
}

// value writes out v; keep is false for what is to be left out.
func (e expander) value(v any) (out any, keep bool, err error) {
	switch v := v.(type) {
	case []any:
		out, err = e.list(v)
	case map[string]any:
		return e.object(v)
	default:
		out = v
	}
	return out, true, err
}

func (e expander) list(v []any) ([]any, error) {
	all := []any{}
	for _, item := range v {
		written, keep, err := e.value(item)
		if err != nil {
			return nil, err
		}
		if keep {
			all = append(all, written)
		}
	}
	return all, nil
}

func (e expander) object(v map[string]any) (out any, keep bool, err error) {
	if bad, ok := v[badKey]; ok {
		out, _, err = e.value(bad)
		return out, e.bad, err
	}
	if inner, ok := v[stringKey]; ok {
		text, err := json.Marshal(inner)
		if err == nil {
			text, err = e.message(text)
		}
		return string(text), true, err
	}
	fields := map[string]any{}
	for name, field := range v {
		written, keep, err := e.value(field)
		if err != nil {
			return nil, false, err
		}
		if keep && name != newKey && name != withoutKey {
			fields[name] = written
		}
	}
	if name, ok := v[newKey].(string); ok {
		out, err = e.instance(name, fields, v[withoutKey])
		return out, true, err
	}
	return fields, true, nil
}

// instance makes what the schema calls by a name, with the fields laid over it.
func (e expander) instance(name string, fields map[string]any, without any) (any, error) {
	s, err := e.schema.named(name)
	if err != nil {
		return nil, err
	}
	v, err := maker{}.instance(s)
	if err != nil {
		return nil, fmt.Errorf("make %s: %w", name, err)
	}
	made, ok := v.(map[string]any)
	if !ok {
		return nil, fmt.Errorf("%s is no object", name)
	}
	lay(made, fields)
	gone, ok := without.([]any)
	if without != nil && !ok {
		return nil, errors.New(withoutKey + " wants a list of names")
	}
	for _, field := range gone {
		delete(made, fmt.Sprint(field))
	}
	return made, nil
}

// lay puts fields over those of an object, going into objects that both have.
func lay(under, over map[string]any) {
	for name, field := range over {
		below, both := under[name].(map[string]any)
		if above, ok := field.(map[string]any); ok && both {
			lay(below, above)
			continue
		}
		under[name] = field
	}
}
