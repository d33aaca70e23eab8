package vk

import (
	"net/url"
	"strings"
	"testing"

	"molva/config/secret"
	"molva/ingest/sourcetest"
)

func TestLacks(t *testing.T) {
	accounts := FigureOptions{Accounts: []string{"zarya"}}
	for about, c := range map[string]struct {
		who  bearer
		o    Options
		want string
	}{
		"a service that searches":        {bearer{}, Options{}, ""},
		"a service with accounts":        {bearer{}, Options{FigureOptions: accounts}, ""},
		"a service with mentions":        {bearer{}, Options{Mentions: []string{"id1"}}, "user token"},
		"a service with a long poll":     {bearer{}, Options{LongPoll: 1}, "community management"},
		"a community that searches":      {bearer{community: true}, Options{}, "service token"},
		"a community with accounts":      {bearer{community: true}, Options{Search: []string{}, FigureOptions: accounts}, "service token"},
		"a community with a long poll":   {bearer{community: true, mask: mayManage}, Options{LongPoll: 1}, ""},
		"a person who may all":           {bearer{user: true, runs: true, mask: mayStats | mayOffline}, Options{FigureOptions: accounts}, ""},
		"a person of whom it is unknown": {bearer{user: true, runs: true, mask: everything}, Options{FigureOptions: accounts}, ""},
		"a person who may nothing":       {bearer{user: true, runs: true}, Options{FigureOptions: accounts, Mentions: []string{"id1"}}, "stats offline"},
		"a person of competitors":        {bearer{user: true}, Options{FigureOptions: accounts}, "offline"},
		"a person who listens to stream": {bearer{user: true, mask: mayOffline}, Options{StreamingOptions: StreamingOptions{true}}, "service token"},
	} {
		var names []string
		for _, g := range c.who.lacks(c.o) {
			names = append(names, g.Name)
		}
		if got := strings.Join(names, " "); got != c.want {
			t.Errorf("%s lacks %q, want %q", about, got, c.want)
		}
	}
}

// TestWhatIsNotToldIsNotLacking: VK may refuse to say what a token may.
func TestWhatIsNotToldIsNotLacking(t *testing.T) {
	env := sourcetest.Answers(t, func(u *url.URL) string {
		switch u.Path {
		case "/method/users.get":
			return `{"response":[{"id":7,"first_name":"Anna","last_name":"P"}]}`
		case "/method/groups.getById":
			return `{"response":{"groups":[{"id":11,"is_admin":1}]}}`
		case "/method/account.getAppPermissions":
			return `{"error":{"error_code":7}}`
		}
		return `{"response":1}`
	})
	o := Options{BaseURL: "http://vk.test", Token: secret.New("t"), FigureOptions: FigureOptions{Accounts: []string{"club11"}}}
	source, _, err := New(o, env)
	if err != nil {
		t.Fatal(err)
	}
	if found, err := source.(*Source).Examine(t.Context()); err != nil || found != "token of the user Anna P" {
		t.Errorf("%q, %v", found, err)
	}
}
