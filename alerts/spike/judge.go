package spike

import (
	"math"
	"time"
)

// What a sign must show besides being improbable, or a large topic would alarm at trifles and a small one at
// nothing. Measured: FIGURES.md.
const (
	fewest   = 5.0 // mentions, for a tone negative ones
	dropFrom = 10.0
	dropBy   = 1.0 / 3
	toneOdds = 1.8 // times the usual odds of being negative
	notable  = 0.5 // a Score below is not told
	highest  = 50  // a Score above means no more
)

// Judge tells what stands out in s at that moment. Of each kind the window that stands out most is told, with
// its chance corrected for the windows looked at. A spike is looked for in the running hour too, against the whole
// of it: what is far too many for an hour is so before the hour is over, and an alarm within the hour
// still stands at its end. Drops and tone wait for the hour to end and need hours that were heard whole.
//
// m should be of the day that at lies in.
func (m *Model) Judge(s Series, at time.Time) []Sign {
	if !m.Ready() {
		return nil
	}
	end := at.UTC().Truncate(time.Hour)
	if end.Before(at) {
		end = end.Add(time.Hour)
	}
	g := lay(s, end.Add(-25*time.Hour), end)
	return m.judge(g, len(g.total), at)
}

// judge looks at the hours of g before end, the last of which may still run.
func (m *Model) judge(g grid, end int, at time.Time) []Sign {
	var signs []Sign
	over := end
	if g.at(end).After(at) {
		over--
	}
	if s, ok := m.most(func(w int) Sign { return m.spike(g, end, w) }); ok {
		signs = append(signs, s)
	}
	if s, ok := m.most(func(w int) Sign { return m.drop(g, over, w) }); ok {
		signs = append(signs, s)
	}
	if s, ok := m.most(func(w int) Sign { return m.tone(g, over, w) }); ok {
		signs = append(signs, s)
	}
	for i := range signs {
		signs[i].At = at
	}
	return signs
}

// most is the window's sign that stands out most, if one does.
func (m *Model) most(look func(window int) Sign) (best Sign, ok bool) {
	for w := range windows {
		if s := look(w); s.Score > best.Score {
			best = s
		}
	}
	return best, best.Score >= notable
}

// mean is what the hours [from, to) have without incidents.
func (m *Model) mean(g grid, from, to int) float64 {
	mean := 0.0
	for i := max(from, 0); i < to; i++ {
		mean += m.Level * m.rhythm[g.slot[i]]
	}
	return mean
}

// spike compares all that came to what the whole window would have had: hours that were not heard can only hide.
func (m *Model) spike(g grid, end, w int) Sign {
	from := end - windows[w]
	seen := 0.0
	for i := max(from, 0); i < end; i++ {
		seen += g.total[i]
	}
	c := m.spreads[w].count(m.mean(g, from, end))
	if seen < fewest || seen < spikeBy[w]*c.mean {
		return Sign{}
	}
	return m.sign(Spike, w, seen, seen, c, c.atLeast(seen))
}

// drop compares the hours that were heard whole, if they are half of the window, to what they would have had.
func (m *Model) drop(g grid, end, w int) Sign {
	from := max(end-windows[w], 0)
	mean, seen, hours := 0.0, 0.0, 0
	for i := from; i < end; i++ {
		if g.whole[i] {
			mean, seen, hours = mean+m.mean(g, i, i+1), seen+g.total[i], hours+1
		}
	}
	c := m.spreads[w].count(mean)
	if 2*hours < windows[w] || mean < dropFrom || seen > dropBy*mean {
		return Sign{}
	}
	return m.sign(Drop, w, seen, seen, c, c.atMost(seen))
}

// tone compares the negative mentions to as many mentions of the usual tone.
func (m *Model) tone(g grid, end, w int) Sign {
	neg, n := tally(g, max(end-windows[w], 0), end)
	s := share{n, m.Share, m.rhos[w]}
	if neg < fewest || neg*(1-m.Share) < toneOdds*m.Share*(n-neg) {
		return Sign{}
	}
	return m.sign(Tone, w, neg, n, s, s.atLeast(neg))
}

// usual is how many there are in a window without incidents.
type usual interface {
	expected() float64
	quantile(p float64) float64
}

// spikeBy is how many times the usual each window must have: in an hour more is needed than in a day.
var spikeBy = [len(windows)]float64{3, 2.5, 2, 2}

// portions is how much of the false alerts each window may cause. Short ones have less: how bursts end is
// known worst, and what lasts matters more.
var portions = [len(windows)]float64{0.1, 0.15, 0.25, 0.5}

// looks is how many windows of that length fit into a day, over the portion.
func looks(w int) float64 { return 24 / float64(windows[w]) / portions[w] }

// sign puts the figures together; chance is a natural logarithm.
func (m *Model) sign(kind string, w int, seen, of float64, u usual, chance float64) Sign {
	score := (-chance - math.Log(looks(w))) / math.Ln10
	if score < notable {
		return Sign{}
	}
	return Sign{
		Kind: kind, Window: time.Duration(windows[w]) * time.Hour,
		Seen: seen, Of: of, Expected: u.expected(), Low: u.quantile(0.05), High: u.quantile(0.95),
		Chance: math.Exp(chance), Score: min(score, highest),
	}
}
