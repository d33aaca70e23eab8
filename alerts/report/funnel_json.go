package report

import "time"

type funnelJSON struct {
	Topic   string       `json:"topic"`
	Name    string       `json:"name"`
	From    time.Time    `json:"from"`
	To      time.Time    `json:"to"`
	Running bool         `json:"running,omitempty"` // the period is not over
	Spoke   valueJSON    `json:"spoke"`
	Stages  []stageJSON  `json:"stages"`
	Sales   []valueJSON  `json:"sales"`
	Below   []funnelJSON `json:"below,omitempty"`
}

type stageJSON struct {
	Stage   string      `json:"stage"` // contact, lead, customer or repeat
	People  valueJSON   `json:"people"`
	Consent valueJSON   `json:"consent"` // share of the people
	Rate    valueJSON   `json:"rate"`    // of those at the stage before
	Wait    valueJSON   `json:"wait"`    // seconds since the first mention, median
	Costs   []valueJSON `json:"costs"`   // of one, in each currency
}

// Data is the report for machines.
func (f Funnel) Data() any { return f.json() }

func (f Funnel) json() funnelJSON {
	j := funnelJSON{Topic: f.Topic.ID, Name: f.Topic.Name, From: f.Period.From, To: f.Period.To, Running: f.Running, Spoke: jsonOf(f.Spoke), Sales: jsonOfAll(f.Sales)}
	for _, s := range f.Stages {
		j.Stages = append(j.Stages, stageJSON{s.Name, jsonOf(s.People), jsonOf(s.Consent), jsonOf(s.Rate), jsonOf(s.Wait), jsonOfAll(s.Costs)})
	}
	for _, below := range f.Below {
		j.Below = append(j.Below, below.json())
	}
	return j
}
