// Package chart draws series as SVG, on the server, with templates: lines with their intervals, bars from zero, and sparklines.
// Below each chart stands a table of the same numbers. Colours are classes of the style sheet, so that light, dark and print
// each have their own; what is not known is a gap, never zero.
//
// A drawing is as wide as its place and of a fixed height: along the width everything is in hundredths of it, so that letters
// and dots keep their size on a phone. Only areas and lines stand in a picture that is stretched.
package chart

import "embed"

// Templates define "line-chart", "bar-chart" and "spark", each for the type of that name: Line, Stack and Spark.
//
//go:embed *.html
var Templates embed.FS

// Point is one step of a series.
type Point struct {
	Label     string // of the step, as people read it: 21–27 Sep
	Tick      string // the same below the axis, shorter: 21 Sep; "": Label
	Known     bool   // false: nobody knows; there is a gap
	Value     float64
	Low, High float64 // its interval; both equal to Value where there is none; High may be infinite
	Text      string  // the value as people read it, with its interval
	URL       string  // to exactly the rows that it counts; "": nowhere
	Count     int     // of those rows
}

// tick is what stands below the axis.
func (p Point) tick() string {
	if p.Tick == "" {
		return p.Label
	}
	return p.Tick
}

// Line is a value over time with the band of its interval.
type Line struct {
	Title   string
	Value   string // what the value is called above its column; "": Title
	Counted string // what the rows of a point are called; "": mentions
	Points  []Point
	Mark    *Level                     // a level to compare with, such as a ratio of 1; nil: none
	Ratio   bool                       // half and twice are equally far from one: the scale is logarithmic
	Zero    bool                       // the axis begins at zero; without it, near the least value
	Reach   *Span                      // the scale reaches at least so far, so that several charts can have one scale; nil: as far as its values
	Write   func(value float64) string // how a value stands at the axis and beside the last point; nil: as a plain number
}

// Span is a stretch of values.
type Span struct{ Low, High float64 }

// Level is a line across a chart.
type Level struct {
	Value float64
	Label string
}

// Stack is how often something happened over time, in parts: bars from zero.
type Stack struct {
	Title string
	Parts []Part // from the bottom up
	Steps []Step
}

// Part is one colour of a stack; Class is one of positive, neutral, negative, first, second, third, fourth.
type Part struct{ Name, Class string }

// Step is one bar. Counts has one point for each part: its Count is drawn, its Text and URL are the number and the way to its rows.
type Step struct {
	Label  string
	Tick   string // the same below the axis, shorter; "": Label
	Known  bool
	Counts []Point
}

// Spark is a small drawing of counts, from zero, as it stands beside a word.
type Spark struct {
	Title  string // what is drawn, for who cannot see it
	Values []int
}
