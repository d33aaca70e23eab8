package spike

import "time"

const week = 7 * 24

// grid is a stretch of a series, hour after hour without holes.
type grid struct {
	start    time.Time
	total    []float64
	negative []float64
	whole    []bool // the hour is over and was heard from its first to its last second
	slot     []int  // hour of the week on the topic's clock, 0 is Sunday's first
}

// lay spreads the hours of s from from up to to over a grid. Both are cut to whole hours.
func lay(s Series, from, to time.Time) grid {
	start := from.UTC().Truncate(time.Hour)
	n := max(0, int(to.Sub(start)/time.Hour))
	g := grid{
		start: start, total: make([]float64, n), negative: make([]float64, n),
		whole: make([]bool, n), slot: make([]int, n),
	}
	for _, h := range s.between(start, start.Add(time.Duration(n)*time.Hour)) {
		i := g.index(h.At)
		g.total[i] += float64(h.Total())
		g.negative[i] += float64(h.Negative)
	}
	g.clock(s.zone())
	g.listen(s)
	return g
}

// clock fills in the slots. A day's clock is asked once for each hour because summer time moves it.
func (g grid) clock(zone *time.Location) {
	for i := range g.slot {
		t := g.at(i).In(zone)
		g.slot[i] = int(t.Weekday())*24 + t.Hour()
	}
}

// listen marks the hours that were heard whole.
func (g grid) listen(s Series) {
	for i := range g.whole {
		g.whole[i] = !g.at(i).Before(s.From) && !g.at(i+1).After(s.To)
	}
	for _, d := range s.Deaf {
		if !d.From.Before(d.To) {
			continue
		}
		first, last := g.index(d.From), g.index(d.To.Add(-1))
		for i := max(0, first); i <= min(last, len(g.whole)-1); i++ {
			g.whole[i] = false
		}
	}
}

// heard is how much of the grid was heard.
func (g grid) heard() (d time.Duration) {
	for _, whole := range g.whole {
		if whole {
			d += time.Hour
		}
	}
	return d
}

func (g grid) at(i int) time.Time { return g.start.Add(time.Duration(i) * time.Hour) }

// index is the place of the hour that holds t, which may lie outside of the grid.
func (g grid) index(t time.Time) int {
	d := t.Sub(g.start)
	if d < 0 {
		return int((d - time.Hour + 1) / time.Hour)
	}
	return int(d / time.Hour)
}

// days are the grid's stretches from one midnight of the topic to the next: [from, to) of indices.
func (g grid) days() [][2]int {
	var days [][2]int
	from := 0
	for i := 1; i <= len(g.slot); i++ {
		if i == len(g.slot) || g.slot[i]/24 != g.slot[i-1]/24 {
			days = append(days, [2]int{from, i})
			from = i
		}
	}
	return days
}
