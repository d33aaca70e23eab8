package config

import (
	"strings"
	"testing"
)

// TestOpenDoors: an address that others can reach is served only where what they send is encrypted, or where the risk is taken.
func TestOpenDoors(t *testing.T) {
	for text, open := range map[string]bool{
		"listen: 127.0.0.1:8080": false,
		"listen: '[::1]:8080'":   false,
		"listen: localhost:8080": false,
		"listen: :8080":          true,
		"listen: 0.0.0.0:8080":   true,
		"listen: '[::]:8080'":    true,
		"listen: 192.168.0.7:80": true,
		"listen: molva.lan:8080": true,
		"listen: :8080, token: a-long-token-that-is-read-on-the-way": true,
		"listen: :8080, url: 'http://molva.example.com'":             true,
		"listen: :8080, url: 'https://molva.example.com'":            false,
		"listen: :8080, proxy: {trust: [10.0.0.0/8]}":                false,
		"listen: :8080, plain: true":                                 false,
	} {
		_, err := Parse("molva.yaml", []byte("topics: [{id: kestrel, query: kestrel}]\nhttp: {"+text+"}\n"), noEnv)
		if open != (err != nil) {
			t.Errorf("%s: %v", text, err)
		}
		if open && !strings.Contains(err.Error(), "there are three ways") {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// TestReached: the address of the pages says what is spoken there.
func TestReached(t *testing.T) {
	for want, h := range map[string]HTTP{
		"http://127.0.0.1:8080":     {Listen: "127.0.0.1:8080"},
		"https://localhost:8443":    {Listen: ":8443", TLS: TLS{Cert: "a", Key: "b"}},
		"https://molva.example.com": {Listen: ":8080", URL: "https://molva.example.com/"},
	} {
		if got := h.Base(); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
