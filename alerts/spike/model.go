package spike

import "time"

// windows are the stretches that are looked at, each ending at the moment that is judged.
var windows = [...]int{1, 3, 6, 24}

// Model is what is usual for one topic, as of one midnight on its clock: it serves the day that begins there.
// It is read only and may be shared.
type Model struct {
	Day     time.Time     // the midnight: nothing from then on was used
	Heard   time.Duration // how much of the past was heard
	Level   float64       // mentions an hour, over a whole week
	Share   float64       // of them negative
	rhythm  rhythm
	spreads [len(windows)]spread
	rhos    [len(windows)]float64
}

// least is how much must have been heard before anything is called unusual: a week, since less does not tell
// a Monday from a spike.
const least = week * time.Hour

// Ready is false when too little was heard to know what is usual. Judge then finds nothing.
func (m *Model) Ready() bool { return m.Heard >= least }

// Fit learns what is usual from the past before the last midnight at or before at; what came later does not
// change it, so one model serves a whole day. A year is looked at at most.
func Fit(s Series, at time.Time) *Model {
	day := s.midnight(at)
	return fit(lay(s, later(s.From, day.AddDate(-1, 0, 0)), day), day)
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// fit learns from a grid that ends at midnight.
func fit(g grid, midnight time.Time) *Model {
	m := &Model{Day: midnight, Heard: g.heard(), rhythm: even()}
	days := g.days()
	usual := make([]float64, len(g.total))
	hour, day := 0.0, 0.0
	for range 2 { // the rhythm needs the level and the level the rhythm; twice is enough
		follow(g, days, m.rhythm, usual)
		hourly, daily := measure(blocks(g, days, usual, 1)), measure(blocks(g, days, usual, 24))
		m.rhythm, hour, day = learn(g, usual, m.rhythm, hourly, daily)
	}
	m.Level = follow(g, days, m.rhythm, usual)
	m.Level = max(m.Level, 0.5/max(m.Heard.Hours(), 1)) // nothing in all that time: half a mention
	for i, w := range windows {
		m.spreads[i] = measure(blocks(g, days, usual, w))
		m.spreads[i].wander += day + hour/float64(w) // what the rhythm leaves in doubt
	}
	m.Share, m.rhos = tones(g, days)
	return m
}
