// Package posttest holds the errors of every way of posting to the same promises. Only tests may import it.
package posttest

import (
	"errors"
	"strings"
	"testing"
	"time"

	"molva/alerts"
	"molva/ingest"
)

// Error wants an error that means what want says and nothing else; nil: that the message was not posted. A wait above zero
// wants it to be throttled until then, counted from now. Nothing of secret may be in it.
func Error(t testing.TB, err, want error, now time.Time, wait time.Duration, secret ...string) {
	t.Helper()
	if err == nil {
		t.Fatal("no error")
	}
	for _, s := range append(secret, "CANARY", "http://") {
		if strings.Contains(err.Error(), s) {
			t.Errorf("the error gives something away: %v", err)
		}
	}
	for _, kind := range []error{alerts.ErrRefused, alerts.ErrUnclear, alerts.ErrDoubtful} {
		if errors.Is(err, kind) != (kind == want) {
			t.Errorf("%v: is %q: %v", err, kind, errors.Is(err, kind))
		}
	}
	var throttled *ingest.Throttled
	if errors.As(err, &throttled) != (wait > 0) || (wait > 0 && !throttled.Until.Equal(now.Add(wait))) {
		t.Errorf("%v, want a wait of %v", err, wait)
	}
}
