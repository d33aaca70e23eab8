package spike

import "time"

// quiet is how long nothing must alarm before the next alarm is another episode.
const quiet = 12 * time.Hour

// Episode is a run of alarms that people take for one.
type Episode struct {
	From, To time.Time // the first and the last alarm
	Peak     Sign      // the highest of them
}

// Episodes are the runs of moments with a score of at least threshold, in order; moments are in order of time.
func Episodes(moments []Moment, threshold float64) []Episode {
	var out []Episode
	for _, m := range moments {
		if m.Score() < threshold || m.Score() == 0 {
			continue
		}
		if n := len(out); n == 0 || m.At.Sub(out[n-1].To) >= quiet {
			out = append(out, Episode{From: m.At})
		}
		last := &out[len(out)-1]
		last.To = m.At
		for _, s := range m.Signs {
			if s.Score > last.Peak.Score {
				last.Peak = s
			}
		}
	}
	return out
}
