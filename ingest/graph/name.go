package graph

import (
	"errors"
	"regexp"

	"molva/ingest"
)

// Forms of what stands in paths and cursors.
var (
	numberForm = regexp.MustCompile(`^[0-9]{1,25}$`)
	nameForm   = regexp.MustCompile(`^[A-Za-z0-9._]{1,30}$`)
)

// IsNumber reports whether an id is a number, as those of Instagram and Threads are.
func IsNumber(id string) bool { return numberForm.MatchString(id) }

// CheckNames says what is wrong with an option that names accounts of Instagram or Threads, whose names are the same.
func CheckNames(names []string) error {
	var all []error
	for _, name := range names {
		if !nameForm.MatchString(name) {
			all = append(all, ingest.Complain("accounts has %q, want a name such as kestrel", name))
		}
	}
	return errors.Join(all...)
}
