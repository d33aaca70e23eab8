package ingest

import (
	"fmt"
	"strings"
)

// Grant is a permission that a network gives to a token, by the network's own name, and what molva reads with it. Brings is for
// people: a phrase that config knows in every language.
type Grant struct{ Name, Brings string }

// Lacking is what [Examiner] says of credentials that are good, but not for everything that the options ask.
type Lacking struct{ Grants []Grant }

func (l *Lacking) Error() string {
	var names []string
	for _, g := range l.Grants {
		names = append(names, fmt.Sprintf("%s (%s)", g.Name, g.Brings))
	}
	return "the token lacks " + strings.Join(names, ", ")
}

// Lack is a *Lacking for some grants, nil for none.
func Lack(some []Grant) error {
	if len(some) == 0 {
		return nil
	}
	return &Lacking{some}
}
