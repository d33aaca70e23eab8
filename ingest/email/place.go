package email

import (
	"encoding/json"
	"fmt"
	"time"

	"molva/ingest"
)

// place is where the reading of a mailbox stands. A number of a mail means something only together with the validity,
// which the server changes when it numbers the mailbox anew (RFC 9051, 2.3.1.1).
type place struct {
	Validity uint32    `json:"validity"`
	Last     uint32    `json:"last"`            // the number of the last mail that was looked at
	Newest   time.Time `json:"newest,omitzero"` // when the newest of them arrived
}

func parsePlace(c ingest.Cursor) (place, error) {
	var p place
	if c == "" {
		return p, nil
	}
	if err := json.Unmarshal([]byte(c), &p); err != nil {
		return p, fmt.Errorf("read cursor: %w", err)
	}
	return p, nil
}

func (p place) cursor() ingest.Cursor {
	b, err := json.Marshal(p)
	if err != nil {
		return "" // only for a year beyond 9999, which no server's date has
	}
	return ingest.Cursor(b)
}

// reached is p that has looked at a mail more.
func (p place) reached(last uint32, arrived time.Time) place {
	p.Last = last
	if arrived = arrived.UTC(); arrived.After(p.Newest) && arrived.Year() < 10000 {
		p.Newest = arrived
	}
	return p
}
