package store

import (
	"slices"
	"time"

	"molva/classify"
)

// tree is the topics as Save needs them, by the config's id.
type tree map[string]*node

type node struct {
	id           int64
	slug, parent string
	zone         *time.Location
	above        []*node // nearest first
}

// link fills in what is above each topic. A circle, which the config refuses, ends where it began.
func (t tree) link() {
	for _, n := range t {
		n.above = nil
		for up := t[n.parent]; up != nil && up != n && !slices.Contains(n.above, up); up = t[up.parent] {
			n.above = append(n.above, up)
		}
	}
}

// stance is what a mention feels towards one topic, as it is saved.
type stance struct {
	topic     *node
	direct    bool // the mention names it
	sentiment classify.Sentiment
	p         millionths
}

// millionths are probabilities as they are saved: rounded, so that a verdict which travelled as JSON gives the same row.
type millionths struct{ negative, neutral, positive int64 }

func inMillionths(p classify.Probabilities) millionths {
	return millionths{int64(p.Negative*1e6 + 0.5), int64(p.Neutral*1e6 + 0.5), int64(p.Positive*1e6 + 0.5)}
}

func (m millionths) probabilities() classify.Probabilities {
	return classify.Probabilities{
		Negative: float64(m.negative) / 1e6, Neutral: float64(m.neutral) / 1e6, Positive: float64(m.positive) / 1e6,
	}
}

// stances spells a verdict out: one for each topic that it names, which must all be in the tree, and one for each topic
// above those that it does not name itself. The query derived says the same of what is saved; a test holds them
// together.
func (t tree) stances(v *classify.Verdict) []stance {
	var all []stance
	has := func(n *node) bool {
		return slices.ContainsFunc(all, func(s stance) bool { return s.topic == n })
	}
	for _, o := range v.Opinions {
		if n := t[o.Topic]; !has(n) {
			all = append(all, stance{n, true, o.Sentiment, inMillionths(o.P)})
		}
	}
	named := all
	for _, s := range named {
		for _, up := range s.topic.above {
			if !has(up) {
				all = append(all, rollUp(up, named, v))
			}
		}
	}
	return all
}

// rollUp is the stance towards a topic above: that of the topics named below it where they agree, with the mean of
// their probabilities, else that of the whole text.
func rollUp(up *node, named []stance, v *classify.Verdict) stance {
	var below []stance
	for _, s := range named {
		if slices.Contains(s.topic.above, up) {
			below = append(below, s)
		}
	}
	for _, s := range below {
		if s.sentiment != below[0].sentiment {
			return stance{topic: up, sentiment: v.Sentiment, p: inMillionths(v.P)}
		}
	}
	return stance{topic: up, sentiment: below[0].sentiment, p: mean(below)}
}

func mean(all []stance) millionths {
	var sum millionths
	for _, s := range all {
		sum.negative += s.p.negative
		sum.neutral += s.p.neutral
		sum.positive += s.p.positive
	}
	n := int64(len(all))
	half := func(total int64) int64 { return (2*total + n) / (2 * n) }
	return millionths{half(sum.negative), half(sum.neutral), half(sum.positive)}
}
