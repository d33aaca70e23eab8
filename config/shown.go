package config

import (
	"encoding"
	"fmt"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"molva/config/secret"
)

// Setting is one key of a configuration as it is in force, for people to read.
type Setting struct {
	Path    string // as the file would have it: slack.channel, sources.shop.network
	Value   string // as it would be written there; of a secret its mask, or nothing where it is not set
	Secret  bool
	Default bool // it is what it would be if nobody had said anything
}

// Shown lists every key that a configuration may set, in the file's order. What belongs to one of a list stands under its id, or its
// place where it has none. No secret is in it.
func Shown(c *Config) []Setting {
	w := shower{usual: map[string]string{}}
	usual := Default()
	w.walk("", reflect.ValueOf(usual))
	for _, s := range w.all {
		w.usual[s.Path] = s.Value
	}
	w.all = nil
	w.walk("", reflect.ValueOf(*c))
	for i, s := range w.all {
		value, known := w.usual[s.Path]
		w.all[i].Default = known && value == s.Value
	}
	return w.all
}

// shower collects settings.
type shower struct {
	all   []Setting
	usual map[string]string // of the default configuration
}

var textual = reflect.TypeFor[encoding.TextMarshaler]()

func (w *shower) walk(path string, v reflect.Value) {
	for v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface {
		if v.IsNil() {
			w.add(path, "")
			return
		}
		v = v.Elem()
	}
	switch value := v.Interface().(type) {
	case secret.String:
		w.all = append(w.all, Setting{Path: path, Value: value.String(), Secret: true})
	case []secret.String:
		mask := ""
		if len(value) > 0 {
			mask = secret.Mask
		}
		w.all = append(w.all, Setting{Path: path, Value: mask, Secret: true})
	case time.Duration:
		w.add(path, spell(value))
	case Bytes:
		w.add(path, value.spell())
	case Date:
		w.add(path, value.spell())
	default:
		w.plain(path, v)
	}
}

// spell writes a duration as a file would: 30d, 12h, 1h30m; nothing of none.
func spell(d time.Duration) string {
	const day = 24 * time.Hour
	switch {
	case d == 0:
		return ""
	case d%day == 0:
		return strconv.FormatInt(int64(d/day), 10) + "d"
	}
	text := strings.TrimSuffix(d.String(), "0s")
	if strings.HasSuffix(text, "h0m") {
		text = strings.TrimSuffix(text, "0m")
	}
	return text
}

// spell writes an amount in the largest unit that it is whole in; nothing of none.
func (b Bytes) spell() string {
	if b == 0 {
		return ""
	}
	for i, unit := range []string{"TiB", "GiB", "MiB", "KiB"} {
		if size := Bytes(1) << (10 * (4 - i)); b%size == 0 {
			return strconv.FormatInt(int64(b/size), 10) + unit
		}
	}
	return strconv.FormatInt(int64(b), 10)
}

// spell writes the day; nothing of none.
func (d Date) spell() string {
	if d.IsZero() {
		return ""
	}
	return d.Format(time.DateOnly)
}

// harmless is a text without what an address in it, or several of them, may keep to itself.
func harmless(path, text string) string {
	if strings.HasPrefix(path, "sources.") && (strings.HasSuffix(path, ".url") || strings.HasSuffix(path, ".urls")) {
		return host(text)
	}
	all := strings.Split(text, ",")
	switch at := strings.LastIndex(text, "@"); {
	case !slices.ContainsFunc(all, func(one string) bool { return !strings.Contains(one, "://") }):
		for i, one := range all {
			all[i] = address(strings.TrimSpace(one))
		}
		return strings.Join(all, ", ")
	case strings.HasSuffix(path, "url") && at >= 0 && !strings.Contains(text, "://"):
		return secret.Mask + text[at:] // what NATS takes without a scheme
	}
	return address(text)
}

// host is where a feed is, without its path: those that are not for everybody often have a token there.
func host(text string) string {
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || len(u.Path) <= 1 {
		return address(text)
	}
	u.Path, u.RawPath, u.RawQuery = "", "", ""
	return address(u.String()) + "/" + secret.Mask
}

