package chart

import (
	"bytes"
	"html/template"
	"math"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"molva/alerts/phrase"
	"molva/alerts/phrase/phrasetest"
)

func TestEverythingIsSaidInRussian(t *testing.T) { phrasetest.Complete(t, ".", Texts) }

func known(v, low, high float64) Point {
	return Point{Label: "a week", Known: true, Value: v, Low: low, High: high, Text: plain(v), URL: "/mentions?x=1", Count: 7}
}

// number reads a place, with or without its sign of percent.
func number(t *testing.T, text string) float64 {
	t.Helper()
	x, err := strconv.ParseFloat(strings.TrimSuffix(text, "%"), 64)
	if err != nil || math.IsNaN(x) || math.IsInf(x, 0) {
		t.Fatalf("%q is no place", text)
	}
	return x
}

// The ends of what is drawn, from above.
const (
	highest = 8
	lowest  = 188
)

func TestLineStaysInItsPlace(t *testing.T) {
	for name, l := range map[string]Line{
		"one point":         {Points: []Point{known(3, 1, 4)}},
		"all zero":          {Points: []Point{known(0, 0, 0), known(0, 0, 0)}},
		"huge":              {Points: []Point{known(1e12, 1e11, 3e12), known(-5e12, -6e12, 0)}},
		"tiny":              {Points: []Point{known(1e-9, 1e-10, 1e-8), known(2e-9, 0, 1)}},
		"endless interval":  {Points: []Point{known(2, 1, math.Inf(1)), known(3, math.Inf(-1), 4)}},
		"ratios":            {Ratio: true, Points: []Point{known(0.5, 0.2, 1), known(2, 1, math.Inf(1))}},
		"ratio of zero":     {Ratio: true, Points: []Point{known(0, 0, 0.4)}},
		"ratio of millions": {Ratio: true, Points: []Point{known(3e6, 1e6, math.Inf(1)), known(1e-6, 0, 1)}},
		"with a level":      {Mark: &Level{1, "even"}, Points: []Point{known(100, 90, 110)}},
		"zero and reach":    {Zero: true, Reach: &Span{-5, 500}, Points: []Point{known(100, 90, 110)}},
	} {
		t.Run(name, func(t *testing.T) {
			d := l.Drawn()
			if len(d.Dots) != len(l.Points) || d.Last == nil || len(d.Grid) < 2 || len(d.Grid) > 8 {
				t.Fatalf("%d dots, last %v, %d ticks", len(d.Dots), d.Last, len(d.Grid))
			}
			for _, m := range d.Grid {
				inside(t, number(t, m.Y), highest, lowest)
			}
			for _, dot := range d.Dots {
				inside(t, number(t, dot.Y), highest, lowest)
				inside(t, number(t, dot.X), number(t, dot.Left), number(t, dot.Left)+number(t, dot.Width))
			}
			for _, shape := range append(d.Paths, d.Bands...) {
				for corner := range strings.FieldsSeq(shape) {
					x, y, _ := strings.Cut(corner, ",")
					inside(t, number(t, x), 0, 1000)
					inside(t, number(t, y), highest, lowest)
				}
			}
		})
	}
}

func inside(t *testing.T, x, low, high float64) {
	t.Helper()
	if x < low-0.01 || x > high+0.01 {
		t.Errorf("%v is not between %v and %v", x, low, high)
	}
}

// What nobody knows is a gap: the line ends before it and begins anew behind it, and a point alone has a whisker.
func TestGaps(t *testing.T) {
	l := Line{Points: []Point{known(1, 0, 2), known(2, 1, 3), {Label: "silence"}, known(4, 3, 5), {Label: "silence"}}}
	d := l.Drawn()
	if len(d.Paths) != 1 || len(d.Bands) != 1 || len(strings.Fields(d.Paths[0])) != 2 || len(strings.Fields(d.Bands[0])) != 4 {
		t.Errorf("paths %q, bands %q", d.Paths, d.Bands)
	}
	if len(d.Dots) != 3 || len(d.Whiskers) != 1 || d.Whiskers[0].X != "70%" || d.Last.X != "70%" {
		t.Errorf("%d dots, whiskers %v, last %v", len(d.Dots), d.Whiskers, d.Last)
	}
	if (Line{Points: []Point{{Label: "silence"}}}).Drawn() != nil || (Line{}).Drawn() != nil {
		t.Error("something is drawn of what nobody knows")
	}
}

// The name of a level stands clear of the points that begin or end beside it.
func TestLevelIsRead(t *testing.T) {
	l := Line{Ratio: true, Mark: &Level{1, "even"}, Points: []Point{known(3, 3, 3), known(2, 2, 2), known(0.9, 0.9, 0.9), known(0.9, 0.9, 0.9), known(1, 1, 1), known(1, 1, 1)}}
	if m := l.Drawn().Level; m.Anchor != "start" {
		t.Errorf("it ends where the line does: %+v", m)
	}
	for i, j := 0, len(l.Points)-1; i < j; i, j = i+1, j-1 {
		l.Points[i], l.Points[j] = l.Points[j], l.Points[i]
	}
	if m := l.Drawn().Level; m.Anchor != "end" {
		t.Errorf("it begins where the line does: %+v", m)
	}
}

// Twice as much and half as much are equally far from one.
func TestRatiosAreSymmetric(t *testing.T) {
	d := Line{Ratio: true, Points: []Point{known(0.5, 0.5, 0.5), known(1, 1, 1), known(2, 2, 2)}}.Drawn()
	half, one, twice := number(t, d.Dots[0].Y), number(t, d.Dots[1].Y), number(t, d.Dots[2].Y)
	if math.Abs((half-one)-(one-twice)) > 0.1 || half <= one {
		t.Errorf("0.5 at %v, 1 at %v, 2 at %v", half, one, twice)
	}
}

