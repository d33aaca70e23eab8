package store

import (
	"cmp"
	"slices"
	"strings"

	"molva/classify"
	"molva/classify/quantify"
)

// stance is what a mention feels towards one topic, as it is saved.
type stance struct {
	topic     *node
	direct    bool               // the mention names it
	sentiment classify.Sentiment // as it counts
	said      classify.Sentiment // by the model
	p         millionths
	doubt     int64
	tone      int64
	by        string // labelled_by
	excluded  bool
}

// The model's doubts.
const (
	unsure = 1 << iota
	mixed
)

func doubtOf(isUnsure, isMixed bool) (doubt int64) {
	if isUnsure {
		doubt |= unsure
	}
	if isMixed {
		doubt |= mixed
	}
	return doubt
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

// tone is what the model says in one byte; it depends on nothing but what is saved.
func (m millionths) tone(lang string) int64 { return int64(quantify.ToneOf(m.probabilities(), lang)) }

// whole is the verdict on the whole text, as a stance towards no topic.
func whole(v *classify.Verdict) stance {
	return stance{sentiment: v.Sentiment, said: v.Sentiment, p: inMillionths(v.P), doubt: doubtOf(v.Unsure, v.Mixed)}
}

// stances spells out what a verdict says of the topics that the mention names, which must all be in the tree.
func (t tree) stances(v *classify.Verdict) []stance {
	if len(v.Opinions) == 0 {
		return nil
	}
	all := make([]stance, 0, len(v.Opinions)+2) // most topics have one above
	for _, o := range v.Opinions {
		n := t[o.Topic]
		if !slices.ContainsFunc(all, func(s stance) bool { return s.topic == n }) {
			all = append(all, stance{topic: n, direct: true, sentiment: o.Sentiment, said: o.Sentiment,
				p: inMillionths(o.P), doubt: doubtOf(o.Unsure, o.Mixed)})
		}
	}
	return all
}

// spread adds to the stances on what a mention names one for each topic above those that it does not name itself, and
// gives each its tone. The query derived says the same of what is saved; Verify holds them together.
func spread(named []stance, whole stance, lang string) []stance {
	all := named
	for _, s := range named {
		for _, up := range s.topic.above {
			if !slices.ContainsFunc(all, func(s stance) bool { return s.topic == up }) {
				all = append(all, rollUp(up, named, whole))
			}
		}
	}
	for i := range all {
		if i > 0 && all[i].p == all[i-1].p {
			all[i].tone = all[i-1].tone
		} else {
			all[i].tone = all[i].p.tone(lang)
		}
	}
	return all
}

// rollUp is the stance towards a topic above. What is named below it has a say unless it is excluded, or all of it is.
// Where that agrees, the topic above takes its sentiment, with the mean of the probabilities and the weakest authority,
// else the sentiment of the whole text. What people said and what the model said are rolled up apart.
func rollUp(up *node, named []stance, whole stance) stance {
	below := named
	if len(named) > 1 {
		below = beneath(up, named)
	}
	s := stance{topic: up, excluded: below[0].excluded, sentiment: whole.sentiment, said: whole.said, p: whole.p, doubt: whole.doubt | mixed}
	if agree(below, func(s stance) classify.Sentiment { return s.sentiment }) {
		s.sentiment, s.by = below[0].sentiment, slices.MinFunc(below, weaker).by
	}
	if agree(below, func(s stance) classify.Sentiment { return s.said }) {
		s.said, s.p, s.doubt = below[0].said, mean(below), 0
		for _, b := range below {
			s.doubt |= b.doubt
		}
	}
	return s
}

// beneath are those of the named that have a say in a topic above them.
func beneath(up *node, named []stance) []stance {
	var in, out []stance
	for _, s := range named {
		switch {
		case !slices.Contains(s.topic.above, up):
		case s.excluded:
			out = append(out, s)
		default:
			in = append(in, s)
		}
	}
	if len(in) == 0 {
		return out
	}
	return in
}

func agree(all []stance, word func(stance) classify.Sentiment) bool {
	return !slices.ContainsFunc(all, func(s stance) bool { return word(s) != word(all[0]) })
}

// weaker orders by authority: a model before a second opinion before a person.
func weaker(a, b stance) int {
	return cmp.Or(authority(a.by)-authority(b.by), strings.Compare(a.by, b.by))
}

// secondPrefix marks in labelled_by what an outside classifier said. No person has a name that begins so.
const secondPrefix = "second:"

func authority(by string) int {
	switch {
	case by == "":
		return 0
	case strings.HasPrefix(by, secondPrefix):
		return 1
	}
	return 2
}

func byPerson(by string) bool { return authority(by) == 2 }

// voiceOf is the kind of voice that the stance counts as.
func voiceOf(by string, sentiment, tone int64) int64 {
	if byPerson(by) {
		return people + sentiment + 1
	}
	return tone
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
