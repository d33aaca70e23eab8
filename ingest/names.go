package ingest

import (
	"errors"
	"fmt"
	"slices"
)

// CheckNames says what is wrong with an option that lists accounts, apps and the like: which of its names are not good, and what is
// wanted instead.
func CheckNames(option string, names []string, good func(string) bool, want string) error {
	var all []error
	for _, name := range slices.Compact(slices.Sorted(slices.Values(names))) {
		if !good(name) {
			all = append(all, fmt.Errorf("%s has %q, want %s", option, brief(name), want))
		}
	}
	return errors.Join(all...)
}
