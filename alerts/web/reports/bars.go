package reports

import (
	"math"
	"slices"
	"strconv"

	"molva/alerts"
	"molva/alerts/metric"
	"molva/alerts/report"
	"molva/alerts/web/frame"
)

// bars hold the accounts of one network against each other.
type bars struct {
	Title string
	Rows  []bar
}

// bar is one account.
type bar struct {
	Name  string
	Width string // of a hundred; "": nobody knows
	Text  string
	URL   string // to what was told of it
}

// mostBars is how many accounts of a network are drawn.
const mostBars = 12

// followerBars are how large the communities are, network by network.
func (s *server) followerBars(c report.Communities) (all []bars) {
	for _, n := range c.Networks {
		one := bars{Title: s.Printer.Sprintf("Followers on %s", alerts.Inert(n.Name))}
		most := 0.0
		for _, a := range n.Accounts {
			if v, known := followers(a); known {
				most = max(most, v.Value)
			}
		}
		for _, a := range n.Accounts[:min(len(n.Accounts), mostBars)] {
			one.Rows = append(one.Rows, s.followerBar(a, most))
		}
		if most > 0 && len(one.Rows) > 1 { // there is something to compare
			all = append(all, one)
		}
	}
	return all
}

// followerBar is drawn from zero, to the scale of the largest.
func (s *server) followerBar(a report.Community, most float64) bar {
	b := bar{Name: alerts.Inert(a.Account), Text: "–"}
	if a.Ours {
		b.Name = s.Printer.Sprintf("%s (ours)", b.Name)
	}
	v, known := followers(a)
	if !known || most == 0 {
		return b
	}
	b.Width, b.Text, b.URL = strconv.FormatFloat(100*v.Value/most, 'f', 1, 64), s.Printer.Number(int(math.Round(v.Value))), frame.Here.To(v.Evidence)
	return b
}

// followers are those of an account at the end of the period; false: nobody knows.
func followers(a report.Community) (metric.Value, bool) {
	values := a.Values["followers"]
	at := slices.IndexFunc(values, func(v metric.Value) bool { return v.Known && v.Part == "" })
	if at < 0 {
		return metric.Value{}, false
	}
	return values[at], true
}
