package api

import (
	"encoding"
	"encoding/json"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"molva/alerts"
	"molva/classify"
	"molva/classify/cluster"
	"molva/classify/cluster/life"
	"molva/store"
)

// schema is the part of JSON Schema that we need. Requests are checked by it, and the document shows it.
type schema struct {
	Ref         string             `json:"$ref,omitempty"`
	Type        string             `json:"type,omitempty"`
	Format      string             `json:"format,omitempty"`
	Description string             `json:"description,omitempty"`
	Encoding    string             `json:"contentEncoding,omitempty"`
	Enum        []string           `json:"enum,omitempty"`
	Pattern     string             `json:"pattern,omitempty"`
	Default     any                `json:"default,omitempty"`
	Minimum     *int               `json:"minimum,omitempty"`
	Maximum     *int               `json:"maximum,omitempty"`
	MinLength   *int               `json:"minLength,omitempty"`
	MaxLength   *int               `json:"maxLength,omitempty"`
	Items       *schema            `json:"items,omitempty"`
	MinItems    *int               `json:"minItems,omitempty"`
	MaxItems    *int               `json:"maxItems,omitempty"`
	Properties  map[string]*schema `json:"properties,omitempty"`
	Required    []string           `json:"required,omitempty"`
	Additional  any                `json:"additionalProperties,omitempty"` // false, or what they are
	AnyOf       []*schema          `json:"anyOf,omitempty"`
}

// words are the types whose values are some words.
var words = map[reflect.Type][]string{
	reflect.TypeFor[classify.Sentiment](): {"negative", "neutral", "positive"},
	reflect.TypeFor[classify.Category]():  texts(classify.Categories[:]),
	reflect.TypeFor[cluster.Kind]():       texts(cluster.Kinds[:]),
	reflect.TypeFor[life.State]():         texts(states),
	reflect.TypeFor[store.Work]():         texts(store.Works[:]),
	reflect.TypeFor[store.Deed]():         texts(store.Deeds[:]),
	reflect.TypeFor[urgent]():             texts(alerts.Urgent),
	reflect.TypeFor[store.Purpose]():      {string(store.Sampled), string(store.Doubted), string(store.Corrected)},
}

// states of a complaint.
var states = []life.State{life.New, life.Rising, life.Steady, life.Fading, life.Dormant, life.Fixed, life.Returned}

func texts[T ~string](all []T) []string {
	list := make([]string, len(all))
	for i, one := range all {
		list[i] = string(one)
	}
	return list
}

// shapes are the schemas of Go types, those with a name under it.
type shapes struct {
	named map[string]*schema
	names map[reflect.Type]string // nil: each stands where it is used
}

func newShapes() *shapes { return &shapes{map[string]*schema{}, map[reflect.Type]string{}} }

// plain is the schema of a type with all that it is made of. A type that has itself in it has none.
func plain(t reflect.Type) *schema { return new(shapes).of(t) }

var (
	textual = reflect.TypeFor[encoding.TextMarshaler]()
	moments = reflect.TypeFor[time.Time]()
	raw     = reflect.TypeFor[json.RawMessage]()
)

// of is the schema of what encoding/json writes for a type.
func (s *shapes) of(t reflect.Type) *schema {
	if enum, ok := words[t]; ok {
		return &schema{Type: "string", Enum: enum}
	}
	switch {
	case t.Kind() == reflect.Pointer:
		return &schema{AnyOf: []*schema{s.of(t.Elem()), {Type: "null"}}}
	case t == raw || t.Kind() == reflect.Interface:
		return &schema{}
	case t == moments:
		return &schema{Type: "string", Format: "date-time"}
	case t.Implements(textual):
		return &schema{Type: "string"}
	}
	switch t.Kind() {
	case reflect.Slice, reflect.Array:
		if t.Elem().Kind() == reflect.Uint8 {
			return &schema{Type: "string", Encoding: "base64"}
		}
		return &schema{Type: "array", Items: s.of(t.Elem())}
	case reflect.Map:
		return &schema{Type: "object", Additional: s.of(t.Elem())}
	case reflect.Struct:
		return s.object(t)
	case reflect.Bool:
		return &schema{Type: "boolean"}
	case reflect.String:
		return &schema{Type: "string"}
	case reflect.Float32, reflect.Float64:
		return &schema{Type: "number"}
	}
	return &schema{Type: "integer"}
}

// object is the schema of a struct; one with a name is shown once.
func (s *shapes) object(t reflect.Type) *schema {
	if t.Name() == "" || s.names == nil {
		return s.fields(t)
	}
	name, known := s.names[t]
	if !known {
		name = s.name(t)
		s.names[t], s.named[name] = name, &schema{} // it may have itself in it
		s.named[name] = s.fields(t)
	}
	return &schema{Ref: "#/components/schemas/" + name}
}

// generic is the name of a type with another one in it.
var generic = regexp.MustCompile(`^(\w+)\[(?:.*[/.])?(\w+)\]$`)

// name is that of a type for the readers of the document: it says nothing of how we write it down. Two types of one name are told
// apart by their packages.
func (s *shapes) name(t reflect.Type) string {
	name := t.Name()
	if m := generic.FindStringSubmatch(name); m != nil {
		name = m[2] + m[1]
	}
	name = strings.TrimSuffix(name, "JSON")
	name = strings.ToUpper(name[:1]) + name[1:]
	if _, taken := s.named[name]; taken {
		pkg := t.PkgPath()[strings.LastIndex(t.PkgPath(), "/")+1:]
		name = strings.ToUpper(pkg[:1]) + pkg[1:] + name
	}
	return name
}

func (s *shapes) fields(t reflect.Type) *schema {
	o := &schema{Type: "object", Properties: map[string]*schema{}, Additional: false}
	s.add(o, t)
	slices.Sort(o.Required)
	return o
}

// add puts the fields of a struct into an object.
func (s *shapes) add(o *schema, t reflect.Type) {
	for f := range t.Fields() {
		name, how, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case f.Anonymous && name == "" && f.Type.Kind() == reflect.Struct:
			s.add(o, f.Type)
			continue
		case name == "-" || !f.IsExported():
			continue
		case name == "":
			name = f.Name
		}
		absent := strings.Contains(how, "omit")
		o.Properties[name] = s.field(f, absent)
		if !absent && !slices.Contains(o.Required, name) {
			o.Required = append(o.Required, name)
		}
	}
}

// field is a schema with what the tags of a field say: about, enum, least, most and pattern.
func (s *shapes) field(f reflect.StructField, absent bool) *schema {
	t := f.Type
	if absent && t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	one := s.of(t)
	one.Description, one.Pattern = f.Tag.Get("about"), f.Tag.Get("pattern")
	if words := f.Tag.Get("enum"); words != "" {
		one.Enum = strings.Split(words, ",")
	}
	least, most := bound(f.Tag.Get("least")), bound(f.Tag.Get("most"))
	switch one.Type {
	case "string":
		one.MinLength, one.MaxLength = least, most
	case "integer":
		one.Minimum, one.Maximum = least, most
	case "array":
		one.MinItems, one.MaxItems = least, most
	}
	return one
}

func bound(text string) *int {
	n, err := strconv.Atoi(text)
	if err != nil {
		return nil
	}
	return &n
}
