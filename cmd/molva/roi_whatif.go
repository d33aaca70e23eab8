package main

import (
	"errors"

	"molva/alerts/report"
)

// whatIf reads the changes that --what-if names.
func whatIf(texts []string) ([]report.Change, error) {
	changes, err := report.ParseChanges(texts)
	var wrong *report.ChangeError
	switch {
	case !errors.As(err, &wrong):
		return changes, err
	case wrong.Name == "":
		return nil, usageError{fault("--what-if: found %q, want a name and a value, such as lead_to_customer=12%%", wrong.Found)}
	case wrong.Want == "":
		return nil, usageError{fault("--what-if: %s stands there twice", wrong.Name)}
	}
	return nil, usageError{fault("--what-if %s: found %q, want a value such as %s", wrong.Name, wrong.Found, wrong.Want)}
}
