package x

import (
	"encoding/json"
	"strings"
	"testing"

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
	sourcetest.Decodes(t, "testdata/schema.json", "Tweet", func(data []byte) error {
		_, err := parsePost(data)
		return err
	})
	for name, into := range map[string]any{"PostList": new(answer), "UserList": new(answer), "User": new(user)} {
		sourcetest.Decodes(t, "testdata/schema.json", name, func(data []byte) error { return json.Unmarshal(data, into) })
	}
	sourcetest.Fields(t, "testdata/schema.json", "Tweet", new(post))
	sourcetest.Fields(t, "testdata/schema.json", "User", new(user))
	sourcetest.Fields(t, "testdata/schema.json", "PostList", new(answer))
}

func TestOptions(t *testing.T) {
	err := Options{BaseURL: "x.test", Query: strings.Repeat("к", 513), Search: []string{"-"}, Mentions: []string{"@too-long"}, Accounts: []string{""},
		Figures: -1, Every: 1, Quiet: -1, Prices: Prices{User: -1}}.Validate()
	if err == nil {
		t.Fatal("no complaint")
	}
	for _, want := range []string{"base_url is no address", "token is missing", "the query has 513 characters", `search has "-"`, `mentions has "@too-long"`, `accounts has ""`,
		"figures is -1ns", "every is 1ns", "quiet is -1ns", "a price is -1"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("complaints lack %q: %v", want, err)
		}
	}
}
