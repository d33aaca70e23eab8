package telegram

import (
	"encoding/json"
	"testing"

	"molva/ingest"
	"molva/ingest/sourcetest"
)

func TestNetwork(t *testing.T) {
	sourcetest.Run(t, "testdata/telegram.txtar", ingest.Opens(New))
}

func TestDecodes(t *testing.T) {
	for name, into := range map[string]func() any{
		"Update": func() any { return new(update) },
		"User":   func() any { return new(user) },
	} {
		sourcetest.Decodes(t, "testdata/schema.json", name, func(data []byte) error { return json.Unmarshal(data, into()) })
	}
}
