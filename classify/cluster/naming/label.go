package naming

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// What a label shows when its texts share nothing but a feeling.
var noReason = map[string]string{"en": "reason not given", "ru": "причина не названа"}

// Name returns the label of a complaint from its texts, in the language prefer where at least 30 % are written in it,
// otherwise in that of most; prefer "" leaves it to them. Coverage is counted over the texts in that language.
func Name(members []Text, all *Background, prefer string) Label {
	texts, lang := inLanguage(counted(members), prefer)
	label := Label{Lang: lang, Text: noReason[lang]}
	picked := pick(rated(texts, all))
	if len(picked) == 0 {
		return label
	}
	forms := make([]string, len(picked))
	for i, c := range picked {
		forms[i] = c.form()
		label.Phrases = append(label.Phrases, Phrase{forms[i], c.share})
	}
	label.Text = strings.Join(forms, " · ")
	return label
}

func counted(members []Text) []Text {
	if out := slices.DeleteFunc(slices.Clone(members), func(t Text) bool { return !t.Counted }); len(out) > 0 {
		return out
	}
	return members
}

// minPreferred is the share of texts in a language from which on a label may be asked for in it.
const minPreferred = 0.3

// inLanguage returns the texts of the language that a label is in.
func inLanguage(texts []Text, prefer string) ([]Text, string) {
	var russian, others []Text
	for _, t := range texts {
		if t.Lang == "ru" {
			russian = append(russian, t)
		} else {
			others = append(others, t)
		}
	}
	least := float64(len(texts)) * minPreferred
	switch n := float64(len(russian)); {
	case prefer == "ru" && n >= least && n > 0:
		return russian, "ru"
	case prefer == "en" && float64(len(others)) >= least && len(others) > 0, len(others) >= len(russian):
		return others, "en"
	}
	return russian, "ru"
}

// rated returns the phrases of texts that say something, the best first.
func rated(texts []Text, all *Background) []*candidate {
	r := all.reader()
	list := r.candidates(texts, min(2, len(texts)))
	for _, c := range list {
		c.rate(len(texts), all)
	}
	list = slices.DeleteFunc(list, func(c *candidate) bool { return c.score == 0 })
	slices.SortFunc(list, func(a, b *candidate) int { return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.key, b.key)) })
	return list
}

// What the phrases after the first need.
const (
	maxPhrases = 3
	minShare   = 0.15
)

// pick chooses up to three phrases that do not repeat each other's words.
func pick(list []*candidate) []*candidate {
	if len(list) == 0 {
		return nil
	}
	picked := []*candidate{grow(list[0], list)}
	for _, c := range list {
		if len(picked) == maxPhrases {
			break
		}
		if c.share >= minShare && c.shape() >= 0.8 && c.score >= 0.3*picked[0].score && !slices.ContainsFunc(picked, c.repeats) {
			picked = append(picked, c)
		}
	}
	return picked
}

// repeats reports whether two phrases share a word.
func (c *candidate) repeats(other *candidate) bool {
	return slices.ContainsFunc(c.ids, func(id uint64) bool { return slices.Contains(other.ids, id) })
}

// grow gives way to a longer phrase around the head that keeps half its coverage.
func grow(head *candidate, list []*candidate) *candidate {
	for _, c := range list {
		if len(c.ids) > len(head.ids) && 2*c.texts >= head.texts && c.share >= minShare && within(head.ids, c.ids) && c.shape() >= head.shape() {
			return c
		}
	}
	return head
}

func within(few, many []uint64) bool {
	return !slices.ContainsFunc(few, func(id uint64) bool { return !slices.Contains(many, id) })
}

// most is the commonest of strings, the shorter and then the first in the alphabet among equals.
func most(counts map[string]int) (best string, n int) {
	for _, s := range slices.Sorted(maps.Keys(counts)) {
		if m := counts[s]; m > n || m == n && len(s) < len(best) {
			best, n = s, m
		}
	}
	return best, n
}

// mostWith is the commonest of those that contain part.
func mostWith(counts map[string]int, part string) (best string, n int) {
	for _, s := range slices.Sorted(maps.Keys(counts)) {
		if m := counts[s]; m > n && (strings.HasPrefix(s, part+" ") || strings.HasSuffix(s, " "+part)) {
			best, n = s, m
		}
	}
	return best, n
}
