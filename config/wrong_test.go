package config

import (
	"encoding"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"unicode"

	"molva/alerts/phrase"
	"molva/config/secret"
)

const canary = "canary-7f3a"

// TestWrongOptions gives every network options that are all wrong: each mistake stands on a line of its own, which says what would be
// right, and no secret shows.
func TestWrongOptions(t *testing.T) {
	ru, err := phrase.New("ru", Russian, RussianNetworks, RussianOptions)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range Networks() {
		empty := reflect.ValueOf(networks[name].opener.Options()).Elem()
		for _, shape := range []string{"%s", "'%s'", "' %s\\u0000'", "[%s, '']", "{x: %s}", "{? {%s: 1} : 2}", "-7"} {
			text := fmt.Sprintf("topics: [{id: kestrel, query: kestrel}]\nsources:\n  - {id: a, network: %s, %s}\n", name, wrong(empty, shape))
			_, err := Parse("molva.yaml", []byte(text), noEnv)
			inRussian(t, name, err, ru)
			for _, line := range strings.Split(fmt.Sprint(err), "\n") {
				if !strings.HasPrefix(line, "molva.yaml:") || strings.Contains(line, canary) {
					t.Errorf("%s: %s\nsays: %s", name, text, line)
				}
			}
		}
		_, err := Parse("molva.yaml", fmt.Appendf(nil, "topics: [{id: kestrel, query: kestrel}]\nsources:\n  - {id: a, network: %s}\n", name), noEnv)
		var problems Problems
		if errors.As(err, &problems) != (err != nil) {
			t.Errorf("%s without options: %v", name, err)
		}
		inRussian(t, name, err, ru)
	}
}

// inRussian fails the test for a problem that a Russian reader is told in English.
func inRussian(t *testing.T, name string, err error, ru *phrase.Printer) {
	t.Helper()
	var problems Problems
	_ = errors.As(err, &problems) // another error is the test's to tell
	for _, p := range problems {
		if text := p.Text(ru); !strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) }) {
			t.Errorf("%s: no Russian: %s", name, text)
		}
	}
}

// wrong writes each option in a shape: a secret with the canary in it, anything else with what nothing takes.
func wrong(options reflect.Value, shape string) string {
	var all []string
	for _, key := range keysOf(options.Type()) {
		field, _ := fieldOf(options, key)
		of := field.Type()
		if of.Kind() == reflect.Pointer {
			of = of.Elem()
		}
		value := "?!"
		if of == reflect.TypeFor[secret.String]() || of == reflect.TypeFor[[]secret.String]() {
			value = canary
		}
		value = strings.ReplaceAll(shape, "%s", value)
		if !reflect.PointerTo(of).Implements(reflect.TypeFor[encoding.TextUnmarshaler]()) && of.Kind() == reflect.Struct {
			value = "{" + wrong(reflect.New(of).Elem(), shape) + "}"
		}
		all = append(all, key+": "+value)
	}
	return strings.Join(all, ", ")
}
