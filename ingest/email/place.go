package email

import (
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

func (p place) cursor() ingest.Cursor { return ingest.CursorOf(p) }

// reached is p that has looked at a mail more. One that arrived after now did so by a wrong clock, and arrived now.
func (p place) reached(last uint32, arrived, now time.Time) place {
	p.Last = last
	if arrived.After(now) {
		arrived = now
	}
	if arrived.After(p.Newest) {
		p.Newest = arrived.UTC()
	}
	return p
}
