package odnoklassniki

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"molva/config/secret"
	"molva/ingest"
	"molva/ingest/sourcetest"
)

func TestNetwork(t *testing.T) {
	sourcetest.RunAll(t, "testdata/*.txtar", ingest.Opens(New))
}

func TestSupplies(t *testing.T) {
	sourcetest.Supplies(t, "testdata/*.txtar", Supplies)
}

func TestDecodes(t *testing.T) {
	const schema = "testdata/schema.json"
	sourcetest.Decodes(t, schema, "Topic", func(data []byte) error {
		_, err := parseTopic(data)
		return err
	})
	sourcetest.Decodes(t, schema, "Comment", func(data []byte) error {
		_, err := parseComment(data)
		return err
	})
	for name, into := range map[string]any{"StatTopics": new(statPage), "Comments": new(talk), "Group": new(group)} {
		sourcetest.Decodes(t, schema, name, func(data []byte) error { return json.Unmarshal(data, into) })
		sourcetest.Fields(t, schema, name, into)
	}
	sourcetest.Fields(t, schema, "Topic", new(topic))
	sourcetest.Fields(t, schema, "Comment", new(comment))
}

// TestSignature has the worked examples of https://konstantintogoi.github.io/aiookru/api, made by the rules of
// https://apiok.ru/en/dev/methods, and one by hand: md5("application_key=Kformat=jsongid=5method=m" + md5("ts")).
func TestSignature(t *testing.T) {
	const token = "-s-84W-s3egarWUsbkq-IWTucuedzTKT8VUXIA.s4Xx8IW7"
	asked := url.Values{"application_key": {"ABCDEFGHIGKLMNOPK"}, "format": {"json"}, "method": {"events.get"}}
	for _, c := range []struct {
		o    Options
		q    url.Values
		want string
	}{
		{Options{Token: secret.New(token), ApplicationSecret: secret.New("ABC123DEF456GHI789JKL123")}, asked, "232c8eb921951c4dba9b72606f9ddb4c"},
		{Options{Token: secret.New(token), SessionSecret: secret.New("ae5362b5b588cc7294c2414d71b74d5d")}, asked, "03a41413523ea8092507949d6e711963"},
		{Options{Token: secret.New("t"), ApplicationSecret: secret.New("s")},
			url.Values{"method": {"m"}, "gid": {"5"}, "format": {"json"}, "application_key": {"K"}}, "d8f672f67b3474fe5ccb1eebe5524622"},
	} {
		s := &Source{options: c.o}
		if got := signature(c.q, s.signing()); got != c.want {
			t.Errorf("the signature is %s, want %s", got, c.want)
		}
	}
}

func TestValidate(t *testing.T) {
	err := Options{BaseURL: "ok", Groups: []string{"kestrel"}, Figures: -1, Every: time.Second}.Validate()
	want := `base_url is no address, want one such as https://api.ok.ru
every is 1s, want 1m0s or more
application_key is missing, want the application's public key
token is missing, want an administrator's access token
want either application_secret or session_secret, which sign what is asked
groups has "kestrel", want the number of a group, as in ok.ru/group/53245288710321
figures is -1ns, want 0 or more`
	if err == nil || err.Error() != want {
		t.Errorf("complaints are:\n%v", err)
	}
	if err := (Options{}).Validate(); err == nil || !strings.Contains(err.Error(), "nothing to read") {
		t.Errorf("complaint is %v", err)
	}
	many := Options{Groups: []string{"1", "2", "3", "4", "5", "6"}}
	if err := many.Validate(); err == nil || !strings.Contains(err.Error(), "groups are 6, want 5 or fewer") {
		t.Errorf("complaint is %v", err)
	}
}

// TestTheTokenStandsInNoAddress: it is sent as a form, and the signature leaves it out.
func TestTheTokenStandsInNoAddress(t *testing.T) {
	var address, form string
	client := sourcetest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		address, form = r.Method+" "+r.URL.String(), r.PostFormValue("access_token")
		_, _ = io.WriteString(w, `{"uid":"1","name":"Мария"}`)
	}))
	env := sourcetest.Env(client, slog.New(slog.DiscardHandler))
	source, _, err := New(Options{BaseURL: "http://ok.test/api", ApplicationKey: "k", Token: secret.New("hunter2"),
		SessionSecret: secret.New("s"), Accounts: []string{"5"}}, env)
	if err != nil {
		t.Fatal(err)
	}
	name, err := source.(*Source).me(t.Context())
	if name != "Мария" || err != nil {
		t.Errorf("name is %q, %v", name, err)
	}
	if form != "hunter2" || !strings.HasPrefix(address, "POST /api/fb.do?application_key=k&") || strings.Contains(address, "hunter2") {
		t.Errorf("asked %s with the token %q", address, form)
	}
}

// answering gives a source that reads group 5, whose network answers by method.
func answering(t *testing.T, answer func(method string, q url.Values) string) *Source {
	t.Helper()
	env := sourcetest.Answers(t, func(u *url.URL) string { return answer(u.Query().Get("method"), u.Query()) })
	source, _, err := New(Options{BaseURL: "http://ok.test", ApplicationKey: "k", Token: secret.New("t"),
		ApplicationSecret: secret.New("s"), Groups: []string{"5"}}, env)
	if err != nil {
		t.Fatal(err)
	}
	return source.(*Source)
}

// told is a comment so many minutes old.
func told(n, age int) string {
	date := sourcetest.Now().Add(-time.Duration(age) * time.Minute).In(moscow()).Format(time.DateTime)
	return fmt.Sprintf(`{"id":"c%d","date":%q,"text":"hi"}`, n, date)
}

// TestOnlyAdministratorsRead: doctor says so of a group that the token's owner does not administer.
func TestOnlyAdministratorsRead(t *testing.T) {
	s := answering(t, func(method string, _ url.Values) string {
		return map[string]string{
			"users.getCurrentUser":   `{"uid":"1","name":"Мария"}`,
			"group.getInfo":          `{"groups":[{"uid":"5","name":"Lumen"}]}`,
			"users.hasAppPermission": `"true"`,
			"group.getStatTopics":    `{"error_code":50,"error_msg":"NOT_ADMIN"}`,
		}[method]
	})
	if _, err := s.Examine(t.Context()); !errors.Is(err, ingest.ErrDenied) || !strings.Contains(err.Error(), "group 5") {
		t.Errorf("found %v", err)
	}
}
