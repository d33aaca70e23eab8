package metric

import (
	"cmp"
	"slices"

	"molva/ingest"
)

// byTerms is the order of money by currency, then by what is said of its tax.
func byTerms(a, b ingest.Input) int {
	return cmp.Or(cmp.Compare(a.Currency, b.Currency), cmp.Compare(a.Tax, b.Tax))
}

func sameTerms(a, b ingest.Input) bool { return byTerms(a, b) == 0 }

func sameCurrency(a, b ingest.Input) bool { return a.Currency == b.Currency }

// alike are entries in groups, those that are the same in each, by their terms.
func alike(entries []ingest.Input, same func(a, b ingest.Input) bool) (groups [][]ingest.Input) {
	for _, in := range slices.SortedStableFunc(slices.Values(entries), byTerms) {
		if last := len(groups) - 1; last >= 0 && same(groups[last][0], in) {
			groups[last] = append(groups[last], in)
			continue
		}
		groups = append(groups, []ingest.Input{in})
	}
	return groups
}

// taxText says whether tax is in the money; nothing where nobody said.
func (e Entry) taxText() Text {
	switch e.Tax {
	case ingest.TaxIncluded:
		return Text{"with tax", "с налогом"}
	case ingest.TaxExcluded:
		return Text{"without tax", "без налога"}
	}
	return Text{}
}
