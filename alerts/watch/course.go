package watch

import (
	"time"

	"molva/alerts"
)

// course is how incidents of a kind go on.
type course struct {
	patience time.Duration // how long after it last stood out it is over
	ending   bool          // people are shown that it is over
	again    bool          // they are told again while it runs
}

var courses = map[alerts.Kind]course{
	alerts.Spike:             {patience: 6 * time.Hour, ending: true, again: true},
	alerts.ToneSpike:         {patience: 6 * time.Hour, ending: true, again: true},
	alerts.Drop:              {patience: 6 * time.Hour, ending: true, again: true},
	alerts.Silence:           {patience: 30 * time.Minute, ending: true, again: true},
	alerts.Expiring:          {patience: time.Hour, ending: true, again: true},
	alerts.ReturnedComplaint: {patience: 24 * time.Hour, ending: true, again: true},
	alerts.NewComplaint:      {patience: 24 * time.Hour},
	alerts.Influencer:        {patience: time.Hour},
}

const (
	calm = 10 * time.Minute // between two edits
	much = 1.25             // by which a number that was shown must have grown to be shown anew, …
	more = 5                // … and by how many
)
