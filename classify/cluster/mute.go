package cluster

import (
	"slices"
	"strings"

	"molva/classify/cluster/terms"
)

// Mute names the words that say nothing of a trouble: brands and topics with the words of their queries. Clusters lose
// those that they had; what was muted before is heard again from now on. A book does not save the words: they come with
// its options, or are muted again.
func (b *Book) Mute(words []string) {
	b.reader.Mute(words)
	b.last = reading{}
	muted := stems(words)
	var touched []int32
	for id, text := range b.words.texts {
		if has(text, muted) {
			touched = append(touched, b.silence(int32(id))...)
		}
	}
	slices.Sort(touched)
	for _, slot := range slices.Compact(touched) {
		b.settle(slot)
	}
}

// stems are what the words of phrases would be as terms.
func stems(phrases []string) map[string]bool {
	found := make(map[string]bool)
	r := terms.NewReader()
	var list []terms.Term
	for _, phrase := range phrases {
		for _, t := range r.Read(list[:0], "", phrase, "") {
			if isWord(t.Text) {
				found[t.Text] = true
			}
		}
	}
	return found
}

// has reports whether a term is made of any of the stems.
func has(term string, stems map[string]bool) bool {
	if len(stems) == 0 || strings.HasPrefix(term, "=") {
		return false
	}
	for part := range strings.FieldsSeq(strings.TrimPrefix(term, "not_")) {
		if stems[part] {
			return true
		}
	}
	return false
}

// silence takes a term out of all clusters and returns the slots of those that had it.
func (b *Book) silence(term int32) (slots []int32) {
	for _, p := range slices.Clone(b.words.in[term]) {
		slots = append(slots, p.slot)
		b.drop(p.slot, term)
	}
	return slots
}
