package ingest

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Scores are what somebody answered on scales, by the name of the scale. A question without an answer is absent.
type Scores map[string]float64

// Scale is a question that a survey asks for a number.
type Scale struct {
	Name     string
	From, To float64 // both may be answered
}

// Scales are the questions whose answers are kept: how likely somebody is to recommend, how satisfied he is, and the three
// that an ACSI-style index is made of (satisfied, against what was expected, against the ideal).
var Scales = []Scale{
	{"nps", 0, 10},
	{"csat", 1, 5},
	{"acsi_satisfaction", 1, 10},
	{"acsi_expectations", 1, 10},
	{"acsi_ideal", 1, 10},
}

// Check returns why the scores cannot be kept.
func (s Scores) Check() error {
	for _, name := range slices.Sorted(maps.Keys(s)) {
		i := slices.IndexFunc(Scales, func(c Scale) bool { return c.Name == name })
		if i < 0 {
			return fmt.Errorf("score is %q, want one of %s", brief(name), scaleNames())
		}
		if c, v := Scales[i], s[name]; !(v >= c.From && v <= c.To) {
			return fmt.Errorf("%s is %v, want %v to %v", name, v, c.From, c.To)
		}
	}
	return nil
}

func scaleNames() string {
	names := make([]string, len(Scales))
	for i, c := range Scales {
		names[i] = c.Name
	}
	return strings.Join(names, ", ")
}

// kind is what a mention is, said or not.
func (m *Mention) kind() Kind {
	if len(m.Scores) > 0 {
		return cmp.Or(m.Kind, Survey)
	}
	return cmp.Or(m.Kind, Post)
}

// graded reports a mention whose grade says enough without a text.
func (m *Mention) graded() bool {
	kind := m.kind()
	return (kind == Survey || kind == Review) && (m.Rating != nil || len(m.Scores) > 0)
}

// anyones reports a grade without a text that nothing tells from the next person's.
func (m *Mention) anyones() bool {
	return m.graded() && blank(m.Text) && m.Author.ID == "" && m.Author.Name == "" && m.ID == derivedID(*m)
}
