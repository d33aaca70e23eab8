package report

import (
	"maps"
	"slices"
	"strings"

	"molva/alerts"
)

// meanings say what the said metrics mean on some networks that they do not on others, or what they must not be taken for: each note
// once, with the metrics that it is of where they are few.
func (s *scribe) meanings(networks []string) (all []alerts.Line) {
	type note struct{ network, text string }
	var notes []note
	names := map[note][]string{}
	for _, id := range s.formulas {
		m := s.rows[id]
		for _, network := range slices.Sorted(maps.Keys(m.Notes)) {
			n := note{network, m.Notes[network].In(s.Language())}
			if network != "" && !slices.Contains(networks, network) {
				continue
			}
			if names[n] == nil {
				notes = append(notes, n)
			}
			names[n] = append(names[n], m.Name.In(s.Language()))
		}
	}
	for _, n := range notes {
		about := strings.Join(names[n], ", ")
		switch {
		case n.network == "":
		case len(names[n]) > fewNames:
			about = n.network
		default:
			about += " (" + n.network + ")"
		}
		all = append(all, alerts.Words(about+": "+n.text))
	}
	return all
}

// fewNames is how many metrics the note of a network names at most.
const fewNames = 3
