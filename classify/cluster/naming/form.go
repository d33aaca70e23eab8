package naming

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// form is one way in which a phrase is written.
type form struct {
	text   string
	count  float64            // how often, more for one that is told better
	wider  map[string]float64 // the same with a preposition before it or a particle behind
	ids    []uint64           // its telling words, whether negated or not
	tally  [muted]int         // the same by class; negated ones are under negation, but for feelings
	acts   bool               // a verb and what it is done to: "book a flight"
	lacks  bool               // begins with a negation that makes a trouble of any noun: "no crew"
	clumsy bool               // a piece of a sentence
	loose  bool               // begins or ends with an adverb
}

func (r *reader) form(words []word) *form {
	first, last := words[0], words[len(words)-1]
	f := &form{text: written(words), wider: make(map[string]float64)}
	f.acts = r.isVerb(first) && !r.isVerb(last)
	f.lacks = first.class == negation && !r.words.is(mere, first.form)
	f.clumsy = slices.ContainsFunc(words, func(w word) bool { return r.words.is(clumsy, w.form) })
	f.loose = r.isLoose(first) || r.isLoose(last)
	for _, w := range words {
		switch {
		case !w.telling():
			continue
		case w.not != 0 && w.class != feeling:
			f.tally[negation]++
		default:
			f.tally[w.class]++
		}
		f.ids = append(f.ids, w.base)
	}
	return f
}

// isVerb knows English verbs by their tags, and Russian infinitives and imperatives by their endings.
func (r *reader) isVerb(w word) bool {
	if strings.HasSuffix(w.form, "сть") {
		return false
	}
	return r.words.is(verb, w.form) || slices.ContainsFunc(russianVerbs, func(end string) bool { return strings.HasSuffix(w.form, end) })
}

var russianVerbs = []string{"ть", "ться", "ите", "йте", "ьте"}

// isLoose reports an adverb, but for words of trouble ("twice") and particles ("call back").
func (r *reader) isLoose(w word) bool {
	return r.words.is(adverb, w.form) && w.class != fault && !r.words.is(particle, w.form)
}

// met counts a form once more where it is written.
func (f *form) met(r *reader, words []word, p place) {
	weight := 0.5 + f.shape()
	f.count += weight
	if p.from > 0 && !words[p.from].opens && r.words.is(lead, words[p.from-1].form) {
		f.wider[words[p.from-1].form+" "+f.text] += weight
	}
	if p.to < len(words) && !words[p.to].opens && r.words.is(particle, words[p.to].form) {
		f.wider[f.text+" "+words[p.to].form] += weight
	}
}

// best is the form to show, with the preposition or particle that most give it.
func best(forms map[string]*form) *form {
	f := slices.MaxFunc(slices.Collect(maps.Values(forms)), func(a, b *form) int {
		return cmp.Or(cmp.Compare(a.count, b.count), cmp.Compare(len(b.text), len(a.text)), cmp.Compare(b.text, a.text))
	})
	if len(f.ids) == 1 {
		f.text = nominative(forms, f.text)
	}
	for _, wide := range slices.Sorted(maps.Keys(f.wider)) {
		if f.wider[wide] >= 0.6*f.count {
			f.text = wide
			break
		}
	}
	return f
}

// names reports whether a phrase has a word of trouble or a negation.
func (f *form) names() bool { return f.tally[negation]+f.tally[fault] > 0 }

// bare reports whether a phrase is a subject: it names neither a trouble nor what somebody would do.
func (f *form) bare() bool { return !f.names() && !f.acts }

// shape says how well the words of a phrase name a fault: 0 for those that never do, most for a trouble with what has it.
func (f *form) shape() float64 {
	shape := f.plain()
	if f.tally[feeling] > 0 {
		shape /= 2
	}
	if f.loose || f.clumsy {
		shape /= 2
	}
	return shape
}

// plain passes over feelings, adverbs and clumsiness.
func (f *form) plain() float64 {
	told := f.tally[content] + f.tally[fault] + f.tally[negation]
	switch {
	case told == 0 && (f.tally[feeling] > 0 || f.tally[generic] == 0):
		return 0
	case told == 0 && f.tally[generic] == 1:
		return 0.1
	case told == 0:
		return 0.4
	case f.names() && told+f.tally[generic] > 1:
		return 1.5
	case f.acts:
		return 1.3
	case f.names(), told > 1:
		return 1.1
	case f.tally[generic] > 0:
		return 0.9
	}
	return 0.8
}

// repeats reports whether two phrases share a word.
func (f *form) repeats(other *form) bool {
	return slices.ContainsFunc(f.ids, func(id uint64) bool { return slices.Contains(other.ids, id) })
}

// within reports whether all words of a phrase are in another.
func (f *form) within(other *form) bool {
	return !slices.ContainsFunc(f.ids, func(id uint64) bool { return !slices.Contains(other.ids, id) })
}
