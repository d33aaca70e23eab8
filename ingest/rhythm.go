package ingest

import "time"

// A source that was not told how long it may be silent learns it: from the mean pause between two pages that brought
// something, the latest counting most. Arrivals at random keep silent for twelve mean pauses once in 160,000 (e^-12);
// the day's floor covers nights, and a slow source's own mean its weekends.
const (
	learnFrom  = 8  // pauses before the mean says anything
	memory     = 32 // pauses that the mean remembers, about
	muchLonger = 12 // times the mean
	atLeast    = 24 * time.Hour
)

// learn adds a pause to the mean.
func (p *Place) learn(pause time.Duration) {
	p.Pauses = min(p.Pauses+1, memory)
	p.Pause += (pause - p.Pause) / time.Duration(p.Pauses)
}

// quiet is the silence that is nothing unusual for the source; 0: nobody said, and it is too early to know.
func (p Place) quiet(said time.Duration) time.Duration {
	if said > 0 || p.Pauses < learnFrom {
		return said
	}
	return max(muchLonger*p.Pause, atLeast).Round(time.Minute)
}
