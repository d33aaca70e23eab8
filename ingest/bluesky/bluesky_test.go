package bluesky

import (
	"testing"

	"molva/ingest"
	"molva/ingest/sourcetest"
)

func TestNetwork(t *testing.T) {
	sourcetest.Run(t, "testdata/bluesky.txtar", ingest.Opens(New))
}
