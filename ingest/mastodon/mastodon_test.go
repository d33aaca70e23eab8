package mastodon

import (
	"encoding/json"
	"testing"

	"molva/ingest"
	"molva/ingest/sourcetest"
)

func TestNetwork(t *testing.T) {
	for _, fixture := range []string{"mastodon", "stream", "past"} {
		t.Run(fixture, func(t *testing.T) {
			sourcetest.Run(t, "testdata/"+fixture+".txtar", ingest.Opens(New))
		})
	}
}

const schema = "testdata/schema.json"

func TestFieldsAreThoseOfTheAPI(t *testing.T) {
	sourcetest.Fields(t, schema, "Status", status{})
	sourcetest.Fields(t, schema, "Account", account{})
	sourcetest.Fields(t, schema, "Notification", notification{})
	sourcetest.Fields(t, schema, "Frame", frame{})
}

func TestWhateverTheAPIAllowsIsRead(t *testing.T) {
	sourcetest.Decodes(t, schema, "Status", func(data []byte) error {
		st, err := parseStatus(data)
		st.mention("a.test")
		return err
	})
	sourcetest.Decodes(t, schema, "Notification", func(data []byte) error {
		_, st, err := mentionItem(data)
		if err == nil && st != nil {
			_, err = parseStatus(st)
		}
		return err
	})
	sourcetest.Decodes(t, schema, "Account", func(data []byte) error { return json.Unmarshal(data, new(account)) })
}
