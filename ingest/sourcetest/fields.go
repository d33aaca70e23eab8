package sourcetest

import (
	"encoding"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// Fields compares the struct that decoder points to with what the schema file calls by a name: every JSON field of it, and
// of the structs inside, must be one that the schema knows, of a type that takes whatever the schema allows there. It
// finds misspelt fields, which JSON passes over in silence.
func Fields(t *testing.T, schemaFile, name string, decoder any) {
	t.Helper()
	by := definition(t, schemaFile, name)
	for _, wrong := range misfits(name, by, decoder) {
		t.Error(wrong)
	}
}

func misfits(name string, by *jsonschema.Schema, decoder any) []string {
	c := comparison{seen: map[string]bool{}}
	c.compare(name, []*jsonschema.Schema{by}, reflect.TypeOf(decoder))
	return c.wrong
}

// comparison goes through types and schemas side by side.
type comparison struct {
	wrong []string
	seen  map[string]bool // types that were compared with a schema, since both may contain themselves
}

// compare checks that a type takes what any of the schemas allows.
func (c *comparison) compare(at string, by []*jsonschema.Schema, to reflect.Type) {
	for to.Kind() == reflect.Pointer {
		to = to.Elem()
	}
	parts := possible(by)
	key := fmt.Sprintf("%s %s", to, parts[0].Location)
	if c.seen[key] || open(to) {
		return
	}
	c.seen[key] = true
	if !c.kinds(at, parts, to) {
		return
	}
	switch to.Kind() {
	case reflect.Struct:
		c.fields(at, parts, to)
	case reflect.Slice, reflect.Array:
		if items := itemsOf(parts); len(items) > 0 {
			c.compare(at+"[]", items, to.Elem())
		}
	case reflect.Map:
		if values := valuesOf(parts); len(values) > 0 {
			c.compare(at+"{}", values, to.Elem())
		}
	}
}

// kinds checks the types that the schemas name.
func (c *comparison) kinds(at string, parts []*jsonschema.Schema, to reflect.Type) bool {
	var named []string
	for _, p := range parts {
		if p.Types != nil {
			named = append(named, p.Types.ToStrings()...)
		}
	}
	for _, kind := range named {
		if kind != "null" && !slices.Contains(takes(to), kind) {
			c.wrong = append(c.wrong, fmt.Sprintf("%s is %s here, and may be %s in the schema", at, to, kind))
			return false
		}
	}
	return true
}

func (c *comparison) fields(at string, parts []*jsonschema.Schema, to reflect.Type) {
	for _, field := range reflect.VisibleFields(to) {
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		if name == "-" || !field.IsExported() || field.Anonymous && name == "" {
			continue
		}
		if name == "" {
			name = field.Name
		}
		var found []*jsonschema.Schema
		for _, p := range parts {
			if s := p.Properties[name]; s != nil {
				found = append(found, s)
			}
		}
		if here := at + "." + name; len(found) > 0 {
			c.compare(here, found, field.Type)
		} else if !free(parts) {
			c.wrong = append(c.wrong, here+" is no field that the schema knows")
		}
	}
}

// possible are all schemas by which a value may be, whichever alternative it takes.
func possible(by []*jsonschema.Schema) []*jsonschema.Schema {
	var all []*jsonschema.Schema
	var add func(s *jsonschema.Schema)
	add = func(s *jsonschema.Schema) {
		if s == nil || slices.Contains(all, s) {
			return
		}
		all = append(all, s)
		add(s.Ref)
		for _, more := range slices.Concat(s.AllOf, s.AnyOf, s.OneOf) {
			add(more)
		}
	}
	for _, s := range by {
		add(s)
	}
	return all
}

func itemsOf(parts []*jsonschema.Schema) (items []*jsonschema.Schema) {
	for _, p := range parts {
		if p.Items2020 != nil {
			items = append(items, p.Items2020)
		}
		items = append(items, p.PrefixItems...)
	}
	return items
}

func valuesOf(parts []*jsonschema.Schema) (values []*jsonschema.Schema) {
	for _, p := range parts {
		if s, ok := p.AdditionalProperties.(*jsonschema.Schema); ok {
			values = append(values, s)
		}
		for _, s := range p.Properties {
			values = append(values, s)
		}
	}
	return values
}

// free reports whether the schema says nothing about the fields.
func free(parts []*jsonschema.Schema) bool {
	return !slices.ContainsFunc(parts, func(p *jsonschema.Schema) bool { return len(p.Properties) > 0 })
}

// open reports whether a type looks at the JSON itself, so that nothing can be said of it here.
func open(to reflect.Type) bool {
	return to.Kind() == reflect.Interface || to == reflect.TypeFor[json.RawMessage]() ||
		reflect.PointerTo(to).Implements(reflect.TypeFor[json.Unmarshaler]()) ||
		reflect.PointerTo(to).Implements(reflect.TypeFor[encoding.TextUnmarshaler]())
}

// takes are the JSON types that decode into a Go type.
func takes(to reflect.Type) []string {
	switch to.Kind() {
	case reflect.Bool:
		return []string{"boolean"}
	case reflect.String:
		if to == reflect.TypeFor[json.Number]() {
			return []string{"number", "integer"}
		}
		return []string{"string"}
	case reflect.Float32, reflect.Float64:
		return []string{"number", "integer"}
	case reflect.Slice, reflect.Array:
		return []string{"array"}
	case reflect.Map, reflect.Struct:
		return []string{"object"}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64, reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return []string{"integer"}
	}
	return nil
}
