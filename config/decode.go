package config

import (
	"encoding"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml/ast"

	"molva/config/secret"
)

// decoder fills Go values from a YAML tree and collects every mistake on the way, where a decoder of the library stops
// at the first.
type decoder struct {
	file     string
	expand   func(string) (string, bool) // ${NAME} in secrets
	problems Problems
	lines    map[string]int // path → line, for checks that come after decoding
	secret   string         // the path of the first secret that stands in the file itself; "": none does
}

func (d *decoder) report(line int, path, text string, args ...any) {
	d.problems = append(d.problems, Problem{File: d.file, Line: line, Path: path, text: text, args: args})
}

func lineOf(n ast.Node) int {
	if n == nil || n.GetToken() == nil || n.GetToken().Position == nil {
		return 0
	}
	return n.GetToken().Position.Line
}

// value decodes a node into v; a null leaves v as it is.
func (d *decoder) value(n ast.Node, v reflect.Value, path string) {
	d.lines[path] = lineOf(n)
	if _, null := n.(*ast.NullNode); null {
		return
	}
	if v.Kind() == reflect.Pointer {
		v.Set(reflect.New(v.Type().Elem()))
		v = v.Elem()
	}
	if own, ok := v.Addr().Interface().(interface {
		decode(*decoder, ast.Node, string)
	}); ok {
		own.decode(d, n, path)
		return
	}
	switch _, text := v.Addr().Interface().(encoding.TextUnmarshaler); {
	case text || v.Type() == reflect.TypeFor[time.Duration]():
		d.scalar(n, v, path)
	case v.Kind() == reflect.Struct:
		d.mapping(n, v, path)
	case v.Kind() == reflect.Slice:
		d.list(n, v, path)
	case v.Kind() == reflect.Map:
		d.table(n, v, path)
	default:
		d.scalar(n, v, path)
	}
}

// pairs returns the key-value nodes of a mapping, which the parser gives in two shapes.
func pairs(n ast.Node) ([]*ast.MappingValueNode, bool) {
	switch n := n.(type) {
	case *ast.MappingNode:
		return n.Values, true
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{n}, true
	}
	return nil, false
}

// mapping decodes into a struct; skip are keys that somebody else reads.
func (d *decoder) mapping(n ast.Node, v reflect.Value, path string, skip ...string) {
	values, ok := pairs(n)
	if !ok {
		d.report(lineOf(n), path, "found %s, want a section with keys: %s", describe(n), strings.Join(keysOf(v.Type()), ", "))
		return
	}
	seen := map[string]bool{}
	for _, pair := range values {
		key := pair.Key.GetToken().Value
		switch field, known := fieldOf(v, key); {
		case seen[key]:
			d.report(lineOf(pair.Key), join(path, key), "the key stands twice")
		case slices.Contains(skip, key):
		case !known:
			d.unknown(lineOf(pair.Key), path, key, append(keysOf(v.Type()), skip...))
		default:
			d.value(pair.Value, field, join(path, key))
		}
		seen[key] = true
	}
}

// word is what a key looks like, even a wrong one.
var word = regexp.MustCompile(`^[A-Za-z_]{1,24}$`)

func (d *decoder) unknown(line int, path, key string, known []string) {
	possible := strings.Join(known, ", ")
	switch near := nearest(key, known); {
	case near != "":
		d.report(line, path, "unknown key %q; did you mean %q?", key, near)
	case word.MatchString(key):
		d.report(line, path, "unknown key %q; possible are: %s", key, possible)
	default: // a token whose own key was forgotten
		d.report(line, path, "found a value without its key; possible are: %s", possible)
	}
}

// list decodes a sequence; a lone scalar is a list of one.
func (d *decoder) list(n ast.Node, v reflect.Value, path string) {
	nodes := []ast.Node{n}
	if seq, ok := n.(*ast.SequenceNode); ok {
		nodes = seq.Values
	}
	v.Set(reflect.MakeSlice(v.Type(), len(nodes), len(nodes)))
	for i, item := range nodes {
		d.value(item, v.Index(i), fmt.Sprintf("%s[%d]", path, i))
	}
}

// table decodes a mapping with free keys.
func (d *decoder) table(n ast.Node, v reflect.Value, path string) {
	values, ok := pairs(n)
	if !ok {
		d.report(lineOf(n), path, "found %s, want pairs of a name and a value", describe(n))
		return
	}
	v.Set(reflect.MakeMap(v.Type()))
	for _, pair := range values {
		key := pair.Key.GetToken().Value
		item := reflect.New(v.Type().Elem()).Elem()
		d.value(pair.Value, item, join(path, key))
		v.SetMapIndex(reflect.ValueOf(key), item)
	}
}

