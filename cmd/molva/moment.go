package main

import (
	"time"

	"molva/config"
)

// moment reads a day (2026-09-01, midnight UTC), a moment (RFC 3339), or a span back from now (7d). Empty: the zero time.
func moment(text string, now time.Time) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	for _, layout := range []string{time.DateOnly, time.RFC3339, "20060102T1504Z"} {
		if t, err := time.Parse(layout, text); err == nil {
			return t, nil
		}
	}
	if span, err := config.ParseDuration(text); err == nil {
		return now.Add(-span), nil
	}
	return time.Time{}, usageError{fault("found %q, want a day such as 2026-09-01, a moment such as 2026-09-01T12:00:00Z, or a span such as 7d", text)}
}
