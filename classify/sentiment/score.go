package sentiment

import (
	"context"
	"encoding/binary"
	"math"

	"molva/classify"
	"molva/classify/lang"
	"molva/ingest"
)

// Classify says how a mention feels, title included. What it answers decides where the mention only agrees or disagrees
// with that. Probabilities have six places. It never fails, and never waits.
func (m *Model) Classify(ctx context.Context, mention ingest.Mention, about []classify.Subject) (classify.Verdict, error) {
	s := m.pool.Get().(*scratch)
	defer m.pool.Put(s)
	s.read(mention.Title, mention.Text)
	language := detect(mention)
	v := classify.Verdict{Lang: language, Model: m.name}
	v.P = rounded(m.probabilities(s, language, 0, len(s.tokens.list)))
	v.Sentiment = top(v.P)
	v.Unsure = m.unsure(v.P, language)
	v.Mixed = m.mixed(s, language, 0, len(s.tokens.list), v.P)
	signs := m.cues.look(s.tokens.list)
	v.Category = m.cues.sorter.sort(s, &signs, &v)
	v.Recommends = classify.Recommends(mention.Title, mention.Text)
	if mention.Context != "" && m.answer(ctx, s, &mention, &v) {
		v.Opinions = alike(about, &v)
	} else {
		v.Opinions = m.opinions(s, &mention, about, &v)
	}
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
	var neg, pos float64
	for _, g := range f.groups() {
		n, p := m.sum(g.rows)
		neg += float64(n) * g.value
		pos += float64(p) * g.value
	}
	neg, pos = neg*float64(m.head.Scale), pos*float64(m.head.Scale)
	return [3]float64{neg, -neg - pos, pos}
}

func (m *Model) sum(rows []uint32) (neg, pos int) {
	for _, row := range rows {
		both := binary.LittleEndian.Uint16(m.table[2*row:])
		neg += int(int8(both))
		pos += int(int8(both >> 8))
	}
	return neg, pos
}