func (d *decoder) scalar(n ast.Node, v reflect.Value, path string) {
	var text string
	switch n := n.(type) {
	case *ast.StringNode:
		text = n.Value
	case *ast.LiteralNode:
		text = n.Value.Value
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		text = n.GetToken().Value
	default:
		d.report(lineOf(n), path, "found %s, want one value", describe(n))
		return
	}
	if _, hidden := v.Addr().Interface().(*secret.String); hidden {
		text = d.expanded(text, lineOf(n), path)
	} else if !open(text) && d.secret == "" {
		d.secret = path
	}
	d.set(text, v, lineOf(n), path)
}

// expanded replaces a secret that is exactly ${NAME} by the variable's value.
func (d *decoder) expanded(text string, line int, path string) string {
	name, ok := strings.CutPrefix(text, "${")
	if !ok || !strings.HasSuffix(name, "}") {
		if d.secret == "" && text != "" {
			d.secret = path
		}
		return text
	}
	name = strings.TrimSuffix(name, "}")
	value, ok := d.expand(name)
	if !ok {
		d.report(line, path, "the environment variable %s is not set", name)
	}
	return value
}

// open reports whether a text that is no secret by its key holds none either: an address may have a password.
func open(text string) bool {
	scheme, rest, address := strings.Cut(text, "://")
	host, _, _ := strings.Cut(rest, "/")
	return !address || scheme == "" || !strings.Contains(host, "@")
}

// set parses a text into a value; the same for the file and the environment.
func (d *decoder) set(text string, v reflect.Value, line int, path string) {
	if t, ok := v.Addr().Interface().(encoding.TextUnmarshaler); ok {
		if err := t.UnmarshalText([]byte(text)); err != nil {
			d.report(line, path, "%v", err)
		}
		return
	}
	if v.Type() == reflect.TypeFor[time.Duration]() {
		span, err := ParseDuration(text)
		if err != nil {
			d.report(line, path, "found %q, want a time span such as 30s, 15m, 12h or 30d", text)
			return
		}
		v.SetInt(int64(span))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(text)
	case reflect.Bool:
		b, err := strconv.ParseBool(text)
		if err != nil {
			d.report(line, path, "found %q, want true or false", text)
		}
		v.SetBool(b)
	case reflect.Int, reflect.Int32, reflect.Int64:
		i, err := strconv.ParseInt(text, 10, v.Type().Bits())
		if err != nil {
			d.report(line, path, "found %q, want a whole number", text)
		}
		v.SetInt(i)
	case reflect.Float64:
		f, err := strconv.ParseFloat(text, 64)
		if err != nil {
			d.report(line, path, "found %q, want a number", text)
		}
		v.SetFloat(f)
	default:
		panic(fmt.Sprintf("config: %s has a type that cannot be set: %s", path, v.Type()))
	}
}

// ParseDuration reads Go's durations and, in front of them, days and weeks: 30d, 2w, 1d12h.
func ParseDuration(text string) (time.Duration, error) {
	var total time.Duration
	for _, unit := range []struct {
		mark string
		span time.Duration
	}{{"w", 7 * 24 * time.Hour}, {"d", 24 * time.Hour}} {
		head, rest, ok := strings.Cut(text, unit.mark)
		if !ok {
			continue
		}
		n, err := strconv.ParseUint(head, 10, 16)
		if err != nil {
			return 0, fmt.Errorf("time span %q: %w", text, err)
		}
		total += time.Duration(n) * unit.span
		if text = rest; text == "" {
			return total, nil
		}
	}
	rest, err := time.ParseDuration(text)
	if err == nil && rest < 0 {
		err = fmt.Errorf("time span %q is negative", text)
	}
	return total + rest, err
}

// describe names the kind of a node. It does not repeat what stands there, because that may be a secret which was put in
// place of the section that should hold it.
func describe(n ast.Node) string {
	switch n.(type) {
	case *ast.MappingNode, *ast.MappingValueNode:
		return "a section"
	case *ast.SequenceNode:
		return "a list"
	case *ast.AliasNode, *ast.AnchorNode:
		return "a YAML alias"
	}
	return "one value"
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}
