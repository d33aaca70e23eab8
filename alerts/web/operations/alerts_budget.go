package operations

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"molva/alerts"
	"molva/alerts/watch"
)

// budgetView is what a number of false alerts a month means: where the line is drawn, and what the past would have brought.
type budgetView struct {
	Tried   string // the budget that was looked at, for the form
	InForce string // the one of the configuration
	Differs bool   // what is shown is not in force
	Note    string // why nothing is shown
	Lines   []budgetLine
}

// budgetLine is one kind of alert on one topic.
type budgetLine struct {
	Topic, Kind, Rule string
	Count             string
	When              []string // it would have been told
}

// mostBudget is more than anybody would bear.
const mostBudget = 1000

// budget tries the number that the address asks for, or the one in force, on the topics' own last 90 days.
func (s *pages) budget(r *http.Request) (v budgetView, err error) {
	tried, text := s.Options.Budget, r.URL.Query().Get("budget")
	if text != "" {
		if tried, err = strconv.ParseFloat(text, 64); err != nil || !(tried > 0 && tried <= mostBudget) {
			return v, s.wrong(s.Printer.Sprintf("False alerts a month: want a number above 0 and up to %d, found %q.", mostBudget, clip(text)))
		}
	}
	v.Tried, v.InForce, v.Differs = plain(tried), s.asEntered(s.Options.Budget), tried != s.Options.Budget
	if text == "" {
		return v, nil // the past is judged again only for who asks
	}
	if s.Calibrate == nil || tried <= 0 {
		v.Note = s.Printer.Sprintf("Nothing is watched for here: alerts.budget is 0, or this process does not alert.")
		return v, nil
	}
	lines, err := s.Calibrate(r.Context(), tried)
	if err != nil {
		return v, err
	}
	for _, l := range lines {
		v.Lines = append(v.Lines, s.line(l))
	}
	if len(lines) == 0 {
		v.Note = s.Printer.Sprintf("No route takes such alerts.")
	}
	return v, nil
}

// asEntered writes a number with the digits that it was given.
func (s *pages) asEntered(x float64) string {
	_, behind, _ := strings.Cut(strconv.FormatFloat(x, 'f', -1, 64), ".")
	return s.Printer.Decimal(x, len(behind))
}

func (s *pages) line(l watch.Shown) budgetLine {
	v := budgetLine{Topic: alerts.Inert(l.Topic.Name), Kind: s.kind(string(l.Kind)), Rule: l.Rule(s.Printer), Count: s.Printer.Number(len(l.Alerts))}
	for _, at := range l.Alerts {
		v.When = append(v.When, s.Printer.Moment(at.In(zoneOf(l.Topic.Zone))))
	}
	return v
}

func zoneOf(zone *time.Location) *time.Location {
	if zone == nil {
		return time.UTC
	}
	return zone
}
