package sentiment

import "math"

// Figures of a model on labelled texts.
type Figures struct {
	Accuracy, MacroRecall float64
	LogLoss               float64 // mean; on the labels with classes evened out and Odds made up for, on the guard plain
}

// tally counts answers.
type tally struct {
	Confusion
	loss float64
}

func (t *tally) add(class int, a answer) {
	t.Confusion[class][a.called]++
	t.loss += a.loss
}

func (t *tally) figures() Figures {
	return Figures{t.Accuracy(), t.MacroRecall(), t.loss / float64(max(t.N(), 1))}
}

// passes is false when the new model is worse on the guard, by the 90 % interval of the paired difference: in the mean of
// accuracy and macro-recall, or in log loss. Where mistakes were sought out the labels say little of other texts, and it
// has to be better on the guard, by a standard error. Without a guard everything passes.
func (a *Adaptation) passes(base, m *Model, guard []Example) bool {
	was, is := newField(base, guard), newField(m, guard)
	before, after := was.asItIs(), is.asItIs()
	a.GuardBefore, a.GuardAfter = was.figures(before), is.figures(after)
	right, loss := make([]float64, len(guard)), make([]float64, len(guard))
	var counts [3]float64
	for _, x := range guard {
		counts[x.class()]++
	}
	for i, n := range was.notes {
		b, c := before.answers[i], after.answers[i]
		share := float64(len(guard)) / (3 * counts[n.class])
		right[i] = (hit(c.called == n.class) - hit(b.called == n.class)) * (1 + share) / 2
		loss[i] = b.loss - c.loss
	}
	if a.soughtOut() {
		gain, deviation := meanOf(right)
		return gain > deviation && !belowZero(loss, 0)
	}
	const width = 1.645
	return !belowZero(right, width) && !belowZero(loss, width)
}

func hit(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}

// belowZero reports a mean that lies under zero by so many of its standard errors.
func belowZero(list []float64, width float64) bool {
	mean, deviation := meanOf(list)
	return mean+width*deviation < 0
}

// meanOf returns the mean of a sample and the standard error of it; zeros for none.
func meanOf(list []float64) (mean, deviation float64) {
	var sum, squares float64
	for _, x := range list {
		sum += x
		squares += x * x
	}
	n := float64(max(len(list), 1))
	mean = sum / n
	return mean, math.Sqrt(max(0, squares/n-mean*mean) / n)
}
