package reddit

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"
	"time"

	"molva/config/secret"
	"molva/ingest"
	"molva/ingest/sourcetest"
)

const schema = "testdata/schema.json"

func TestNetwork(t *testing.T) {
	sourcetest.RunAll(t, "testdata/*.txtar", ingest.Opens(New))
}

func TestDecodes(t *testing.T) {
	for _, name := range []string{"Link", "Comment"} {
		sourcetest.Decodes(t, schema, name, func(data []byte) error { return parseThing(data).bad })
	}
	for name, into := range map[string]any{"Listing": new(listing), "Thing": new(thing), "Token": new(token), "About": new(about)} {
		sourcetest.Decodes(t, schema, name, func(data []byte) error { return json.Unmarshal(data, into) })
		sourcetest.Fields(t, schema, name, into)
	}
}

func TestSupplies(t *testing.T) {
	sourcetest.Supplies(t, "testdata/*.txtar", Supplies)
}

func TestOptions(t *testing.T) {
	err := Options{BaseURL: "?", AuthURL: "reddit", User: "u/me", Search: []string{"-"}, Own: []string{"r/kestrel"}, Figures: -1, Every: 1, Quiet: -1}.Validate()
	if err == nil {
		t.Fatal("no complaint")
	}
	for _, want := range []string{"base_url is no address", "auth_url is no address", "client_id or client_secret is missing", `user is "u/me"`,
		`search has "-"`, `own has "r/kestrel"`, "figures is -1ns", "every is 1ns", "quiet is -1ns"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("complaints lack %q: %v", want, err)
		}
	}
	o := Options{ClientID: secret.New("a"), ClientSecret: secret.New("b"), User: "kestrel_team"}
	if _, _, err := New(o, ingest.Env{}); err == nil {
		t.Error("a source that reads nothing was opened")
	}
	o.Search = make([]string, 200)
	for i := range o.Search {
		o.Search[i] = "kestrel " + strconv.Itoa(i)
	}
	_, rhythm, err := New(o, ingest.Env{})
	if err != nil || rhythm.Every != 6*time.Minute {
		t.Errorf("200 terms are read every %s, %v", rhythm.Every, err)
	}
	governor := ingest.NewGovernor(time.Now, rhythm.Quotas...)
	if err := governor.Take(t.Context(), "calls", 200); err != nil {
		t.Errorf("a read of 200 terms would begin anew again and again: %v", err)
	}
}

func TestQuery(t *testing.T) {
	for term, want := range map[string]string{"kestrel": "kestrel", "заря": "заря", "kestrel  express": `"kestrel express"`, "-kestrel": `"-kestrel"`} {
		if got := queryOf(term); got != want {
			t.Errorf("query of %q: %s, want %s", term, got, want)
		}
	}
}
