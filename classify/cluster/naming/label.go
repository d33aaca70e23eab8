package naming

import "slices"

// noReason is what a label says when its texts share nothing but a feeling.
var noReason = map[string]string{"en": "reason not given", "ru": "причина не названа"}

// Name returns the label of a complaint from its texts, in the language prefer (ru or en) where at least 30 % of them are
// written in it, otherwise in that of most; prefer "" leaves it to them. Coverage is that of the texts in that language.
func Name(members []Text, all *Background, prefer string) Label {
	texts, lang := inLanguage(counted(members), prefer)
	label := Label{Lang: lang, Text: noReason[lang]}
	picked := pick(rated(texts, all, min(2, len(texts))))
	if len(picked) == 0 && len(texts) <= fewTexts {
		picked = pick(rated(texts, all, 1))
	}
	for _, c := range picked {
		label.Phrases = append(label.Phrases, Phrase{c.text, c.share})
	}
	if len(picked) > 0 {
		label.Text = joined(picked)
	}
	return label
}

// fewTexts is up to how many texts one of them may name all.
const fewTexts = 3

// joined writes phrases side by side; a subject, with a colon before what people say of it.
func joined(picked []*candidate) string {
	between := " · "
	if len(picked) > 1 && picked[0].bare() && picked[0].within(picked[1].form) {
		between = ": "
	}
	text := picked[0].text
	for _, c := range picked[1:] {
		text += between + c.text
		between = " · "
	}
	return text
}

// counted leaves out copies and echoes, unless there is nothing else.
func counted(members []Text) []Text {
	out := slices.DeleteFunc(slices.Clone(members), func(t Text) bool { return !t.Counted })
	if len(out) == 0 {
		return members
	}
	return out
}

// minPreferred is the share of texts in a language from which on a label may be asked for in it.
const minPreferred = 0.3

// inLanguage returns the texts in the language that a label is to be in.
func inLanguage(texts []Text, prefer string) (in []Text, lang string) {
	var russian, others []Text
	for _, t := range texts {
		if t.Lang == "ru" {
			russian = append(russian, t)
		} else {
			others = append(others, t)
		}
	}
	enough := func(in []Text) bool { return len(in) > 0 && float64(len(in)) >= minPreferred*float64(len(texts)) }
	switch {
	case prefer == "ru" && enough(russian):
		return russian, "ru"
	case prefer == "en" && enough(others), len(others) >= len(russian):
		return others, "en"
	}
	return russian, "ru"
}
