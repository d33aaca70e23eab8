package threads

import (
	"net/url"
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
	sourcetest.Fields(t, schema, "Post", post{})
	sourcetest.Decodes(t, schema, "Post", func(data []byte) error {
		_, err := parse(data)
		return err
	})
}

func TestValidate(t *testing.T) {
	err := Options{Search: []string{"?"}, Accounts: []string{"@kestrel"}, Every: time.Second, Webhook: &graph.Hook{}}.Validate()
	want := `token is missing, want an access token that Meta gave for the page or account
search has "?", want words
every is 1s, want 1m0s or more
accounts has "@kestrel", want a name such as kestrel
webhook: verify_token is missing, want the word that the app's settings have beside the address
webhook: app_secret is missing, want the app's secret, which signs what Meta posts
webhook takes replies and mentions and reads nothing else: make it two sources`
	if err == nil || err.Error() != want {
		t.Errorf("complaints are:\n%v", err)
	}
	if _, _, err := New(Options{Options: graph.Options{Token: secret.New("k")}}, ingest.Env{}); err == nil {
		t.Error("a source that reads nothing was opened")
	}
}

// TestSearchesThatFindNothingAreNotCounted: Meta does not count them either.
func TestSearchesThatFindNothingAreNotCounted(t *testing.T) {
	env := sourcetest.Answers(t, func(u *url.URL) string {
		if u.Query().Get("q") == "kestrel" {
			return `{"data":[{"id":"1","timestamp":"2026-11-21T11:00:00+0000","text":"Kestrel"}]}`
		}
		return `{"data":[]}`
	})
	env.Governor = ingest.NewGovernor(sourcetest.Now, ingest.Quota{Name: searches, Max: 10, Window: ingest.PerDay})
	source, rhythm, err := New(Options{Options: graph.Options{Token: secret.New("k")}, Search: []string{"kestrel", "boreal", "lumen"}}, env)
	if err != nil {
		t.Fatal(err)
	}
	if err := source.Read(t.Context(), "", func(ingest.Page) error { return nil }); err != nil {
		t.Fatal(err)
	}
	if left := env.Governor.Left(searches); left != 9 || rhythm.Every != 10*time.Minute {
		t.Errorf("%v searches are left, asked every %s", left, rhythm.Every)
	}
}
