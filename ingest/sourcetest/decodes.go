package sourcetest

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// Decodes gives a decoder instances of what the schema file calls by a name, and fails the test for each that it does not
// take: one with what is required alone, one with everything, and one with everything in the last of its forms; these two also
// without each of their fields in turn, and with null for each of their values, wherever the schema allows that.
func Decodes(t *testing.T, schemaFile, name string, decode func([]byte) error) {
	t.Helper()
	for _, wrong := range undecoded(name, definition(t, schemaFile, name), decode) {
		t.Error(wrong)
	}
}

// undecoded says of which instances decode makes an error.
func undecoded(name string, by *jsonschema.Schema, decode func([]byte) error) (wrong []string) {
	try := func(what string, v any) {
		text, err := json.Marshal(v)
		if err == nil {
			err = decode(text)
		}
		if err != nil {
			wrong = append(wrong, fmt.Sprintf("%s %s: %v\n%s", name, what, err, text))
		}
	}
	for _, form := range []struct {
		what string
		maker
	}{{"whole", maker{all: true}}, {"bare", maker{}}, {"in its last form", maker{all: true, last: true}}} {
		v, err := form.instance(by)
		if err != nil {
			wrong = append(wrong, fmt.Sprintf("%s %s: %v", name, form.what, err))
			continue
		}
		try(form.what, v)
		if form.all {
			vary(v, by, try)
		}
	}
	return wrong
}

// vary tries an instance with every one of its values null, and without each, where the schema allows it.
func vary(whole any, by *jsonschema.Schema, try func(what string, v any)) {
	allowed := func(what string) {
		if by.Validate(whole) == nil {
			try(what, whole)
		}
	}
	walk(whole, "", func(at string, set func(any), remove func()) {
		set(nil)
		allowed("with null at " + at)
		if remove != nil {
			remove()
			allowed("without " + at)
		}
	})
}

// walk visits every value inside v. What visit changes is put back after it.
func walk(v any, at string, visit func(at string, set func(any), remove func())) {
	switch v := v.(type) {
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(v)) {
			was, here := v[name], at+"/"+name
			walk(was, here, visit)
			visit(here, func(to any) { v[name] = to }, func() { delete(v, name) })
			v[name] = was
		}
	case []any:
		for i, was := range v {
			here := fmt.Sprintf("%s/%d", at, i)
			walk(was, here, visit)
			visit(here, func(to any) { v[i] = to }, nil)
			v[i] = was
		}
	}
}
