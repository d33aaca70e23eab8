package webhook

import (
	"encoding/json"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"molva/alerts"
)

// schema is what the documentation says of an object.
type schema struct {
	Required   []string          `json:"required"`
	Properties map[string]schema `json:"properties"`
	Enum       []string          `json:"enum"`
}

// TestSchema: the documented fields are those that are sent, and the required ones are never left out.
func TestSchema(t *testing.T) {
	text, err := os.ReadFile("event.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var s schema
	if err := json.Unmarshal(text, &s); err != nil {
		t.Fatal(err)
	}
	same(t, "event", s, reflect.TypeFor[Event]())
	same(t, "complaint", s.Properties["complaint"], reflect.TypeFor[alerts.Case]())
	same(t, "period", s.Properties["period"], reflect.TypeFor[Period]())
	for _, event := range append(slices.Clone(Events), Report) {
		if !slices.Contains(s.Properties["type"].Enum, event) {
			t.Errorf("the type %s is not documented", event)
		}
	}
}

func same(t *testing.T, what string, s schema, of reflect.Type) {
	t.Helper()
	if of.NumField() != len(s.Properties) {
		t.Errorf("%s: %d fields are documented, %d are sent", what, len(s.Properties), of.NumField())
	}
	for i := range of.NumField() {
		name, options, _ := strings.Cut(of.Field(i).Tag.Get("json"), ",")
		if _, known := s.Properties[name]; !known {
			t.Errorf("%s: %s is not documented", what, name)
		}
		if slices.Contains(s.Required, name) == strings.HasPrefix(options, "omit") {
			t.Errorf("%s: %s is said to be there always, or is not", what, name)
		}
	}
}

// TestEndpoints: what is wrong with an endpoint is said, all of it, and nothing secret.
func TestEndpoints(t *testing.T) {
	err := Endpoint{ID: "Tracker!", Events: []string{"complaint.newest"}}.Validate()
	want := []string{"id is missing, or is none: want small letters, digits and hyphens", "url is missing",
		"secrets: want one, or up to 4 while a new one is brought in",
		`events has "complaint.newest", want complaint.new, complaint.state, alert, digest`}
	if err == nil || err.Error() != strings.Join(want, "\n") {
		t.Errorf("said: %v", err)
	}
	all := Endpoint{}.Route().Kinds
	for _, k := range append([]alerts.Kind{alerts.ComplaintState, alerts.WeeklyDigest}, alerts.Urgent...) {
		if !slices.Contains(all, k) {
			t.Errorf("who names no event is not sent %s", k)
		}
	}
}
