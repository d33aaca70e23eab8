package report

import (
	"time"

	"molva/alerts"
	"molva/alerts/metric"
	"molva/alerts/service"
	"molva/store"
)

type serviceJSON struct {
	Topic        string        `json:"topic"`
	Name         string        `json:"name"`
	From         time.Time     `json:"from"`
	To           time.Time     `json:"to"`
	Running      bool          `json:"running,omitempty"` // the period is not over
	Now          servedJSON    `json:"now"`
	Before       servedJSON    `json:"before"`
	Networks     []servedJSON  `json:"networks"`
	Waiting      []waitingJSON `json:"waiting"` // now, longest first
	Satisfaction []valueJSON   `json:"satisfaction"`
}

// servedJSON are the waits of a period, or of one network in it.
type servedJSON struct {
	Network string      `json:"network,omitempty"`
	From    time.Time   `json:"from"`
	To      time.Time   `json:"to"`
	Counts  []countJSON `json:"counts"`
	Usual   usualJSON   `json:"answered_only"` // what is commonly reported instead of a survival estimate
	Values  []valueJSON `json:"values"`
}

type countJSON struct {
	State    string          `json:"state"`
	Waits    *int            `json:"waits"` // null where nothing was heard
	Evidence alerts.Evidence `json:"evidence"`
}

// usualJSON is of those who were answered, around the clock; null where nobody was.
type usualJSON struct {
	Mean   *float64 `json:"mean_hours"`
	Median *float64 `json:"median_hours"`
	Of     int      `json:"of"`
}

type waitingJSON struct {
	Mention  string          `json:"mention"`
	Network  string          `json:"network"`
	Since    time.Time       `json:"since"`
	Hours    *float64        `json:"hours"`
	Business *float64        `json:"business_hours"`
	Late     bool            `json:"late"`
	Evidence alerts.Evidence `json:"evidence"`
}

// Data is the report for machines.
func (s Service) Data() any {
	j := serviceJSON{Topic: s.Topic.ID, Name: s.Topic.Name, From: s.Period.From, To: s.Period.To, Running: s.Running, Now: s.Now.json(), Before: s.Before.json(),
		Networks: make([]servedJSON, len(s.Networks)), Waiting: make([]waitingJSON, len(s.Waiting.Episodes)), Satisfaction: jsonOfAll(s.Index)}
	for i, part := range s.Networks {
		j.Networks[i] = part.json()
	}
	for i, e := range s.Waiting.Episodes {
		j.Waiting[i] = waitingOf(s.Waiting, e)
	}
	return j
}

func (s Served) json() servedJSON {
	j := servedJSON{Network: s.Network, From: s.Period.From, To: s.Period.To, Values: jsonOfAll(s.Values)}
	for _, state := range countedStates(s.Desk) {
		name := string(state)
		if state == service.Any {
			name = "all"
		}
		count := countJSON{State: name, Evidence: s.Evidence(state)}
		if !s.Silent {
			count.Waits = new(s.Count(state))
		}
		j.Counts = append(j.Counts, count)
	}
	mean, median, n := s.usual()
	if j.Usual.Of = n; n > 0 {
		j.Usual.Mean, j.Usual.Median = rounded(mean.Hours()), rounded(median.Hours())
	}
	return j
}

func waitingOf(s metric.Serving, e service.Episode) waitingJSON {
	return waitingJSON{e.First, e.Network, e.Since, rounded(s.Desk.Clock(e).For.Hours()), rounded(s.Desk.Business(e).For.Hours()),
		s.Desk.In(service.Late, e), threadOf(e)}
}

// threadOf leads to the whole conversation.
func threadOf(e service.Episode) alerts.Evidence {
	return alerts.OfMentions(store.Filter{Thread: e.First})
}

// countedStates are the states that the report counts. Nobody is over an SLA that nobody gave.
func countedStates(d service.Desk) []service.State {
	all := []service.State{service.Any, service.Answered, service.Waiting}
	if d.SLA > 0 {
		all = append(all, service.Late)
	}
	return all
}

// usual is what others would report of the waits.
func (s Served) usual() (mean, median time.Duration, n int) {
	return service.Usual(service.Waits(s.Episodes, s.Desk.Clock))
}
