package reports

import (
	"net/http"

	"molva/alerts/web/frame"
)

// entry is a report in the menu.
type entry struct {
	Name, URL, About string
	Files            []frame.Choice
}

// menu lists the reports, each with what it answers.
func (s *server) menu(*http.Request) (frame.View, error) {
	all := make([]entry, len(kinds))
	for i, k := range kinds {
		all[i] = entry{s.name(k), k.path, s.about(k), fileLinks(k, "")}
	}
	return frame.View{Title: s.Printer.Sprintf("Reports"), Body: all}, nil
}

// about is what a report answers.
func (s *server) about(k kind) string {
	p := s.Printer
	switch k.name {
	case "answers":
		return p.Sprintf("Does our audience grow, does awareness of us grow, do we know what people think?")
	case "ratio":
		return p.Sprintf("How many positive mentions for each negative one, period by period, beside the competitors.")
	case "metrics":
		return p.Sprintf("Every metric of the catalogue with its formula, its class and its value, competitors beside it.")
	case "service":
		return p.Sprintf("How long people wait for an answer, those counted too who never got one.")
	case "funnel":
		return p.Sprintf("From a mention to a customer: how many at each step, with whose consent, how soon and at what cost.")
	case "goals":
		return p.Sprintf("How far each business goal is, and whether the present pace gets there.")
	case "communities":
		return p.Sprintf("Our communities and the competitors' side by side: growth, engagement, common followers, content.")
	}
	return p.Sprintf("What the work was worth by fourteen formulas, what it cost, and which assumption would turn the sign.")
}
