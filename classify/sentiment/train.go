package sentiment

import (
	"context"
	"errors"
	"math"

	"molva/classify/lang"
)

// unsureBelow is the probability under which the most probable sentiment is called unsure.
const unsureBelow = 0.5

// Train makes a model. Every twentieth text is kept from the weights and fits the probabilities. Progress, which may be
// nil, is called from time to time with how much of the work is done. It ends early with the context's error.
func Train(ctx context.Context, list []Example, s Settings, progress func(done, total int)) (*Model, error) {
	s = s.withDefaults()
	lessons, checks := prepare(list, &s)
	if err := enough(lessons, checks); err != nil {
		return nil, err
	}
	c, err := loadedCues()
	if err != nil {
		return nil, err
	}
	l := newLearner(s, c)
	if err := l.run(ctx, lessons, progress); err != nil {
		return nil, err
	}
	h := head{Features: featureVersion, Lexicon: lexiconVersion(), Bits: s.Bits, Unsure: unsureBelow, Settings: s, Examples: len(lessons)}
	h.Scale = l.scale()
	m := newModel(h, l.quantize(h.Scale), "", c)
	m.calibrate(checks)
	return named(m)
}

// lesson is an example ready for training.
type lesson struct {
	Example
	weight float32
}

// corpus is what classes are evened out in.
type corpus struct{ source, lang string }

func (l *lesson) corpus() corpus { return corpus{l.Source, l.Lang} }

// prepare decides the languages and the weights: a source's own, times what evens out its classes. They are evened out
// within each source, because a source of complaints alone would teach that its whole trade is bad.
func prepare(list []Example, s *Settings) (lessons, checks []lesson) {
	var t tokens
	counts := make(map[corpus]*[3]float64)
	for _, x := range list {
		if x.Lang == "" {
			x.Lang = lang.Detect(x.Text, "")
		}
		l := lesson{Example: x, weight: float32(s.weight(x.Source))}
		if part(&t, x.Text, 200) < 10 {
			checks = append(checks, l)
			continue
		}
		if counts[l.corpus()] == nil {
			counts[l.corpus()] = new([3]float64)
		}
		counts[l.corpus()][x.class()] += float64(l.weight)
		lessons = append(lessons, l)
	}
	for i := range lessons {
		l := &lessons[i]
		classes := counts[l.corpus()]
		even := (classes[0] + classes[1] + classes[2]) / (3 * classes[l.class()])
		l.weight *= float32(math.Pow(even, s.Balance))
	}
	return lessons, checks
}

// side is the language's place in arrays of two.
func (l *lesson) side() int {
	if l.Lang == lang.Russian {
		return 1
	}
	return 0
}

func enough(lessons, checks []lesson) error {
	var seen [3]bool
	for _, l := range lessons {
		seen[l.class()] = true
	}
	if !seen[0] || !seen[1] || !seen[2] || len(checks) == 0 {
		return errors.New("too few examples: all three labels are needed, a hundred texts or more")
	}
	return nil
}

// calibrate fits the probabilities of both languages to texts that did not move the weights.
func (m *Model) calibrate(checks []lesson) {
	var sides [2][]judged
	s := newScratch(m.cues, m.head.Bits)
	for i := range checks {
		x := &checks[i]
		s.read("", x.Text)
		s.look(0, len(s.tokens.list))
		sides[x.side()] = append(sides[x.side()], judged{m.logits(&s.features), x.class(), float64(x.weight)})
	}
	m.head.Calibration.English, m.head.Calibration.Russian = fit(sides[0]), fit(sides[1])
}
