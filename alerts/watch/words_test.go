package watch

import (
	"testing"

	"molva/alerts"
	"molva/alerts/phrase/phrasetest"
)

func TestComplete(t *testing.T) { phrasetest.Complete(t, ".", alerts.Texts, Texts) }
