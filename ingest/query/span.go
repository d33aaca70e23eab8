package query

import (
	"cmp"
	"slices"
	"strings"
)

// side is one of the two things that are searched.
type side struct {
	text  string
	title bool
}

// spans appends where in the title or in the text the parts stand that make a rule hold. The rule holds.
func (r *run) spans(out []Span, rule *rule, in side) []Span {
	switch rule.op {
	case opField, opNot:
		return out
	case opAnd, opOr:
		for i := range rule.kids {
			if kid := &rule.kids[i]; r.holds(kid) {
				out = r.spans(out, kid, in)
			}
		}
		return out
	}
	from := len(r.places)
	r.find(rule)
	for _, p := range r.places[from:] {
		if (int(p.from) < r.text) == in.title {
			out = append(out, r.span(rule, p, in.text))
		}
	}
	r.places = r.places[:from]
	return out
}

// inText and inTitle are the spans of a rule that holds.
func (r *run) inText(rule *rule) []Span { return tidy(r.spans(nil, rule, side{text: r.m.Text})) }

func (r *run) inTitle(rule *rule) []Span {
	if r.text == 0 {
		return nil
	}
	return tidy(r.spans(nil, rule, side{text: r.m.Title, title: true}))
}

// span returns the bytes of a place: those of its words, and the signs of a tag or literal around them.
func (r *run) span(rule *rule, p place, text string) Span {
	s := Span{r.words[p.from].Start, r.words[p.to].End}
	switch {
	case rule.op == opTag, rule.op == opPhrase && rule.kids[0].op == opTag:
		s.Start = strings.LastIndexAny(text[:s.Start], "#@")
	case rule.op == opLiteral:
		lit := r.x.literals[rule.term]
		length := lit.at(text, s.Start)
		s.Start -= lit.lead
		s.End = s.Start + length
	}
	return s
}

// tidy sorts spans and makes one of those that overlap.
func tidy(spans []Span) []Span {
	slices.SortFunc(spans, func(a, b Span) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End)) })
	out := spans[:0]
	for _, s := range spans {
		if last := len(out) - 1; last >= 0 && s.Start < out[last].End {
			out[last].End = max(out[last].End, s.End)
			continue
		}
		out = append(out, s)
	}
	return out
}
