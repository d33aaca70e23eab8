package sentiment

import (
	"context"
	"fmt"
)

// AdaptSettings of a fit to a team's own labels. The zero value works.
type AdaptSettings struct {
	Seed  uint64    // of the order in which labels are seen
	Guard []Example // a random sample, none of it among the labels: it measures and never trains; may be empty
}

// Method is what an adaptation changed.
type Method uint8

// The methods, from nothing to everything.
const (
	Kept    Method = iota // nothing: no change was better
	Biases                // the maps from scores to probabilities
	Weights               // those, and what words and letters say
)

func (m Method) String() string { return [...]string{"kept", "biases", "weights"}[m] }

// Adaptation tells what became of the labels.
type Adaptation struct {
	Labels                  int
	Method                  Method
	Before, After           Figures // cross-validated on the labels; zero where there were too few to judge
	Folds                   int
	Seed                    uint64
	Odds                    float64 // how many times likelier a mistake was to be labelled than a right answer; 1: no likelier
	Guard                   int     // texts that guarded
	GuardBefore, GuardAfter Figures // of the base, and of the last change that the guard was asked about
	Refused                 int     // changes that the guard turned away
	Unguarded               bool    // nothing was tried: mistakes were sought out, and too few texts guard
}

// FewestLabels is how many labels can change anything; fewer are kept for later.
const FewestLabels = 30

const (
	fewForBiases = 100 // fewer change biases only
	folds        = 7   // prime to the parts that Split and Train take
	fewestGuards = 50  // random texts, where mistakes were sought out
	sought       = 3   // the odds from which on they were
)

// soughtOut reports labels that are mostly mistakes of the model.
func (a *Adaptation) soughtOut() bool { return a.Odds >= sought }

// Adapt moves a model towards a team's own labels, in seconds, and returns base itself when nothing was better. Start
// from the built-in model each time, so that nothing drifts: a base that was adapted is an error. A label of a topic counts
// as the label of its text. The same input gives the same bytes.
//
// People mostly correct mistakes. Taken at their word, such labels teach that whatever the model says is wrong: 300 of
// them cost up to 15 points of accuracy where 300 drawn blindly gain 3 to 9 (TestAdaptOnStrangeDomains). So the odds at
// which mistakes were chosen are estimated and taken out of the likelihood, as in case-control studies (Prentice and
// Pyke 1979; King and Zeng 2001). Labels of doubtful texts need no such thing: a choice by the text alone leaves the
// likelihood of its label as it is.
//
// Even so 300 mistakes move accuracy by -2 to +2 points and macro-recall down, and the labels themselves cannot tell which: where mistakes
// were sought out a change has to be seen to help on a guard of fewestGuards texts or more, or nothing changes.
//
// Biases, and from 100 labels on weights at two rates, are fitted near the base and judged by cross-validation, repeats
// of a text in one fold. Each has to beat the simpler ones (better), and not to lose on the guard (passes).
//
// The model comes to expect of every text what is common among the labels: 300 of an airline cost 9 points of accuracy on
// general tweets, half of whose texts are neutral.
func Adapt(ctx context.Context, base *Model, list []Example, s AdaptSettings) (*Model, Adaptation, error) {
	a := Adaptation{Labels: len(list), Folds: folds, Seed: s.Seed, Odds: 1, Guard: len(s.Guard)}
	if from, _ := base.Adapted(); from != "" {
		return nil, a, fmt.Errorf("adapt model %s: it was itself adapted, start from %s", base.name, from)
	}
	if len(list) < FewestLabels {
		return base, a, nil
	}
	f := newField(base, list)
	f.weigh()
	a.Odds = f.odds
	accepted, err := f.contest(ctx, s.Seed)
	if err != nil {
		return nil, a, fmt.Errorf("adapt model %s: %w", base.name, err)
	}
	m, err := a.choose(f, accepted, s)
	if err != nil {
		return nil, a, fmt.Errorf("adapt model %s: %w", base.name, err)
	}
	return m, a, nil
}

// choose takes the best of the accepted that the guard lets pass; the first of them is the base as it is.
func (a *Adaptation) choose(f *field, accepted []*candidate, s AdaptSettings) (*Model, error) {
	a.Before = f.figures(accepted[0])
	a.After = a.Before
	if a.Unguarded = a.soughtOut() && len(s.Guard) < fewestGuards; a.Unguarded {
		return f.base, nil
	}
	for i := len(accepted) - 1; i > 0; i-- {
		c := accepted[i]
		m, err := f.build(c, s.Seed)
		if err != nil {
			return nil, err
		}
		if a.passes(f.base, m, s.Guard) {
			a.Method, a.After = c.method, f.figures(c)
			return m, nil
		}
		a.Refused++
	}
	return f.base, nil
}
