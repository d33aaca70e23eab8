package sourcetest

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// deep is how far below the top fields are left out that may be.
const deep = 6

// maker makes instances of a schema, always the same ones. The zero value fills in what is required and nothing else.
type maker struct {
	all  bool // what is optional too
	last bool // of several types or forms the last, not the first

	path  []*jsonschema.Schema // that the value is inside of
	level int
}

// instance makes one and sees to it that the schema allows it.
func (m maker) instance(s *jsonschema.Schema) (any, error) {
	v, err := m.value(s, "")
	if err != nil {
		return nil, err
	}
	if err := s.Validate(v); err != nil {
		return nil, fmt.Errorf("what was made of the schema is not allowed by it; a pattern needs examples: %w", err)
	}
	return v, nil
}

// value makes what stands in a field of that name.
func (m maker) value(s *jsonschema.Schema, name string) (any, error) {
	parts := m.parts(s)
	if slices.ContainsFunc(parts, func(p *jsonschema.Schema) bool { return slices.Contains(m.path, p) }) {
		return nil, fmt.Errorf("%q contains itself without end", name)
	}
	m.path, m.level = slices.Concat(m.path, parts), m.level+1
	for _, p := range parts {
		if p.Const != nil {
			return *p.Const, nil
		}
		if p.Enum != nil {
			return m.one(p.Enum.Values), nil
		}
	}
	switch kind := m.kind(parts); kind {
	case "object":
		return m.object(parts)
	case "array":
		return m.array(parts, name)
	case "boolean":
		return m.last, nil
	case "null":
		return nil, nil
	case "integer", "number":
		return figure(parts), nil
	default:
		return text(parts, cmp.Or(name, "text")), nil
	}
}

// parts are all schemas that hold for the same value: a schema, those that it refers to, and of alternatives one.
func (m maker) parts(s *jsonschema.Schema) []*jsonschema.Schema {
	all := []*jsonschema.Schema{s}
	if s.Ref != nil {
		all = append(all, m.parts(s.Ref)...)
	}
	for _, each := range s.AllOf {
		all = append(all, m.parts(each)...)
	}
	for _, either := range [][]*jsonschema.Schema{s.OneOf, s.AnyOf} {
		if either = slices.DeleteFunc(slices.Clone(either), isNull); len(either) > 0 {
			all = append(all, m.parts(choose(m, either))...)
		}
	}
	return all
}

func choose[T any](m maker, from []T) T {
	if m.last {
		return from[len(from)-1]
	}
	return from[0]
}

func (m maker) one(values []any) any {
	if some := slices.DeleteFunc(slices.Clone(values), func(v any) bool { return v == nil }); len(some) > 0 {
		values = some
	}
	return choose(m, values)
}

func isNull(s *jsonschema.Schema) bool {
	return s.Types != nil && slices.Equal(s.Types.ToStrings(), []string{"null"})
}

// kind is the type of the value: one that is said, or one that follows from what else is said.
func (m maker) kind(parts []*jsonschema.Schema) string {
	for _, p := range parts {
		if p.Types == nil {
			continue
		}
		types := p.Types.ToStrings()
		if some := slices.DeleteFunc(slices.Clone(types), func(t string) bool { return t == "null" }); len(some) > 0 {
			types = some
		}
		return choose(m, types)
	}
	for _, p := range parts {
		if len(p.Properties) > 0 {
			return "object"
		}
		if p.Items2020 != nil {
			return "array"
		}
	}
	return "string"
}

func (m maker) object(parts []*jsonschema.Schema) (any, error) {
	fields, required := map[string]*jsonschema.Schema{}, map[string]bool{}
	for _, p := range parts {
		for name, field := range p.Properties {
			fields[name] = cmp.Or(fields[name], field)
		}
		for _, name := range p.Required {
			required[name] = true
		}
		if p.Bool == nil && m.all && len(p.Properties) == 0 {
			if more, ok := p.AdditionalProperties.(*jsonschema.Schema); ok {
				fields["key"] = more
			}
		}
	}
	made := map[string]any{}
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		if !required[name] && (!m.all || m.level > deep) {
			continue
		}
		v, err := m.value(fields[name], name)
		if err != nil && required[name] {
			return nil, err
		}
		if err == nil {
			made[name] = v
		}
	}
	return made, nil
}

func (m maker) array(parts []*jsonschema.Schema, name string) (any, error) {
	least, made := 0, []any{}
	if m.all && m.level <= deep {
		least = 1
	}
	for _, p := range parts {
		if p.MinItems != nil {
			least = max(least, *p.MinItems)
		}
		for _, item := range p.PrefixItems {
			v, err := m.value(item, name)
			if err != nil {
				return nil, err
			}
			made = append(made, v)
		}
	}
	for _, p := range parts {
		for p.Items2020 != nil && len(made) < least {
			v, err := m.value(p.Items2020, name)
			if err != nil {
				return made, nil // an empty list ends what contains itself
			}
			made = append(made, v)
		}
	}
	return made, nil
}

// figure is the smallest number that is allowed, from 1 on where nothing else is said.
func figure(parts []*jsonschema.Schema) any {
	n := big.NewRat(1, 1)
	for _, p := range parts {
		switch {
		case p.Minimum != nil && n.Cmp(p.Minimum) < 0:
			n = p.Minimum
		case p.ExclusiveMinimum != nil && n.Cmp(p.ExclusiveMinimum) <= 0:
			n = new(big.Rat).Add(p.ExclusiveMinimum, big.NewRat(1, 1))
		case p.Maximum != nil && n.Cmp(p.Maximum) > 0:
			n = p.Maximum
		}
	}
	if n.IsInt() {
		return json.Number(n.Num().String())
	}
	return json.Number(n.FloatString(3))
}

// text is a string of the format, or what the schema gives as an example of a pattern, or else the field's name.
func text(parts []*jsonschema.Schema, name string) string {
	s := name
	for _, p := range parts {
		if p.Format != nil {
			s = cmp.Or(formats()[p.Format.Name], s)
		}
		if example, err := exampleOf(p); p.Pattern != nil && err == nil {
			s = example
		}
	}
	for _, p := range parts {
		if p.MinLength != nil {
			s += strings.Repeat("x", max(0, *p.MinLength-len(s)))
		}
		if p.MaxLength != nil {
			s = s[:min(len(s), *p.MaxLength)]
		}
	}
	return s
}

func exampleOf(s *jsonschema.Schema) (string, error) {
	for _, e := range s.Examples {
		if e, ok := e.(string); ok {
			return e, nil
		}
	}
	return "", errors.New("no example")
}

func formats() map[string]string {
	return map[string]string{
		"date-time": "2026-11-21T08:00:00Z", "date": "2026-11-21", "time": "08:00:00Z", "duration": "PT1M",
		"uri": "https://network.test/page", "uri-reference": "/page", "iri": "https://network.test/page",
		"email": "someone@network.test", "hostname": "network.test", "ipv4": "192.0.2.1",
		"uuid": "7f3a4c1e-0000-4000-8000-000000000001",
	}
}
