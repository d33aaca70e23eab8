package secret_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"molva/config/secret"
)

const canary = "canary-7f3a"

type options struct {
	Token secret.String `json:"token" yaml:"token"`
}

func TestNeverPrintsItself(t *testing.T) {
	o := options{Token: secret.New(canary)}
	handlers := &bytes.Buffer{}
	slog.New(slog.NewTextHandler(handlers, nil)).Info("text", "token", o.Token, "options", o)
	slog.New(slog.NewJSONHandler(handlers, nil)).Info("json", "token", o.Token, "options", o, "pointer", &o)

	asJSON, err := json.Marshal(o)
	if err != nil {
		t.Fatal(err)
	}
	asYAML, err := yaml.Marshal(o)
	if err != nil {
		t.Fatal(err)
	}
	printed := map[string]string{
		"%v":     fmt.Sprintf("%v", o),
		"%+v":    fmt.Sprintf("%+v", &o),
		"%#v":    fmt.Sprintf("%#v", o),
		"%s":     fmt.Sprintf("%s %q", o.Token, o.Token),
		"%x":     fmt.Sprintf("%x", o.Token),
		"string": o.Token.String(),
		"error":  fmt.Errorf("open %v", o).Error(),
		"json":   string(asJSON),
		"yaml":   string(asYAML),
		"slog":   handlers.String(),
	}
	for way, got := range printed {
		if strings.Contains(got, canary) || strings.Contains(got, fmt.Sprintf("%x", canary)) {
			t.Errorf("%s shows the secret: %s", way, got)
		}
	}
	if want := `{"token":"***"}`; string(asJSON) != want {
		t.Errorf("JSON is %s, want %s", asJSON, want)
	}
	if o.Token.Reveal() != canary {
		t.Error("Reveal does not give the value")
	}
}

func TestReads(t *testing.T) {
	var o options
	if err := yaml.Unmarshal([]byte("token: "+canary), &o); err != nil {
		t.Fatal(err)
	}
	if o.Token.Reveal() != canary {
		t.Error("YAML does not reach the value")
	}
	if err := json.Unmarshal([]byte(`{"token":"other"}`), &o); err != nil {
		t.Fatal(err)
	}
	if o.Token.Reveal() != "other" {
		t.Error("JSON does not reach the value")
	}
}

func TestEmpty(t *testing.T) {
	var s secret.String
	if !s.Empty() || s.String() != "" || s.Reveal() != "" {
		t.Error("the zero secret is not empty")
	}
}
