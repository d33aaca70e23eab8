package bluesky

import (
	"encoding/json"
	"testing"

	"molva/ingest"
	"molva/ingest/sourcetest"
)

func TestNetwork(t *testing.T) {
	for _, fixture := range []string{"bluesky", "past"} {
		t.Run(fixture, func(t *testing.T) {
			sourcetest.Run(t, "testdata/"+fixture+".txtar", ingest.Opens(New))
		})
	}
}

const schema = "testdata/schema.json"

func TestFieldsAreThoseOfTheLexicon(t *testing.T) {
	sourcetest.Fields(t, schema, "Frame", frame{})
	sourcetest.Fields(t, schema, "Post", record{})
	sourcetest.Fields(t, schema, "PostView", view{})
	sourcetest.Fields(t, schema, "ProfileViewDetailed", profile{})
}

func TestWhateverTheLexiconAllowsIsRead(t *testing.T) {
	sourcetest.Decodes(t, schema, "Commit", func(data []byte) error {
		e, err := decode([]byte(`{"$type":"message","payload":` + string(data) + `}`))
		if err == nil && e.Operation != "delete" && e.Raw != nil {
			_, _, err = e.mention()
		}
		return err
	})
	sourcetest.Decodes(t, schema, "Post", func(data []byte) error {
		var r record
		err := json.Unmarshal(data, &r)
		r.answers()
		return err
	})
	sourcetest.Decodes(t, schema, "PostView", func(data []byte) error {
		v, err := parseView(data)
		v.mention()
		return err
	})
	sourcetest.Decodes(t, schema, "ProfileViewDetailed", func(data []byte) error { return json.Unmarshal(data, new(profile)) })
}
