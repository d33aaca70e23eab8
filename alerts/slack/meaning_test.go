package slack

import (
	"strings"
	"testing"

	"molva/config/secret"
)

// What is wrong with the options for listening is said all at once, with what is possible.
func TestListeningOptions(t *testing.T) {
	good := Options{Token: secret.New(token), Channel: "#brand", AppToken: secret.New("xapp-1-CANARY"),
		Reactions: map[string]Meaning{"tada": Positive}, Allow: Rights{Label: []string{"U012ABC"}, Act: []string{"W1"}}}
	if err := good.Validate(); err != nil {
		t.Errorf("good options: %v", err)
	}
	if m := good.Meanings(); len(m) != 1 || m["tada"] != Positive {
		t.Errorf("the list given does not stand for itself: %v", m)
	}
	if m := (Options{}).Meanings(); m["+1"] != Positive || m["no_entry_sign"] != NotAboutUs {
		t.Errorf("the usual list is %v", m)
	}
	bad := Options{SigningSecret: secret.New("CANARY"), Reactions: map[string]Meaning{"tada": "hooray", "-1": "bad"},
		Allow: Rights{Label: []string{"anna"}, Act: []string{"U"}, Ask: []string{"@boris"}}}
	err := bad.Validate()
	if err == nil || strings.Contains(err.Error(), "CANARY") {
		t.Fatalf("got %v", err)
	}
	for _, want := range []string{"token is missing", `"-1" means "bad"`, `"tada" means "hooray", want one of [positive neutral negative not-about-us not-spam]`,
		`"anna" is no user id`, `"U" is no user id`, `"@boris" is no user id`} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not in\n%v", want, err)
		}
	}
}