// address is a text without what an address may keep to itself: user, password and the values of its question.
func address(text string) string {
	u, err := url.Parse(text)
	if err != nil || u.Scheme == "" || u.Host == "" {
		if strings.Contains(text, "://") { // an address that nobody can read may hide anything
			return secret.Mask
		}
		return text
	}
	shown := u.Scheme + "://"
	if u.User != nil {
		shown += secret.Mask + "@"
	}
	shown += u.Host + u.EscapedPath()
	if u.RawQuery != "" {
		shown += "?" + secret.Mask
	}
	return shown
}

// plain walks what Go itself knows how to write.
func (w *shower) plain(path string, v reflect.Value) {
	switch {
	case v.Type().Implements(textual):
		text, err := v.Interface().(encoding.TextMarshaler).MarshalText()
		if err == nil {
			w.add(path, string(text))
		}
	case v.Kind() == reflect.Struct:
		w.fields(path, v)
	case v.Kind() == reflect.Slice && structural(v.Type().Elem()):
		for i := range v.Len() {
			w.walk(join(path, nameOf(v.Index(i), i)), v.Index(i))
		}
	case v.Kind() == reflect.Slice:
		all := make([]string, v.Len())
		for i := range all {
			all[i] = harmless(path, fmt.Sprint(v.Index(i).Interface()))
		}
		w.add(path, strings.Join(all, ", "))
	case v.Kind() == reflect.Map:
		w.add(path, entries(v))
	case v.IsZero() && v.Kind() != reflect.Bool && v.Kind() != reflect.String:
		w.add(path, "")
	case v.Kind() == reflect.Float64:
		w.add(path, strconv.FormatFloat(v.Float(), 'g', -1, 64))
	default:
		w.add(path, harmless(path, fmt.Sprint(v.Interface())))
	}
}

// entries are those of a map, in the order of their keys.
func entries(v reflect.Value) string {
	all := make([]string, 0, v.Len())
	for _, key := range v.MapKeys() {
		all = append(all, fmt.Sprintf("%v: %s", key.Interface(), entry(v.MapIndex(key).Interface())))
	}
	slices.Sort(all)
	return strings.Join(all, ", ")
}

// entry is one of them, as a file would have it.
func entry(value any) string {
	switch value := value.(type) {
	case time.Duration:
		return spell(value)
	case []string:
		return "[" + strings.Join(value, ", ") + "]"
	}
	return address(fmt.Sprint(value))
}

// fields walks a struct: each key, what is embedded as if it stood there, and the options of a source beside its own.
func (w *shower) fields(path string, v reflect.Value) {
	for i := range v.NumField() {
		f := v.Type().Field(i)
		key := keyOf(f)
		switch {
		case key != "":
			w.walk(join(path, key), v.Field(i))
		case f.IsExported() && (f.Anonymous || v.Type() == reflect.TypeFor[Source]() && f.Name == "Options"):
			if field := v.Field(i); field.Kind() != reflect.Interface || !field.IsNil() {
				w.walk(path, field)
			}
		}
	}
}

func (w *shower) add(path, value string) {
	if path != "" {
		w.all = append(w.all, Setting{Path: path, Value: value})
	}
}

// structural reports whether the elements of a list have keys of their own.
func structural(t reflect.Type) bool {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t.Kind() == reflect.Struct && t != reflect.TypeFor[secret.String]() && !t.Implements(textual)
}

// nameOf is the id of one of a list, or its place from 1 on.
func nameOf(v reflect.Value, place int) string {
	for v.Kind() == reflect.Pointer && !v.IsNil() {
		v = v.Elem()
	}
	if v.Kind() == reflect.Struct {
		for _, key := range []string{"id", "kind", "name"} {
			if f, ok := fieldOf(v, key); ok && f.Kind() == reflect.String && f.String() != "" {
				return f.String()
			}
		}
	}
	return strconv.Itoa(place + 1)
}
