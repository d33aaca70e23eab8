package mastodon

import (
	"testing"

	"molva/ingest"
	"molva/ingest/sourcetest"
)

func TestNetwork(t *testing.T) {
	for _, fixture := range []string{"mastodon", "stream"} {
		t.Run(fixture, func(t *testing.T) {
			sourcetest.Run(t, "testdata/"+fixture+".txtar", ingest.Opens(New))
		})
	}
}
