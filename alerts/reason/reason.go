// Package reason says in words why a mention stands in a complaint, and why two complaints may be one.
package reason

import (
	"strings"

	"molva/alerts"
	"molva/alerts/phrase"
	"molva/classify/cluster"
	"molva/classify/cluster/concept"
	"molva/classify/cluster/likeness"
	"molva/classify/cluster/theme"
	"molva/store"
)

// Texts is what the package says.
var Texts = phrase.Catalogue{
	"%s stands in %s":                         phrase.Say("%s стоит в %s"),
	"similarity %s, threshold %s":             phrase.Say("сходство %s, порог %s"),
	"it came by %s, which was merged into %s": phrase.Say("пришло через %s, которая вошла в %s"),
	"a person put it there":                   phrase.Say("его сюда перенёс человек"),
	"it is a copy of another mention: its author counts, its text does not":     phrase.Say("это копия другого упоминания: автор считается, текст нет"),
	"it only agrees with what it answers: its author counts, its text does not": phrase.Say("это согласие с тем, на что ответили: автор считается, текст нет"),
	"it repeats a template: its author counts, its text does not":               phrase.Say("это повтор шаблона: автор считается, текст нет"),
	"it was the first there":                  phrase.Say("оно было здесь первым"),
	"theme: %s":                               phrase.Say("тема: %s"),
	"meaning: %s":                             phrase.Say("смысл: %s"),
	"not %s":                                  phrase.Say("не %s"),
	"probably one (%s)":                       phrase.Say("вероятно, одно и то же (%s)"),
	"they say the same in two languages: %s":  phrase.Say("говорят об одном на двух языках: %s"),
	"different words in the same company: %s": phrase.Say("разные слова в одном окружении: %s"),
	"the same words, too few to merge by themselves: %s": phrase.Say("те же слова, но слишком мало, чтобы объединиться самим: %s"),
}

// Teller says reasons in a language, with the names of the themes.
type Teller struct {
	*phrase.Printer
	Themes *theme.Pack
}

// Closeness says how alike a mention and its complaint are.
func (t Teller) Closeness(w store.MentionWhy) string {
	return t.Sprintf("similarity %s, threshold %s", t.Decimal(w.Similarity, 2), t.Decimal(w.Threshold, 2))
}

// Notes are what else brought a mention where it stands.
func (t Teller) Notes(w store.MentionWhy) (notes []string) {
	for _, note := range []struct {
		holds bool
		text  string
	}{
		{w.Root != w.ID, t.Sprintf("it came by %s, which was merged into %s", w.ID, w.Root)},
		{w.Pinned, t.Sprintf("a person put it there")},
		{w.Copy, t.Sprintf("it is a copy of another mention: its author counts, its text does not")},
		{w.Echo, t.Sprintf("it repeats a template: its author counts, its text does not")},
		{w.Agrees, t.Sprintf("it only agrees with what it answers: its author counts, its text does not")},
		{w.Came == 0, t.Sprintf("it was the first there")},
	} {
		if note.holds {
			notes = append(notes, note.text)
		}
	}
	return notes
}

// Term writes a term for people: stems stay stems.
func (t Teller) Term(term string) string {
	if word, ok := strings.CutPrefix(term, "not_"); ok {
		return t.Sprintf("not %s", alerts.Inert(word))
	}
	if id, ok := strings.CutPrefix(term, cluster.ThemeMark); ok {
		return t.Sprintf("theme: %s", alerts.Inert(t.Themes.Name(id, t.Language())))
	}
	if name, ok := concept.Name(term, t.Language()); ok {
		return t.Sprintf("meaning: %s", name)
	}
	return alerts.Inert(term)
}

// Likeness says how probably two complaints are one.
func (t Teller) Likeness(s likeness.Suggestion) string {
	return t.Sprintf("probably one (%s)", t.Percent(s.Score))
}

// Way says in which way they are alike.
func (t Teller) Way(r likeness.Reason) string {
	words := make([]string, len(r.Shared))
	for i, s := range r.Shared {
		words[i] = t.Term(s.Text)
	}
	list := strings.Join(words, ", ")
	switch r.Way {
	case likeness.Languages:
		return t.Sprintf("they say the same in two languages: %s", list)
	case likeness.Company:
		return t.Sprintf("different words in the same company: %s", list)
	}
	return t.Sprintf("the same words, too few to merge by themselves: %s", list)
}
