package sentiment

import (
	"context"
	"math"

	"molva/classify"
	"molva/classify/reply"
	"molva/ingest"
)

const (
	// sharing tempers what a reply takes over: whoever says "same here" rarely means all of it. It changes no answer, only
	// how sure it is. Our pairs cannot choose it: in each the feeling is plain, so their log loss falls up to 1.
	sharing = 0.7
	// rebound is how much of a bad word denied is a good one. Whoever says "not true" to praise finds fault; to a
	// complaint he may just as well keep the peace. From 0 to 0.3 the tuning half of our pairs has the same answers.
	rebound = 0.1
)

// answer lets what a mention answers decide where the mention only agrees or disagrees with it. It is false, and nothing
// changed, where the mention's own words decide.
func (m *Model) answer(ctx context.Context, s *scratch, mention *ingest.Mention, v *classify.Verdict) bool {
	stance, to := m.heed(ctx, s, mention)
	if stance == reply.Own {
		return false
	}
	v.P = rounded(take(stance, to.P))
	v.Sentiment = top(v.P)
	v.Unsure = to.Unsure || m.unsure(v.P, v.Lang)
	v.Mixed = to.Mixed && stance == reply.Agrees
	v.Category = categoryOf(stance, v.Sentiment, to.Category)
	return true
}

// heed is the verdict on what a mention answers, and what the mention does with it. Adverts and headlines are not heeded:
// whoever speaks there feels nothing that could be shared.
func (m *Model) heed(ctx context.Context, s *scratch, mention *ingest.Mention) (reply.Stance, classify.Verdict) {
	stance := stanceOf(s, mention)
	if stance == reply.Own {
		return reply.Own, classify.Verdict{}
	}
	to, err := m.Classify(ctx, answered(mention), nil)
	if err != nil || to.Category == classify.Promo || to.Category == classify.News {
		return reply.Own, classify.Verdict{}
	}
	return stance, to
}

// answered is what a mention answers, as a mention.
func answered(mention *ingest.Mention) ingest.Mention {
	return ingest.Mention{Text: mention.Context, Lang: mention.Lang}
}

// stanceOf reads a mention as a reply; one with a title, or with a word of feeling beside the phrases, speaks for itself.
func stanceOf(s *scratch, mention *ingest.Mention) reply.Stance {
	if mention.Context == "" || mention.Title != "" {
		return reply.Own
	}
	r := reply.Read(mention.Text)
	for i := range s.tokens.list {
		t := &s.tokens.list[i]
		if t.says != 0 && t.kind != face && !r.Has(t.start) {
			return reply.Own
		}
	}
	return r.Stance
}

// take is what is felt by somebody who agrees or disagrees with what feels like p.
func take(stance reply.Stance, p classify.Probabilities) classify.Probabilities {
	if stance == reply.Denies {
		p = classify.Probabilities{Negative: p.Positive, Neutral: p.Neutral + (1-rebound)*p.Negative, Positive: rebound * p.Negative}
	}
	return temper(p, sharing)
}

// temper draws probabilities together: each to a power below 1.
func temper(p classify.Probabilities, power float64) classify.Probabilities {
	of := func(p float64) float64 { return power * math.Log(max(p, 1e-6)) }
	z := [3]float64{of(p.Negative), of(p.Neutral), of(p.Positive)}
	softmax(&z)
	return classify.Probabilities{Negative: z[0], Neutral: z[1], Positive: z[2]}
}

// categoryOf is what sort of statement a reply is: who agrees says the same, who denies says what he feels.
func categoryOf(stance reply.Stance, feels classify.Sentiment, said classify.Category) classify.Category {
	switch {
	case stance == reply.Agrees:
		return said
	case feels == classify.Negative:
		return classify.ComplaintCategory
	case feels == classify.Positive:
		return classify.Praise
	}
	return classify.Other
}
