package slack

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/google/go-cmp/cmp"

	"molva/alerts"
	"molva/config/secret"
)

func TestExamine(t *testing.T) {
	const me = `{"ok":true,"user":"molva","team":"Zarya"}`
	for name, c := range map[string]struct {
		channel string
		answer  http.HandlerFunc
		want    Examination
		err     error
	}{
		"all there":       {"#brand", say(200, me, "X-OAuth-Scopes", "chat:write,channels:history,channels:read"), Examination{User: "molva", Team: "Zarya"}, nil},
		"by id":           {"C1", say(200, me, "X-OAuth-Scopes", "chat:write, groups:history"), Examination{User: "molva", Team: "Zarya"}, nil},
		"cannot look":     {"#brand", say(200, me, "X-OAuth-Scopes", "chat:write"), Examination{User: "molva", Team: "Zarya", Wished: []string{"channels:history", "channels:read"}}, nil},
		"cannot post":     {"C1", say(200, me, "X-OAuth-Scopes", "channels:history"), Examination{User: "molva", Team: "Zarya", Missing: []string{"chat:write"}}, nil},
		"says no scopes":  {"C1", say(200, me), Examination{User: "molva", Team: "Zarya"}, nil},
		"not the token":   {"C1", say(200, `{"ok":false,"error":"invalid_auth"}`), Examination{}, alerts.ErrRefused},
		"nobody is there": {"C1", say(503, ""), Examination{}, alerts.ErrUnclear},
	} {
		t.Run(name, func(t *testing.T) {
			s := httptest.NewServer(c.answer)
			t.Cleanup(s.Close)
			got, err := Examine(t.Context(), Options{Token: secret.New(token), Channel: c.channel, BaseURL: s.URL})
			if diff := cmp.Diff(c.want, got); diff != "" || !errors.Is(err, c.err) {
				t.Errorf("%v\n%s", err, diff)
			}
		})
	}
	if got, err := Examine(t.Context(), Options{WebhookURL: secret.New("https://hooks.example/x")}); err != nil || !got.Unseen {
		t.Errorf("a webhook: %+v, %v", got, err)
	}
}
