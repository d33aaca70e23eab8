package email

import (
	"strings"
	"testing"

	"molva/config/secret"
)

func TestOptions(t *testing.T) {
	good := Options{Server: "imap.zarya.test", User: "care@zarya.test", Password: secret.New("p")}
	for want, change := range map[string]func(*Options){
		"":                                func(*Options) {},
		"server is missing":               func(o *Options) { o.Server = "" },
		`server is "imaps://imap.test/"`:  func(o *Options) { o.Server = "imaps://imap.test/" },
		"only for a server on this mach":  func(o *Options) { o.TLS = "none" },
		`tls is "ssl", want implicit,`:    func(o *Options) { o.TLS = "ssl" },
		"user is missing":                 func(o *Options) { o.User = "" },
		"want a password or a token":      func(o *Options) { o.Token = secret.New("t") },
		`own has "support", want an addr`: func(o *Options) { o.Own = []string{"support"} },
		"every is 1ns, want 10s or more":  func(o *Options) { o.Every = 1 },
		"quiet is -1ns, want 0 or more":   func(o *Options) { o.Quiet = -1 },
	} {
		o := good
		change(&o)
		err := o.Validate()
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("complaint is %v, want %q", err, want)
		}
	}
	for server, want := range map[string]string{"imap.test": "imap.test:993", "imap.test:1993": "imap.test:1993", "::1": "[::1]:993"} {
		if got := (Options{Server: server}).address(); got != want {
			t.Errorf("%s is reached at %s, want %s", server, got, want)
		}
	}
}

// TestXOAUTH2 compares with the example of Google's page.
func TestXOAUTH2(t *testing.T) {
	mechanism, first, err := xoauth2{"someuser@example.com", secret.New("ya29.token")}.Start()
	if err != nil || mechanism != "XOAUTH2" || string(first) != "user=someuser@example.com\x01auth=Bearer ya29.token\x01\x01" {
		t.Errorf("says %s %q, %v", mechanism, first, err)
	}
}
