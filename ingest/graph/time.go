package graph

import (
	"encoding/json"
	"time"
)

// Time is a moment as the Graph API writes it: 2026-11-21T12:00:00+0000, or seconds since 1970. What cannot be read is the zero
// time, so that an item keeps its other fields.
type Time struct{ time.Time }

// UnmarshalJSON never fails.
func (t *Time) UnmarshalJSON(data []byte) error {
	t.Time = time.Time{}
	var seconds int64
	if json.Unmarshal(data, &seconds) == nil && seconds > 0 {
		t.Time = time.Unix(seconds, 0).UTC()
		return nil
	}
	var text string
	_ = json.Unmarshal(data, &text) // of another kind: not read
	for _, form := range []string{"2006-01-02T15:04:05-0700", time.RFC3339} {
		if at, err := time.Parse(form, text); err == nil {
			t.Time = at.UTC()
		}
	}
	return nil
}
