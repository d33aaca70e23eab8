package config

import (
	"encoding"
	"os"
	"reflect"
	"strings"
	"time"

	"molva/config/secret"
)

// environment lays MOLVA_SECTION_KEY over every scalar outside lists, and MOLVA_SECTION_KEY_FILE over every secret.
func (d *decoder) environment(v reflect.Value, path string, lookup func(string) (string, bool)) {
	for _, f := range reflect.VisibleFields(v.Type()) {
		key := keyOf(f)
		if key == "" {
			continue
		}
		field, at := v.FieldByIndex(f.Index), join(path, key)
		_, text := field.Addr().Interface().(encoding.TextUnmarshaler)
		switch {
		case text || f.Type == reflect.TypeFor[time.Duration]() || isScalar(f.Type.Kind()):
			d.override(field, at, lookup)
		case f.Type.Kind() == reflect.Struct:
			d.environment(field, at, lookup)
		}
	}
}

func isScalar(k reflect.Kind) bool {
	return k == reflect.String || k == reflect.Bool || k == reflect.Int || k == reflect.Int32 || k == reflect.Int64 || k == reflect.Float64
}

func (d *decoder) override(v reflect.Value, path string, lookup func(string) (string, bool)) {
	name := "MOLVA_" + strings.ToUpper(strings.ReplaceAll(path, ".", "_"))
	if text, ok := lookup(name); ok {
		d.set(text, v, 0, name)
		return
	}
	if _, hidden := v.Addr().Interface().(*secret.String); !hidden {
		return
	}
	file, ok := lookup(name + "_FILE")
	if !ok {
		return
	}
	text, err := os.ReadFile(file)
	if err != nil {
		d.report(0, name+"_FILE", "%v", err)
		return
	}
	if info, err := os.Stat(file); err == nil {
		d.confidential(info, file, 0, name+"_FILE")
	}
	d.set(strings.TrimSpace(string(text)), v, 0, name+"_FILE")
}
