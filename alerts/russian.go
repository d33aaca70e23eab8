package alerts

import (
	"maps"

	"molva/alerts/phrase"
)

// Texts is what this room says.
var Texts = merged(digestTexts, complaintTexts, deskTexts)

// merged is one catalogue of several that have no sentence in common.
func merged(catalogues ...phrase.Catalogue) phrase.Catalogue {
	all := phrase.Catalogue{}
	for _, c := range catalogues {
		maps.Copy(all, c)
	}
	return all
}

// alike is a sentence that a number bends in English only.
func alike(arg int, one, russian string) phrase.Form {
	return phrase.Count(arg, phrase.English{One: one}, phrase.Russian{One: russian, Few: russian, Many: russian})
}
