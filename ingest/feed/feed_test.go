package feed

import (
	"testing"

	"molva/ingest"
	"molva/ingest/sourcetest"
)

func TestNetwork(t *testing.T) {
	for _, fixture := range []string{"rss", "several"} {
		t.Run(fixture, func(t *testing.T) {
			sourcetest.Run(t, "testdata/"+fixture+".txtar", ingest.Opens(New))
		})
	}
}
