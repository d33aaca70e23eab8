package zendesk

import (
	"strings"
	"testing"

	"molva/config/secret"
	"molva/ingest"
	"molva/ingest/sourcetest"
)

func TestNetwork(t *testing.T) {
	sourcetest.Run(t, "testdata/zendesk.txtar", ingest.Opens(New))
}

func TestDecodes(t *testing.T) {
	sourcetest.Decodes(t, "testdata/schema.json", "Event", func(data []byte) error {
		_, err := parseEvent(data)
		return err
	})
	sourcetest.Fields(t, "testdata/schema.json", "Export", new(export))
	sourcetest.Fields(t, "testdata/schema.json", "Event", new(event))
	sourcetest.Fields(t, "testdata/schema.json", "Child", new(comment))
	sourcetest.Fields(t, "testdata/schema.json", "Ticket", new(ticket))
	sourcetest.Fields(t, "testdata/schema.json", "User", new(user))
}

func TestOptions(t *testing.T) {
	token := secret.New("t")
	for want, o := range map[string]Options{
		"base_url is missing":            {Token: token},
		"base_url is no address":         {BaseURL: "zarya", Token: token},
		"token is missing":               {BaseURL: "https://zarya.zendesk.test"},
		"every is 1ns, want 10s or more": {BaseURL: "https://zarya.zendesk.test", Token: token, Every: 1},
		"quiet is -1ns, want 0 or more":  {BaseURL: "https://zarya.zendesk.test", Token: token, Quiet: -1},
		"base_url has more than scheme,": {BaseURL: "https://zarya.zendesk.test?a=b", Token: token},
	} {
		if err := o.Validate(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("complaint is %v, want %s", err, want)
		}
	}
}
