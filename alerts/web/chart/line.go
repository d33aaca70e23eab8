package chart

import (
	"fmt"
	"math"
	"strings"
	"unicode/utf8"
)

// The heights of a drawing, in pixels: of what is drawn, and with the words below it. Above the highest there is room for half a dot.
const (
	top    = 8
	bottom = 188
	height = 212
)

// stretched is how wide the picture is that is stretched to its place.
const stretched = 1000

// Drawing is a line as it is drawn.
type Drawing struct {
	Grid     []Mark
	Level    *Mark
	Bands    []string // the corners of each, in the stretched picture
	Paths    []string // likewise
	Whiskers []Whisker
	Dots     []Dot
	Axis     []Mark
	Last     *Mark
}

// Mark is a word at its place. X is in hundredths of the width.
type Mark struct {
	X, Y   string
	Text   string
	Anchor string // start, middle or end
	Edge   bool   // it is the first or the last one, and stays where there is little room
	Lift   string // from its place, in pixels downwards
}

// Whisker is the interval of a point that has no neighbour.
type Whisker struct{ X, Y1, Y2 string }

// Dot is a point with the stripe of the drawing that is its own.
type Dot struct {
	Point
	X, Y, Left, Width string
}

// Drawn is nil where nothing is known.
func (l Line) Drawn() *Drawing {
	s, any := l.scale()
	if !any {
		return nil
	}
	d := &Drawing{Grid: grid(s, l.write), Axis: axis(len(l.Points), func(i int) string { return l.Points[i].tick() })}
	if l.Mark != nil {
		d.Level = l.level(s)
	}
	for _, run := range l.runs() {
		d.trace(l.Points, run, s)
	}
	for i, p := range l.Points {
		if p.Known {
			d.Dots = append(d.Dots, Dot{p, percent(middle(i, len(l.Points))), pixels(s, p.Value), percent(float64(i) / float64(len(l.Points))), percent(1 / float64(len(l.Points)))})
			d.Last = &Mark{X: percent(middle(i, len(l.Points))), Y: pixels(s, p.Value), Text: l.write(p.Value)}
		}
	}
	return d
}

func (l Line) write(v float64) string {
	if l.Write == nil {
		return plain(v)
	}
	return l.Write(v)
}

// Leads reports whether any of its points leads somewhere.
func (l Line) Leads() bool {
	for _, p := range l.Points {
		if p.URL != "" {
			return true
		}
	}
	return false
}

// reach is how many times the extreme values the ends of an interval may widen a scale of ratios: one wide interval would
// flatten all else.
const reach = 3

// scale holds all values and as much of their intervals as makes sense; false: nothing is known.
func (l Line) scale() (s scale, any bool) {
	low, high := math.Inf(1), math.Inf(-1)
	hold := func(v float64) {
		if !math.IsInf(v, 0) && !math.IsNaN(v) && (v > 0 || !l.Ratio) {
			low, high = min(low, v), max(high, v)
		}
	}
	for _, p := range l.Points {
		if p.Known {
			any = true
			hold(p.Value)
		}
	}
	least, most := low, high
	for _, p := range l.Points {
		if p.Known && l.Ratio && !math.IsInf(least, 0) {
			hold(max(p.Low, least/reach))
			hold(min(p.High, most*reach))
		} else if p.Known && !l.Ratio {
			hold(p.Low)
			hold(p.High)
		}
	}
	if l.Mark != nil {
		hold(l.Mark.Value)
	}
	if l.Zero {
		hold(0)
	}
	if l.Reach != nil {
		hold(l.Reach.Low)
		hold(l.Reach.High)
	}
	if l.Ratio {
		return logarithmic(low, high), any
	}
	return linear(low, high), any
}

