package api

import (
	"encoding/json"
	"reflect"

	"molva/alerts/web/operations"
)

var problemType = reflect.TypeFor[Problem]()

// Health is whether new mentions are taken and stored, and if not, why.
type Health struct {
	Ready   bool     `json:"ready"`
	Reasons []string `json:"reasons"`
}

// Setting is one key of the configuration in force.
type Setting struct {
	Path    string `json:"path"`
	Value   string `json:"value"` // of a secret nothing
	Secret  bool   `json:"secret"`
	Set     bool   `json:"set"`
	Default bool   `json:"default"` // nobody set it
}

// program are the operations on molva itself.
func (a *API) program() []operation {
	return []operation{
		read("/openapi.json", "openapi", "This document", func(*call) (json.RawMessage, error) { return a.document, nil }).live(),
		read("/health", "health", "Whether new mentions are taken and stored, and if not, why", (*call).health).live(),
		read("/settings", "settings", "The configuration in force, without secrets", (*call).settings).live(),
	}
}

func (c *call) health() (Health, error) {
	h := Health{Ready: true, Reasons: []string{}}
	if c.Ready != nil {
		var reasons []string
		h.Ready, reasons = c.Ready(c.Context())
		h.Reasons = append(h.Reasons, reasons...)
	}
	return h, nil
}

func (c *call) settings() (List[Setting], error) {
	if c.Operations.Settings == nil {
		return List[Setting]{[]Setting{}}, nil
	}
	return listOf(c.Operations.Settings(), func(s operations.Setting) Setting {
		one := Setting{Path: s.Path, Value: s.Value, Secret: s.Secret, Set: s.Value != "", Default: s.Default}
		if s.Secret {
			one.Value = ""
		}
		return one
	}), nil
}
