package sentiment

import (
	"context"
	"math"

	"molva/classify"
	"molva/classify/lang"
	"molva/ingest"
)

// Classify says how a mention feels, title included. It makes no difference yet between the text and the topics that
// it names: each gets the verdict of the whole. Probabilities have six places. It never fails, and never waits.
func (m *Model) Classify(_ context.Context, mention ingest.Mention, about []classify.Subject) (classify.Verdict, error) {
	s := m.pool.Get().(*scratch)
	defer m.pool.Put(s)
	s.read(mention.Title, mention.Text)
	language := detect(mention)
	v := classify.Verdict{Lang: language, Model: m.name}
	v.P = rounded(m.probabilities(s, language, 0, len(s.tokens.list)))
	v.Sentiment = top(v.P)
	v.Unsure = v.P.Of(v.Sentiment) < m.head.Unsure || language == lang.Other
	v.Mixed = m.mixed(s, language)
	v.Category = m.cues.look(s.tokens.list).category(&v)
	v.Opinions = opinions(about, &v)
	return v, nil
}

// detect judges by the text, and by the title where the text is too short to tell.
func detect(m ingest.Mention) string {
	language := lang.Detect(m.Text, m.Lang)
	if language == lang.Unknown && m.Title != "" {
		return lang.Detect(m.Title, m.Lang)
	}
	return language
}

// probabilities scores some of the tokens.
func (m *Model) probabilities(s *scratch, language string, from, to int) classify.Probabilities {
	s.look(from, to)
	return m.head.Calibration.of(language).apply(m.logits(&s.features))
}

// rounded makes probabilities whole millionths, which is how they are saved; the greatest takes what is left of one.
func rounded(p classify.Probabilities) classify.Probabilities {
	const one = 1e6
	neg, neu, pos := math.Round(p.Negative*one), math.Round(p.Neutral*one), math.Round(p.Positive*one)
	switch top(p) {
	case classify.Negative:
		neg = one - neu - pos
	case classify.Neutral:
		neu = one - neg - pos
	case classify.Positive:
		pos = one - neg - neu
	}
	return classify.Probabilities{Negative: neg / one, Neutral: neu / one, Positive: pos / one}
}

// logits are the sums of the rows of negative, neutral and positive, not yet calibrated.
func (m *Model) logits(f *features) [3]float64 {
	wordNeg, wordPos := m.sum(f.words)
	charNeg, charPos := m.sum(f.chars)
	w, c := float64(m.head.Scale)*groupWeight(len(f.words)), float64(m.head.Scale)*groupWeight(len(f.chars))
	neg := float64(wordNeg)*w + float64(charNeg)*c
	pos := float64(wordPos)*w + float64(charPos)*c
	return [3]float64{neg, -neg - pos, pos}
}

func (m *Model) sum(list []feature) (neg, pos int) {
	for i := range list {
		row := int(list[i].row) * 2
		neg += int(int8(m.table[row]))
		pos += int(int8(m.table[row+1]))
	}
	return neg, pos
}

// groupWeight is what each feature of a group of n counts.
func groupWeight(n int) float64 { return 1 / math.Sqrt(float64(max(n, 1))) }