// level puts the name of the level where the fewest points are in its way.
func (l Line) level(s scale) *Mark {
	m := &Mark{Y: pixels(s, l.Mark.Value), Text: l.Mark.Label}
	fewest := len(l.Points) + 1
	for _, end := range []struct {
		x, anchor string
		right     bool
	}{{"0", "start", false}, {"100%", "end", true}} {
		for _, lift := range []float64{-6, 15} {
			if n := l.inTheWay(s, end.right, y(s, l.Mark.Value)+lift-4); n < fewest {
				fewest, m.X, m.Anchor, m.Lift = n, end.x, end.anchor, plain(lift)
			}
		}
	}
	return m
}

// inTheWay is how many points of an end, and middles between two of them, are near words at that height. The number beside the
// last point takes more room than a point.
func (l Line) inTheWay(s scale, right bool, words float64) (n int) {
	reach := (len(l.Points) + 3) / 4
	if utf8.RuneCountInString(l.Mark.Label) > 12 {
		reach *= 2
	}
	for i, p := range l.Points {
		if !p.Known || right && i < len(l.Points)-reach || !right && i >= reach {
			continue
		}
		at := y(s, p.Value)
		if math.Abs(at-words) < near {
			n++
			if i == len(l.Points)-1 {
				n += 2
			}
		}
		if i > 0 && l.Points[i-1].Known && math.Abs((at+y(s, l.Points[i-1].Value))/2-words) < near {
			n++
		}
	}
	return n
}

// near is how close a point may come to a word, in pixels.
const near = 13

// runs are the stretches of known points, each from its first to behind its last.
func (l Line) runs() (all [][2]int) {
	for i := 0; i < len(l.Points); i++ {
		first := i
		for i < len(l.Points) && l.Points[i].Known {
			i++
		}
		if i > first {
			all = append(all, [2]int{first, i})
		}
	}
	return all
}

// trace adds the line and the band of a run.
func (d *Drawing) trace(points []Point, run [2]int, s scale) {
	n := len(points)
	var path, low, high []string
	for i := run[0]; i < run[1]; i++ {
		x, p := middle(i, n)*stretched, points[i]
		path = append(path, corner(x, s, p.Value))
		low = append(low, corner(x, s, p.Low))
		high = append([]string{corner(x, s, p.High)}, high...)
	}
	if len(path) == 1 {
		p := points[run[0]]
		d.Whiskers = append(d.Whiskers, Whisker{percent(middle(run[0], n)), pixels(s, p.High), pixels(s, p.Low)})
		return
	}
	d.Paths = append(d.Paths, strings.Join(path, " "))
	d.Bands = append(d.Bands, strings.Join(append(low, high...), " "))
}

// grid are the ticks of a scale, the lowest one first.
func grid(s scale, write func(float64) string) []Mark {
	all := make([]Mark, len(s.ticks))
	for i, v := range s.ticks {
		all[i] = Mark{Y: pixels(s, v), Text: write(v)}
	}
	return all
}

// mostWords is how many steps are named below an axis where there is room.
const mostWords = 4

// axis names the first step, the last one and some between them.
func axis(n int, name func(i int) string) (all []Mark) {
	for k := range min(n, mostWords) {
		i := 0
		if n > 1 {
			i = int(math.Round(float64(k*(n-1)) / float64(min(n, mostWords)-1)))
		}
		m := Mark{X: percent(middle(i, n)), Text: name(i), Anchor: "middle", Edge: i == 0 || i == n-1}
		switch {
		case n == 1:
		case i == 0:
			m.X, m.Anchor = "0", "start"
		case i == n-1:
			m.X, m.Anchor = "100%", "end"
		}
		all = append(all, m)
	}
	return all
}

// middle is where the i-th of n steps stands, between 0 and 1.
func middle(i, n int) float64 { return (float64(i) + 0.5) / float64(n) }

func percent(x float64) string { return fmt.Sprintf("%.5g%%", 100*x) }

// pixels is the height of a value, from above.
func pixels(s scale, v float64) string { return fmt.Sprintf("%.4g", y(s, v)) }

func y(s scale, v float64) float64 { return bottom - s.at(v)*(bottom-top) }

func corner(x float64, s scale, v float64) string { return fmt.Sprintf("%.5g,%.4g", x, y(s, v)) }
