package metric

import (
	"slices"
	"strings"
)

// PartName is what a part is called in a language. What has no fixed name, such as a hashtag or an account, stands for itself, and
// is a stranger's text.
func (m Metric) PartName(part, language string) string {
	if name, fixed := m.Parts[part]; fixed {
		return name.In(language)
	}
	if slices.Contains(m.Inputs, "audience") {
		return personName(part, language)
	}
	if i := strings.LastIndex(part, "/"); i >= 0 {
		if name, fixed := m.Parts[part[i+1:]]; fixed {
			return part[:i] + ", " + name.In(language)
		}
	}
	return part
}

// PartOf is what the part of a value is called in a language: a stranger's text.
func (m Metric) PartOf(v Value, language string) string {
	called := v.Called.In(language)
	if called == "" {
		return m.PartName(v.Part, language)
	}
	_, kind, _ := strings.Cut(v.Part, "/")
	if name, fixed := m.Parts[kind]; fixed {
		return called + ", " + name.In(language)
	}
	return called
}

// same is one name in both languages.
func same(name string) Text { return Text{name, name} }

var sexes = map[string]Text{"f": {"women", "женщины"}, "m": {"men", "мужчины"}, "u": {"sex not told", "пол не указан"}}

// personName reads a part of an audience as sources name it: f-25-30 is women 25–30, country-ru is country RU.
func personName(part, language string) string {
	first, rest, _ := strings.Cut(part, "-")
	ages := strings.ReplaceAll(rest, "-", "–")
	switch kind, sex := kinds[first], sexes[first]; {
	case sex != Text{}:
		return strings.TrimSpace(sex.In(language) + " " + ages)
	case first == "country":
		return kind.In(language) + " " + strings.ToUpper(rest)
	case first == "age":
		return kind.In(language) + " " + ages
	case kind != Text{}:
		return kind.In(language) + " " + rest
	}
	return part
}
