package slack

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"molva/alerts"
	"molva/alerts/slack/slackfake"
	"molva/config/secret"
)

func TestExamineScopes(t *testing.T) {
	for name, c := range map[string]struct {
		channel string
		scopes  []string
		want    Examination
	}{
		"all there":      {"#brand", []string{"chat:write", "channels:history", "channels:read"}, Examination{Channels: []Seen{{"#brand", Fine}}}},
		"by id":          {"C1", []string{"chat:write", "groups:history"}, Examination{Channels: []Seen{{"C1", Hidden}}}},
		"cannot look":    {"#brand", []string{"chat:write"}, Examination{Wished: []string{"channels:history", "channels:read"}, Channels: []Seen{{"#brand", Hidden}}}},
		"cannot post":    {"C1", []string{"channels:history", "channels:read"}, Examination{Missing: []string{"chat:write"}, Channels: []Seen{{"C1", Fine}}}},
		"says no scopes": {"C1", nil, Examination{Channels: []Seen{{"C1", Fine}}}},
	} {
		t.Run(name, func(t *testing.T) {
			s := slackfake.New(t)
			s.Grant(c.scopes...)
			c.want.User, c.want.Team = "molva", "Zarya"
			got, err := Examine(t.Context(), Options{Token: secret.New(token), Channel: c.channel, BaseURL: s.URL})
			if diff := cmp.Diff(c.want, got); diff != "" || err != nil {
				t.Errorf("%v\n%s", err, diff)
			}
		})
	}
}

// Whoever wants readers to be heard needs more.
func TestExamineListening(t *testing.T) {
	s := slackfake.New(t)
	s.Grant("chat:write", "channels:history", "channels:read", "commands")
	s.Script("apps.connections.open", slackfake.Refuse("not_allowed_token_type"))
	got, err := Examine(t.Context(), Options{Token: secret.New(token), AppToken: secret.New("xapp-CANARY"), Channel: "#brand", BaseURL: s.URL})
	if diff := cmp.Diff([]string{"reactions:read", "users:read", "app_mentions:read"}, got.Deaf); diff != "" || err != nil {
		t.Errorf("%v\n%s", err, diff)
	}
	if !errors.Is(got.Socket, alerts.ErrRefused) {
		t.Errorf("the app-level token: %v", got.Socket)
	}
	s.Script("apps.connections.open", slackfake.Answer(200, `{"ok":true,"url":"wss://example/link"}`))
	got, err = Examine(t.Context(), Options{Token: secret.New(token), AppToken: secret.New("xapp-CANARY"), Channel: "#brand", BaseURL: s.URL})
	if err != nil || got.Socket != nil {
		t.Errorf("%v, the app-level token: %v", err, got.Socket)
	}
}

func TestExamineChannels(t *testing.T) {
	s := slackfake.New(t)
	s.Add(slackfake.Channel{ID: "C2", Name: "old", Archived: true})
	s.Add(slackfake.Channel{ID: "C3", Name: "support", Stranger: true})
	got, err := Examine(t.Context(), Options{Token: secret.New(token), Channel: "#brand", BaseURL: s.URL},
		"#old", "C2", "#support", "C3", "#nowhere", "C9", "#brand", "")
	want := []Seen{{"#brand", Fine}, {"#old", Archived}, {"C2", Archived}, {"#support", Stranger}, {"C3", Stranger}, {"#nowhere", Unknown}, {"C9", Unknown}}
	if diff := cmp.Diff(want, got.Channels); diff != "" || err != nil {
		t.Errorf("%v\n%s", err, diff)
	}
}

func TestExamineFails(t *testing.T) {
	s := slackfake.New(t)
	o := Options{Token: secret.New(token), Channel: "C1", BaseURL: s.URL}
	s.Script("auth.test", slackfake.Refuse("invalid_auth"), slackfake.Page(503))
	for _, want := range []error{alerts.ErrRefused, alerts.ErrUnclear} {
		if _, err := Examine(t.Context(), o); !errors.Is(err, want) {
			t.Errorf("%v, want %v", err, want)
		}
	}
	if got, err := Examine(t.Context(), Options{WebhookURL: secret.New("https://hooks.example/x")}); err != nil || !got.Unseen {
		t.Errorf("a webhook: %+v, %v", got, err)
	}
}