// One wide interval does not flatten all else.
func TestWideIntervalsAreCut(t *testing.T) {
	d := Line{Ratio: true, Points: []Point{known(1, 0.8, 1.2), known(2, 0.001, math.Inf(1)), known(1, 0.8, 1.2)}}.Drawn()
	if apart := number(t, d.Dots[0].Y) - number(t, d.Dots[1].Y); apart < 25 {
		t.Errorf("1 and 2 are %v pixels apart", apart)
	}
}

func TestAxisFromZero(t *testing.T) {
	d := Line{Zero: true, Points: []Point{known(90, 85, 95), known(92, 90, 94)}}.Drawn()
	if d.Grid[0].Text != "0" || d.Grid[0].Y != "188" {
		t.Errorf("the lowest tick is %v", d.Grid[0])
	}
}

func steps(counts ...[]int) (s Stack) {
	s.Parts = []Part{{"bad", "negative"}, {"good", "positive"}}
	for _, c := range counts {
		step := Step{Label: "a day", Known: c != nil}
		for _, n := range c {
			step.Counts = append(step.Counts, Point{Known: true, Count: n, Text: strconv.Itoa(n)})
		}
		s.Steps = append(s.Steps, step)
	}
	return s
}

// Bars begin at zero, stand on each other, and are as high as their counts say.
func TestBarsFromZero(t *testing.T) {
	b := steps([]int{10, 30}, []int{0, 20}, nil, []int{40, 0}).Drawn()
	if len(b.Bars) != 4 || b.Grid[0].Text != "0" || b.Grid[0].Y != "188" {
		t.Fatalf("%d bars above %v", len(b.Bars), b.Grid[0])
	}
	unit := number(t, b.Bars[0].Height) / 10
	for i, want := range []struct{ floor, count float64 }{{188, 10}, {188 - 10*unit, 30}, {188, 20}, {188, 40}} {
		y, height := number(t, b.Bars[i].Y), number(t, b.Bars[i].Height)
		if math.Abs(y+height-want.floor) > 0.1 || math.Abs(height-want.count*unit) > 0.1 || y < highest {
			t.Errorf("bar %d: from %v, %v high, want %v of %v", i, y+height, height, want, unit)
		}
	}
}

func TestBarsAtTheirLimits(t *testing.T) {
	for name, s := range map[string]Stack{
		"one":              steps([]int{1, 0}),
		"all zero":         steps([]int{0, 0}, []int{0, 0}),
		"huge beside one":  steps([]int{2_000_000, 1}, []int{1, 0}),
		"nothing is known": steps(nil, nil),
	} {
		b := s.Drawn()
		if name == "nothing is known" {
			if b != nil {
				t.Errorf("%s: it is drawn", name)
			}
			continue
		}
		for _, bar := range b.Bars {
			if height := number(t, bar.Height); height < 1 || number(t, bar.Y) < highest-2 {
				t.Errorf("%s: %v high at %s", name, height, bar.Y)
			}
		}
		if below := number(t, b.Names[0].Y) - number(t, b.Names[1].Y); below < 15.9 {
			t.Errorf("%s: names are %v apart", name, below)
		}
		for _, n := range b.Names {
			inside(t, number(t, n.Y), highest, lowest)
		}
	}
}

func TestSpark(t *testing.T) {
	if s := (Spark{Values: []int{0, 1, 0, 1000}}); len(s.Sticks()) != 2 || s.Sticks()[0].Height != "1" || s.Sticks()[1].Height != "20" || s.Width() != 8 {
		t.Errorf("%v", s.Sticks())
	}
	if s := (Spark{Values: []int{0, 0}}); len(s.Sticks()) != 0 || (Spark{}).Width() != 8 {
		t.Error("nothing is drawn as something")
	}
}

// Strangers' words change no element, every count of a chart stands in its table, and nothing has a style of its own.
func TestTemplates(t *testing.T) {
	p, err := phrase.New("ru", Texts)
	if err != nil {
		t.Fatal(err)
	}
	all := template.Must(template.New("").Funcs(template.FuncMap{"say": p.Sprintf, "number": p.Number}).ParseFS(Templates, "*.html"))
	drawn := func(words string) string {
		l := Line{Title: words, Value: words, Counted: words, Mark: &Level{1, words}, Points: []Point{known(1, 0, 2), {Label: words, Tick: words}, known(3, 2, 4)}}
		s := steps([]int{3, 4}, nil)
		s.Title, s.Parts[0].Name, s.Steps[0].Label, s.Steps[0].Counts[0].URL = words, words, words, "/mentions?y=1"
		var b bytes.Buffer
		for name, of := range map[string]any{"line-chart": l, "bar-chart": s, "spark": Spark{words, []int{1}}} {
			if err := all.ExecuteTemplate(&b, name, of); err != nil {
				t.Fatal(err)
			}
		}
		return b.String()
	}
	harmless, hostile := drawn("words"), drawn(`"><script>alert(1)</script></title></svg><img src=x onerror="y">`)
	if a, b := elements(t, harmless), elements(t, hostile); a != b {
		t.Errorf("%d elements became %d", a, b)
	}
	for text, n := range map[string]int{`data-count="7"`: 4, `data-count="3"`: 2, "Числа графика": 2, "<caption": 2, `scope="row"`: 5, "style=": 0} {
		if got := strings.Count(harmless, text); got != n {
			t.Errorf("%s is there %d times, want %d", text, got, n)
		}
	}
}

func elements(t *testing.T, page string) (n int) {
	t.Helper()
	tree, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	for child := range tree.Descendants() {
		if child.Type == html.ElementNode {
			n++
		}
	}
	return n
}
