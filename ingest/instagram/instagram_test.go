package instagram

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"molva/config/secret"
	"molva/ingest"
	"molva/ingest/graph"
	"molva/ingest/sourcetest"
)

func TestNetwork(t *testing.T) {
	sourcetest.RunAll(t, "testdata/*.txtar", ingest.Opens(New))
}

func TestSupplies(t *testing.T) { sourcetest.Supplies(t, "testdata/*.txtar", Supplies) }

func TestDecoders(t *testing.T) {
	const schema = "testdata/schema.json"
	sourcetest.Fields(t, schema, "Media", media{})
	sourcetest.Fields(t, schema, "Comment", comment{})
	sourcetest.Fields(t, schema, "User", profile{})
	sourcetest.Decodes(t, schema, "Comment", func(data []byte) error {
		_, err := parseComment(data)
		return err
	})
	sourcetest.Decodes(t, schema, "Media", func(data []byte) error { return json.Unmarshal(data, new(media)) })
}

func TestValidate(t *testing.T) {
	err := Options{Account: "kestrel", Hashtags: []string{"#kestrel"}, Accounts: []string{"@kestrel"}, Figures: time.Second, Every: time.Second,
		Webhook: &graph.Hook{}}.Validate()
	want := `token is missing, want an access token that Meta gave for the page or account
every is 1s, want 1m0s or more
account is "kestrel", want the account's number, which /PAGE?fields=instagram_business_account gives
hashtags has "#kestrel", want letters, digits and _ without #
accounts has "@kestrel", want a name such as kestrel
figures is 1s, want 10m0s or more
webhook takes comments and mentions and reads nothing else: make it two sources
webhook: verify_token is missing, want the word that the app's settings have beside the address
webhook: app_secret is missing, want the app's secret, which signs what Meta posts`
	if err == nil || err.Error() != want {
		t.Errorf("complaints are:\n%v", err)
	}
}

// TestHashtagsWaitForTheirTurn: Instagram allows thirty in seven days, and a change of the options may ask for more.
func TestHashtagsWaitForTheirTurn(t *testing.T) {
	now := sourcetest.Now()
	asked := map[string]bool{}
	env := sourcetest.Answers(t, func(u *url.URL) string {
		asked[u.Query().Get("q")] = true
		return `{"data":[{"id":"77"}]}`
	})
	env.Now = func() time.Time { return now }
	at := place{Hashtags: map[string]hashtag{}}
	for n := range maxHashtags {
		at.Hashtags[fmt.Sprint("old", n)] = hashtag{ID: "1", Asked: now.Add(-time.Duration(n) * time.Hour).Unix()}
	}
	cursor := ingest.CursorOf(at)
	source, _, err := New(Options{Options: graph.Options{Token: secret.New("k")}, Account: "1", Hashtags: []string{"kestrel"}}, env)
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		after          time.Duration
		told, question bool
	}{{0, true, false}, {time.Hour, false, false}, {6*24*time.Hour - 5*time.Hour, false, true}} {
		now = now.Add(step.after)
		clear(asked)
		told := false
		err := source.Read(t.Context(), cursor, func(p ingest.Page) error {
			told = told || len(p.Rejected) > 0 && p.Rejected[0].Item == "#kestrel"
			cursor = p.Next
			return nil
		})
		if err != nil || told != step.told || asked["kestrel"] != step.question {
			t.Errorf("%s later: told %t, asked %t, %v; want %t, %t", step.after, told, asked["kestrel"], err, step.told, step.question)
		}
	}
}

// TestTheFirstReadOnlyCounts: comments from before are the past, also where the read that counted them failed afterwards.
func TestTheFirstReadOnlyCounts(t *testing.T) {
	now, count, shut := sourcetest.Now(), 1, true
	env := sourcetest.Answers(t, func(u *url.URL) string {
		switch {
		case strings.HasSuffix(u.Path, "/media"):
			return fmt.Sprintf(`{"data":[{"id":"5","timestamp":"2026-11-20T11:00:00+0000","caption":"Kestrel","comments_count":%d}]}`, count)
		case strings.HasSuffix(u.Path, "/comments"):
			return `{"data":[{"id":"52","timestamp":"2026-11-21T12:05:00+0000","text":"new"},{"id":"51","timestamp":"2026-11-20T12:00:00+0000","text":"old"}]}`
		case shut:
			return "<html>"
		}
		return `{"data":[]}`
	})
	env.Now = func() time.Time { return now }
	source, _, err := New(Options{Options: graph.Options{Token: secret.New("k")}, Account: "1", Comments: true, Tags: true}, env)
	if err != nil {
		t.Fatal(err)
	}
	var cursor ingest.Cursor
	for n, want := range []string{"[]", "[52]", "[]"} {
		var came []string
		err := source.Read(t.Context(), cursor, func(p ingest.Page) error {
			for _, m := range p.Mentions {
				came = append(came, m.ID)
			}
			cursor = p.Next
			return nil
		})
		if fmt.Sprint(came) != want || (err != nil) != shut {
			t.Errorf("read %d brought %v, %v; want %s", n+1, came, err, want)
		}
		now, count, shut = now.Add(10*time.Minute), 2, false
	}
}
