package bench

import (
	"errors"
	"fmt"
	"log/slog"
	"time"
)

// Options say how much is measured. Mentions and Rounds must be set.
type Options struct {
	Mentions int           // in each phase
	Rounds   int           // of all phases; medians count
	Seed     uint64        // of the mentions
	Stored   int           // mentions in the database before the first phase
	Dir      string        // the disk to measure; "": that of temporary files. A folder is made in it and removed
	NATS     string        // an external server without molva's logs; "": one in this process, on a port of this machine
	Binary   string        // molva itself, to be measured as a process of its own; "": it is not
	Live     time.Duration // how long that process is watched under the rated load
	Log      *slog.Logger

	// Show hears how many mentions of all have been measured.
	Show func(done, all int)
}

// Validate names every mistake at once.
func (o Options) Validate() error {
	var all []error
	wrong := func(bad bool, format string, args ...any) {
		if bad {
			all = append(all, fmt.Errorf(format, args...))
		}
	}
	wrong(o.Mentions < least, "mentions are %d, want at least %d", o.Mentions, least)
	wrong(o.Rounds < 1, "rounds are %d, want at least 1", o.Rounds)
	wrong(o.Stored < 0, "stored is %d, want 0 or more", o.Stored)
	wrong(o.Live < 0, "live is %v, want 0 or longer", o.Live)
	return errors.Join(all...)
}

// least is how few mentions still say something of every stage.
const least = 100
