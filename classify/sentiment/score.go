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
func (m *Model) Classify(_ context.Context, mention ingest.Mention) (classify.Verdict, error) {
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
	v.Opinions = opinions(mention.Topics, &v)
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

func opinions(topics []string, v *classify.Verdict) []classify.Opinion {
	list := make([]classify.Opinion, len(topics))
	for i, topic := range topics {
		list[i] = classify.Opinion{Topic: topic, Sentiment: v.Sentiment, P: v.P}
	}
	return list
}

// top is the most probable sentiment; of equal ones neutral, then negative.
func top(p classify.Probabilities) classify.Sentiment {
	best := classify.Neutral
	for _, s := range [...]classify.Sentiment{classify.Negative, classify.Positive} {
		if p.Of(s) > p.Of(best) {
			best = s
		}
	}
	return best
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

// strong is how sure both halves of a mixed text must be.
const strong = 0.6

// maxTurns bounds the places where a text is cut in two: each costs as much as the text.
const maxTurns = 3

// mixed reports a text that says something good before a "but" and something bad after it, or the other way about.
func (m *Model) mixed(s *scratch, language string) bool {
	list := s.tokens.list
	turns := 0
	for i := range list {
		if list[i].role&contrast == 0 {
			continue
		}
		if turns++; turns > maxTurns {
			return false
		}
		before, after := m.probabilities(s, language, 0, i), m.probabilities(s, language, i+1, len(list))
		if before.Negative >= strong && after.Positive >= strong || before.Positive >= strong && after.Negative >= strong {
			return true
		}
	}
	return false
}
