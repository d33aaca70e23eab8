package report

import (
	"time"

	"molva/alerts/metric"
	"molva/classify/quantify"
)

// judge works out progress, pace and answer as of a moment, the end of what the value was measured in. The pace is the straight line from
// the baseline's day through the value of now; what was measured before that day is on no way yet.
func (g *Goal) judge(now time.Time) {
	g.Reaches = CannotTell
	gone, all := now.Sub(g.From), g.By.Sub(g.From)
	if gone <= 0 || all <= 0 {
		return
	}
	if g.Progress = g.progress(); !g.Progress.Known {
		return
	}
	times := max(float64(all)/float64(gone), 1) // the day over, what was reached is all there will be
	p := g.Progress
	g.Pace = quantify.Figure{Known: true, Value: p.Value * times, Low: p.Low * times, High: p.High * times, Open: p.Open}
	switch {
	case g.Pace.Low >= 1:
		g.Reaches = Yes
	case g.Pace.High < 1 && !g.Pace.Open:
		g.Reaches = No
	}
}

// progress is how much of the way is done. Without an interval of the value both its ends are the number itself.
func (g *Goal) progress() quantify.Figure {
	way := g.Target - g.Baseline
	if !g.Value.Known || way == 0 {
		return quantify.Figure{}
	}
	done := func(x float64) float64 { return (x - g.Baseline) / way }
	p := quantify.Figure{Known: true, Value: done(g.Value.Value), Low: done(g.Value.Value), High: done(g.Value.Value)}
	if in := g.Value.Interval; in != nil {
		p.Low, p.High, p.Open = along(done, *in, way > 0)
	}
	return p
}

// along turns an interval of the value into one of the way. Where the target is below the baseline the two ends change places, and a
// value without an upper end may be as far behind as one likes: then nothing of the way is sure.
func along(done func(float64) float64, in metric.Interval, up bool) (low, high float64, open bool) {
	switch {
	case up && in.Open:
		return done(in.Low), done(in.Low), true
	case up:
		return done(in.Low), done(in.High), false
	case in.Open:
		return min(0, done(in.Low)), done(in.Low), false
	}
	return done(in.High), done(in.Low), false
}
