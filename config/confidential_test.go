package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestSecretsOfOthers: a file with a secret in it is refused when others can read it, and the problem says what mends it.
func TestSecretsOfOthers(t *testing.T) {
	const topics = "topics: [{id: kestrel, query: kestrel}]\n"
	for name, c := range map[string]struct {
		text   string
		mode   os.FileMode
		refuse bool
	}{
		"no secret":                     {topics, 0o644, false},
		"one of our own alone":          {topics + "http: {token: hunter2}\n", 0o600, false},
		"one that all may read":         {topics + "http: {token: hunter2}\n", 0o644, true},
		"one that the group may read":   {topics + "http: {token: hunter2}\n", 0o640, true},
		"one that others may write":     {topics + "http: {token: hunter2}\n", 0o602, true},
		"one from the environment":      {topics + "http: {token: '${TOKEN}'}\n", 0o644, false},
		"none, though the key is there": {topics + "http: {token: ''}\n", 0o644, false},
		"one in a list":                 {topics + "sources: [{id: shop, network: webhook, secrets: [whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw]}]\n", 0o644, true},
		"one in an address":             {topics + "stream: {url: 'nats://molva:hunter2@nats.example:4222'}\n", 0o644, true},
		"an address without one":        {topics + "stream: {url: 'nats://nats.example:4222'}\n", 0o644, false},
	} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "molva.yaml")
			put(t, file, c.text, c.mode)
			_, err := Load(file, func(name string) (string, bool) { return "hunter2", name == "TOKEN" })
			if c.refuse != (err != nil) {
				t.Fatalf("mode %o: %v", c.mode, err)
			}
			if c.refuse && (!strings.Contains(err.Error(), "chmod 600 "+file) || !strings.Contains(err.Error(), file+":2: ") || strings.Contains(err.Error(), "hunter2")) {
				t.Errorf("said: %v", err)
			}
		})
	}
}

// TestSecretFilesOfOthers: the same holds for the file that a variable names.
func TestSecretFilesOfOthers(t *testing.T) {
	file := filepath.Join(t.TempDir(), "token")
	lookup := func(name string) (string, bool) { return file, name == "MOLVA_HTTP_TOKEN_FILE" }
	for mode, refuse := range map[os.FileMode]bool{0o600: false, 0o400: false, 0o644: true} {
		put(t, file, "hunter2", mode)
		_, err := Parse("molva.yaml", []byte("topics: [{id: kestrel, query: kestrel}]\n"), lookup)
		if refuse != (err != nil) || refuse && !strings.Contains(err.Error(), "MOLVA_HTTP_TOKEN_FILE: this is secret") {
			t.Errorf("mode %o: %v", mode, err)
		}
	}
}

func put(t *testing.T, file, text string, mode os.FileMode) {
	t.Helper()
	os.Remove(file)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(file, mode); err != nil {
		t.Fatal(err)
	}
}
