package graph

import (
	"encoding/json"
	"time"

	"molva/ingest"
)

// Time is a moment as the Graph API writes it: 2026-11-21T12:00:00+0000, or seconds or milliseconds since 1970. What cannot be
// read, and 0, is the zero time, so that an item keeps its other fields.
type Time struct{ time.Time }

// UnmarshalJSON never fails.
func (t *Time) UnmarshalJSON(data []byte) error {
	var text string
	if json.Unmarshal(data, &text) != nil {
		text = string(data) // a number
	}
	at, err := time.Parse("2006-01-02T15:04:05-0700", text)
	if err != nil {
		at, _ = ingest.ParseTime(text)
	}
	if t.Time = at.UTC(); at.Unix() <= 0 {
		t.Time = time.Time{}
	}
	return nil
}
