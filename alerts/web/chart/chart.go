// Package chart draws series as SVG, on the server, with templates: lines with their intervals, bars from zero, and sparklines.
// Beside each chart stands a table of the same numbers. Colours are classes of the style sheet, so that light, dark and print
// each have their own; what is not known is a gap, never zero.
package chart

import "embed"

// Templates define "line-chart", "bar-chart" and "spark", each for the type of that name.
//
//go:embed *.html
var Templates embed.FS

// Point is one step of a series.
type Point struct {
	Label     string // of the step, as people read it: 21–27 Sep
	Known     bool   // false: nobody knows; there is a gap
	Value     float64
	Low, High float64 // its interval; both equal to Value where there is none
	Text      string  // the value as people read it, with its interval
	URL       string  // to exactly the rows that it counts; "": nowhere
	Count     int     // of those rows
}

// Line is a value over time with the band of its interval.
type Line struct {
	Title  string
	Points []Point
	Mark   *Level // a level to compare with, such as a ratio of 1; nil: none
}

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

// Step is one bar. Counts has one number for each part, with the way to its rows.
type Step struct {
	Label  string
	Known  bool
	Counts []Point
}

// Spark is a small drawing of counts, from zero, as it stands beside a word.
type Spark struct {
	Title  string // what is drawn, for who cannot see it
	Values []int
}
