package likeness

import (
	"cmp"
	"slices"

	"molva/classify/cluster"
)

// Summary is what is known of a cluster that may be like another.
type Summary struct {
	ID       cluster.ID
	Kind     cluster.Kind
	Theme    string          // "" when nobody knows
	Terms    []cluster.Share // the centroid at length one, the heaviest first
	Mentions int
}

// Suggestion is two clusters that may be about one thing; A is the older.
type Suggestion struct {
	A, B   cluster.ID
	Score  float64 // how probable it is that a person agrees, by what was measured: 0.5 to 1
	Reason Reason
}

// Reason says why, as data that can be written in any language.
type Reason struct {
	Way    Way
	Heads  [2]string       // the heaviest term of A and of B, as package terms writes it
	Shared []cluster.Share // what made them alike, the most telling first, with its part in the similarity
	Theme  string          // that of both, "" when they differ
}

// Way is how two clusters are alike.
type Way string

// The ways.
const (
	Languages Way = "languages" // they say the same things in different languages
	Words     Way = "words"     // they say the same words, too few to merge by themselves
	Company   Way = "company"   // they say different words that keep the same company
)

const (
	most    = 500 // clusters that are compared, those with the most mentions: the work grows with the square
	perEach = 3   // suggestions in which one cluster stands, so that a broad one does not fill the list
	least   = 0.5 // the lowest score that is worth a person's time
)

// Suggest proposes merges within a kind, the most probable first, of equal ones the oldest. Refused reports the pairs that
// a person has split or declined, in the order of age; nil refuses none. The same summaries in any order give the same
// answer.
func Suggest(list []Summary, refused func(older, younger cluster.ID) bool) []Suggestion {
	var found []Suggestion
	s := survey(largest(list))
	for i := range s {
		for j := i + 1; j < len(s); j++ {
			a, b := &s[i], &s[j]
			if a.Kind != b.Kind || refused != nil && refused(a.ID, b.ID) {
				continue
			}
			if m, ok := match(a, b); ok && m.score() >= least {
				found = append(found, m.suggestion())
			}
		}
	}
	slices.SortStableFunc(found, func(x, y Suggestion) int { return cmp.Compare(y.Score, x.Score) })
	return spread(found)
}

// largest keeps what is worth comparing, the oldest first.
func largest(list []Summary) []Summary {
	list = slices.Clone(list)
	slices.SortFunc(list, func(a, b Summary) int {
		return cmp.Or(cmp.Compare(b.Mentions, a.Mentions), cmp.Compare(a.ID, b.ID))
	})
	list = list[:min(len(list), most)]
	slices.SortFunc(list, func(a, b Summary) int { return cmp.Compare(a.ID, b.ID) })
	return list
}

// spread drops what would name a cluster too often.
func spread(list []Suggestion) []Suggestion {
	named := make(map[cluster.ID]int)
	return slices.DeleteFunc(list, func(s Suggestion) bool {
		if named[s.A] >= perEach || named[s.B] >= perEach {
			return true
		}
		named[s.A]++
		named[s.B]++
		return false
	})
}
