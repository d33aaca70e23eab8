package theme

import (
	"strings"

	"molva/classify/cluster/terms"
)

// tongue is the half of the vocabulary that a term belongs to. Each is counted by itself: otherwise a theme that mostly
// Russians write about would look foreign to every English word.
type tongue uint8

const (
	latin tongue = iota // and all other scripts
	cyrillic
	shared // concepts stand for words of both
	tongues
)

// tongueOf goes by the term's first letter; in UTF-8 the Cyrillic ones begin with these five bytes.
func tongueOf(term string) tongue {
	term = strings.TrimPrefix(term, "not_")
	switch {
	case isConcept(term):
		return shared
	case term != "" && term[0] >= 0xD0 && term[0] <= 0xD4:
		return cyrillic
	default:
		return latin
	}
}

// tongueOfText is the one that more of its terms are in.
func tongueOfText(list []terms.Term) tongue {
	var lead int
	for _, t := range list {
		switch tongueOf(t.Text) {
		case latin:
			lead++
		case cyrillic:
			lead--
		}
	}
	if lead < 0 {
		return cyrillic
	}
	return latin
}
