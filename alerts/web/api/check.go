package api

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// faultsOf are all that stands against a JSON value, each by its place in it.
func (s *schema) faultsOf(v any, at string) (all []Fault) {
	say := func(format string, args ...any) []Fault {
		return []Fault{{inBody, at, fmt.Sprintf(format, args...)}}
	}
	switch s.Type {
	case "object":
		fields, ok := v.(map[string]any)
		if !ok {
			return say("found %s, want an object with %s", found(v), s.names())
		}
		return s.faultsIn(fields, at)
	case "array":
		list, ok := v.([]any)
		if !ok {
			return say("found %s, want a list", found(v))
		}
		if why := amiss(len(list), s.MinItems, s.MaxItems); why != "" {
			return say("found %d of them, want %s", len(list), why)
		}
		for i, one := range list {
			all = append(all, s.Items.faultsOf(one, below(at, strconv.Itoa(i)))...)
		}
		return all
	case "boolean":
		if _, ok := v.(bool); !ok {
			return say("found %s, want true or false", found(v))
		}
	case "integer":
		n, ok := v.(json.Number)
		if !ok {
			return say("found %s, want a whole number", found(v))
		}
		if why := s.unlike(n.String()); why != "" {
			return say("%s", why)
		}
	case "string":
		text, ok := v.(string)
		if !ok {
			return say("found %s, want a text", found(v))
		}
		if why := s.unlike(text); why != "" {
			return say("%s", why)
		}
	}
	return all
}

// faultsIn are those of an object.
func (s *schema) faultsIn(fields map[string]any, at string) (all []Fault) {
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		if one, known := s.Properties[name]; known {
			all = append(all, one.faultsOf(fields[name], below(at, name))...)
		} else {
			all = append(all, Fault{inBody, below(at, fmt.Sprintf("%.60s", name)), "there is no such field, want one of " + s.names()})
		}
	}
	for _, name := range s.Required {
		if _, there := fields[name]; !there {
			all = append(all, Fault{inBody, below(at, name), "it is missing"})
		}
	}
	return all
}

func (s *schema) names() string { return strings.Join(slices.Sorted(maps.Keys(s.Properties)), ", ") }

func below(at, name string) string { return strings.TrimPrefix(at+"/"+name, "/") }

// found is a JSON value in a word.
func found(v any) string {
	switch v := v.(type) {
	case nil:
		return "null"
	case map[string]any:
		return "an object"
	case []any:
		return "a list"
	case string:
		return fmt.Sprintf("%.40q", v)
	}
	return fmt.Sprintf("%.40v", v)
}

// amiss is what a number should be that is out of bounds; "": it is not.
func amiss(n int, least, most *int) string {
	switch {
	case least != nil && most != nil && (n < *least || n > *most):
		return fmt.Sprintf("from %d to %d", *least, *most)
	case least != nil && n < *least:
		return fmt.Sprintf("%d or more", *least)
	case most != nil && n > *most:
		return fmt.Sprintf("at most %d", *most)
	}
	return ""
}

// unlike is why a text is no value of a plain schema; "": it is one.
func (s *schema) unlike(text string) string {
	switch {
	case s.Type == "integer":
		n, err := strconv.Atoi(text)
		if err != nil {
			return fmt.Sprintf("found %.40q, want a whole number", text)
		}
		if why := amiss(n, s.Minimum, s.Maximum); why != "" {
			return fmt.Sprintf("found %d, want a whole number, %s", n, why)
		}
		return ""
	case s.Type == "boolean" && text != "true" && text != "false":
		return fmt.Sprintf("found %.40q, want true or false", text)
	case len(s.Enum) > 0 && !slices.Contains(s.Enum, text):
		return fmt.Sprintf("found %.40q, want one of %s", text, strings.Join(s.Enum, ", "))
	case !utf8.ValidString(text):
		return "it is no UTF-8"
	}
	if why := amiss(utf8.RuneCountInString(text), s.MinLength, s.MaxLength); why != "" {
		return fmt.Sprintf("it has %d characters, want %s", utf8.RuneCountInString(text), why)
	}
	if s.Pattern != "" && !regexp.MustCompile(s.Pattern).MatchString(text) {
		return fmt.Sprintf("found %.40q, want %s", text, s.Description)
	}
	return s.noDate(text)
}

// noDate is why a text is no date of the format.
func (s *schema) noDate(text string) string {
	layout, example := time.DateOnly, "2026-09-01"
	switch s.Format {
	case "date":
	case "date-time":
		layout, example = time.RFC3339, "2026-09-01T12:00:00+03:00"
	default:
		return ""
	}
	if _, err := time.Parse(layout, text); err != nil {
		return fmt.Sprintf("found %.40q, want such as %s", text, example)
	}
	return ""
}
