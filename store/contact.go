package store

import (
	"context"
	"errors"
	"fmt"
)

// Contact is somebody who took steps towards buying: an author of a network, or whom a CRM knows by a key, or both.
type Contact struct {
	Network, Author string
	Key             string // the CRM's own, not its pseudonym
}

// EraseContact makes the steps of somebody those of nobody, in all stages and without consent too, and says how many they were:
// a random number that nothing leads to takes the person's place, and what is told of them later is refused. Handles and keys
// that steps link to the contact go with it. Totals and paths stay as they are: in which hour the person spoke of each topic
// first is kept without who it was. Mentions stay as well.
func (db *DB) EraseContact(ctx context.Context, c Contact) (steps int, err error) {
	defer db.acted()
	if c.Key == "" && (c.Network == "" || c.Author == "") {
		return 0, errors.New("erase a contact: want a network and an author, or a key")
	}
	err = db.amend(ctx, func(f *filing) error {
		steps = 0
		for _, who := range f.memory.identify(c) {
			n, err := f.eraseContact(who)
			if err != nil {
				return err
			}
			steps += n
		}
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("erase a contact: %w", err)
	}
	return steps, nil
}

// identity is somebody as steps know them.
type identity struct {
	person  []byte
	handles []uint64 // on networks
	fresh   []byte   // what takes the person's place
}

// identify is how steps know a contact: where a CRM has no key of its own, the author is one.
func (m *memory) identify(c Contact) (all []identity) {
	if c.Author != "" {
		key := pseudonymOf(m.salt, c.Network+":"+c.Author)
		all = append(all, identity{person: m.personOf(key), handles: []uint64{handleOf(m.salt, c.Network, c.Author)}})
	}
	if c.Key != "" {
		all = append(all, identity{person: m.personOf(pseudonymOf(m.salt, c.Key))})
	}
	return all
}

func (f *filing) eraseContact(who identity) (steps int, err error) {
	all, err := f.linked(who)
	if err != nil {
		return 0, err
	}
	if err := f.keepHours(all); err != nil {
		return 0, err
	}
	for _, id := range all {
		n, err := f.unlink(id)
		if err != nil {
			return 0, err
		}
		steps += n
	}
	return steps, f.refuse(append(all, who))
}
