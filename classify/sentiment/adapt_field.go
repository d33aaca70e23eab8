package sentiment

import (
	"math"

	"molva/classify/lang"
)

// field is what a fit to labels looks at: the labels, read once, and the rows of the table that they touch.
type field struct {
	base  *Model
	maps  sides
	odds  float64 // of mistakes to have been labelled, against right answers; 1 until weighed
	notes []note
	rows  []uint32         // of the base's table, by their place here
	place map[uint32]int32 // and the other way
}

// note is one label as the fit needs it.
type note struct {
	terms  []term
	score  [3]float64 // what the base's rows add up to
	pull   [3]float64 // on the log odds while learning: makes up for how the label was chosen
	weight float64
	class  int
	called int     // the class that the base names
	doubt  float64 // how probable the base finds that it is wrong
	side   int
	fold   int
}

// term is a row that a text touches, by its place in the field, and what it counts there.
type term struct {
	at    int32
	value float32
}

func newField(base *Model, list []Example) *field {
	c := &base.head.Calibration
	f := &field{base: base, maps: sides{c.English, c.Russian}, odds: 1, place: make(map[uint32]int32), notes: make([]note, len(list))}
	s := newScratch(base.cues, base.head.Bits)
	for i, x := range list {
		if x.Lang == "" {
			x.Lang = lang.Detect(x.Text, "")
		}
		l := lesson{Example: x}
		f.notes[i] = note{weight: 1, class: x.class(), side: l.side(), fold: int(part(&s.tokens, x.Text, folds))}
		f.read(&f.notes[i], s, x.Text)
	}
	return f
}

func (f *field) read(n *note, s *scratch, text string) {
	s.read("", text)
	s.look(0, len(s.tokens.list))
	n.score = f.base.logits(&s.features)
	n.terms = f.terms(&s.features)
	p := f.maps[n.side].of(n.score, [3]float64{})
	n.called = best(p)
	n.doubt = 1 - p[n.called]
}

func (f *field) terms(x *features) []term {
	var list []term
	for _, g := range x.groups() {
		for _, row := range g.rows {
			list = append(list, term{f.at(row), float32(g.value)})
		}
	}
	return list
}

func (f *field) at(row uint32) int32 {
	at, ok := f.place[row]
	if !ok {
		at = int32(len(f.rows))
		f.place[row] = at
		f.rows = append(f.rows, row)
	}
	return at
}

// best is the most probable class; of equal ones neutral, then negative, as top has it.
func best(p [3]float64) int {
	at := 1
	for _, i := range [...]int{0, 2} {
		if p[i] > p[at] {
			at = i
		}
	}
	return at
}

// without returns the labels of all folds but one; -1 leaves none out.
func (f *field) without(fold int) []*note {
	var list []*note
	for i := range f.notes {
		if n := &f.notes[i]; n.fold != fold {
			list = append(list, n)
		}
	}
	return list
}

// evening is the power by which rare classes are brought forward: 0 is best for accuracy, 1 for macro-recall. Labels of
// mistakes that were sought out do not say how common a class is, so there it goes to 1.
const evening = 0.5

// weigh finds the odds, evens out the classes of each language, and sets the pulls.
func (f *field) weigh() {
	f.odds = f.guessOdds()
	var counts [2][3]float64
	for i := range f.notes {
		counts[f.notes[i].side][f.notes[i].class]++
	}
	var sum float64
	for i := range f.notes {
		n := &f.notes[i]
		c := &counts[n.side]
		n.weight = math.Pow((c[0]+c[1]+c[2])/(3*c[n.class]), 1-(1-evening)/f.odds)
		sum += n.weight
	}
	for i := range f.notes {
		n := &f.notes[i]
		n.weight *= float64(len(f.notes)) / sum
		for class := range n.pull {
			if class != n.called {
				n.pull[class] = math.Log(f.odds)
			}
		}
	}
}

// trust is how many times the odds of a mistake may exceed what the model expects of itself, on strange ground, before
// it is held that mistakes were sought out.
const trust = 2

// guessOdds compares how often the base is wrong among the labels with how often it expected to be. Doubtful texts are
// expected to be wrong, so seeking them out does not count. At least 1.
func (f *field) guessOdds() float64 {
	wrong, doubt, all := 0.5, 0.5, float64(len(f.notes))+1
	for i := range f.notes {
		n := &f.notes[i]
		doubt += n.doubt
		if n.called != n.class {
			wrong++
		}
	}
	return max(1, wrong/(all-wrong)*(all-doubt)/(trust*doubt))
}
