package ingest

import (
	"errors"
	"slices"
)

// CheckNames says what is wrong with an option that lists accounts, apps and the like: which of its names are not good. key is a
// Complaint's, "%s has %q, want …", with what is wanted instead.
func CheckNames(option string, names []string, good func(string) bool, key string) error {
	var all []error
	for _, name := range slices.Compact(slices.Sorted(slices.Values(names))) {
		if !good(name) {
			all = append(all, Complain(key, option, brief(name)))
		}
	}
	return errors.Join(all...)
}
