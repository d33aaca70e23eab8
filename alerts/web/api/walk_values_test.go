package api

import (
	"fmt"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// good are values of parameters and fields that cannot be made up.
var good = map[string]string{
	"topic": "kestrel", "mention": "vk:a/1", "complaint": "c1", "label": "1", "dead": "1", "incident": "i1", "mute": "m1", "token": "1", "share": "1", "erasure": "1", "author": "vk:h",
	"since": "20260920T0000Z", "until": "2026-09-27", "with": "kestrel", "q": "kestrel", "thread": "vk:a/1", "other": "c2", "into": "c2", "part": "c1", "what-if": "lead_to_customer=12%", "account": "vk:zarya",
}

// wrongTexts are values that a parameter does not take.
func wrongTexts(s *openapi3.Schema) (all []string) {
	switch {
	case s.Type.Is("integer"):
		return []string{"x", "-1", "99999999999999999999", "1.5"}
	case s.Type.Is("boolean"), len(s.Enum) > 0, s.Format != "", s.Pattern != "":
		return []string{"", "nonsense\x01"}
	}
	return []string{"", strings.Repeat("x", 1001), "\xff"}
}

// rightTexts are values that it takes.
func rightTexts(name string, s *openapi3.Schema) (all []string) {
	switch {
	case name == "after", name == "lines": // they come from answers, and from what is known
		return nil
	case s.Type.Is("integer"):
		return []string{fmt.Sprint(int(*s.Min)), fmt.Sprint(int(*s.Max))}
	case s.Type.Is("boolean"):
		return []string{"true", "false"}
	case s.Format == "date":
		return []string{"2026-09-20"}
	case s.Format == "date-time":
		return []string{"2026-09-20T12:00:00+03:00"}
	case len(s.Enum) > 0:
		for _, one := range s.Enum {
			all = append(all, one.(string))
		}
		return all
	case good[name] != "":
		return []string{good[name]}
	}
	return []string{"заказ"}
}

// example is a value as a schema has it.
func (w *walker) example(name string, s *openapi3.Schema) any {
	switch {
	case name == "kind":
		return "spike"
	case s.Type.Is("object"):
		made := map[string]any{}
		for field, one := range s.Properties {
			made[field] = w.example(field, one.Value)
		}
		return made
	case s.Type.Is("array"):
		if s.Items.Value.Type.Is("string") {
			return []any{"vk:a/1"}
		}
		return []any{w.example(name, s.Items.Value)}
	case s.Type.Is("integer"):
		return 1
	case s.Type.Is("boolean"):
		return true
	case len(s.Enum) > 0:
		return s.Enum[0]
	case s.Format == "date-time":
		return "2026-09-20T12:00:00+03:00"
	case name == "ticket":
		return "https://tracker.example/BUG-7"
	case good[name] != "":
		return good[name]
	}
	return "text"
}

// gone is a field that is not there.
type gone struct{}

// wrongValues are what a field does not take.
func wrongValues(s *openapi3.Schema, required bool) (all []any) {
	all = []any{nil, map[string]any{"a": 1}}
	if required {
		all = append(all, gone{})
	}
	switch {
	case s.Type.Is("integer"):
		return append(all, "1", -1, 1.5, 1e30)
	case s.Type.Is("boolean"):
		return append(all, "true", 1)
	case s.Type.Is("array"):
		return append(all, "x", []any{}, []any{nil}, []any{map[string]any{}}, slices.Repeat([]any{"vk:a/1"}, 1001))
	case len(s.Enum) > 0, s.Pattern != "", s.Format != "":
		return append(all, "nonsense", "", 1)
	}
	return append(all, 1, true, strings.Repeat("x", 1001))
}
