package hackernews

import (
	"encoding/json"
	"strings"
	"testing"

	"molva/ingest"
	"molva/ingest/sourcetest"
)

func TestNetwork(t *testing.T) {
	sourcetest.Run(t, "testdata/hackernews.txtar", ingest.Opens(New))
}

func TestDecodes(t *testing.T) {
	sourcetest.Decodes(t, "testdata/schema.json", "Hit", func(data []byte) error { return parseHit(data, 0).bad })
	sourcetest.Decodes(t, "testdata/schema.json", "Item", func(data []byte) error { return json.Unmarshal(data, new(item)) })
	sourcetest.Fields(t, "testdata/schema.json", "Hit", new(hit))
	sourcetest.Fields(t, "testdata/schema.json", "Item", new(item))
}

func TestQuery(t *testing.T) {
	for term, want := range map[string]string{
		"kestrel":           "kestrel",
		"заря":              "заря",
		"kestrel  express":  `"kestrel express"`,
		`"kestrel" express`: `"kestrel express"`,
		"e-kestrel":         `"e-kestrel"`,
		"-kestrel":          `"-kestrel"`,
	} {
		if got := queryOf(term); got != want {
			t.Errorf("query of %q: %s, want %s", term, got, want)
		}
	}
}

func TestOptions(t *testing.T) {
	err := Options{BaseURL: "hn.test", ItemsURL: "https://a:b@hn.test", Search: []string{"a", " - "}, Every: 1, Quiet: -1}.Validate()
	if err == nil {
		t.Fatal("no complaint")
	}
	for _, want := range []string{"base_url is no address", "items_url has more than", `search has " - "`, "every is 1ns", "quiet is -1ns"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("complaints lack %q: %v", want, err)
		}
	}
}
