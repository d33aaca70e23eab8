package ingest

import (
	"errors"
	"time"
)

// CheckPace says what is wrong with two options of a polled source: the pause between two reads, where 0 is the usual one,
// and the silence after which it is late, where 0 is learned.
func CheckPace(every, least, quiet time.Duration) error {
	var all []error
	if every != 0 && every < least {
		all = append(all, Complain("every is %s, want %s or more", every, least))
	}
	if quiet < 0 {
		all = append(all, Complain("quiet is %s, want 0 or more", quiet))
	}
	return errors.Join(all...)
}
