package report

import (
	"time"

	"molva/classify/quantify"
)

type goalsJSON struct {
	Topic   string     `json:"topic"`
	Name    string     `json:"name"`
	From    time.Time  `json:"from"`
	To      time.Time  `json:"to"`
	Running bool       `json:"running,omitempty"` // the period is not over
	Goals   []goalJSON `json:"goals"`
}

type goalJSON struct {
	ID       string     `json:"id"`
	Name     string     `json:"name"`
	Topic    string     `json:"topic"`
	Account  string     `json:"account,omitempty"`
	Metric   string     `json:"metric"`
	Part     string     `json:"part,omitempty"`
	Unit     string     `json:"unit,omitempty"`
	Owner    string     `json:"owner"`
	Baseline *float64   `json:"baseline"`
	Target   *float64   `json:"target"`
	From     time.Time  `json:"from"`
	By       time.Time  `json:"by"`
	Refused  string     `json:"refused,omitempty"` // why it is no goal
	Now      *valueJSON `json:"now"`
	Progress wayJSON    `json:"progress"`
	Pace     wayJSON    `json:"pace"`    // where the straight line is on the day
	Reaches  string     `json:"reaches"` // yes, no or cannot_tell; "" of what is refused
	History  []pastJSON `json:"history"`
}

// wayJSON is a part of the way; all null where nobody knows, only high where there is no upper end.
type wayJSON struct {
	Value *float64 `json:"value"`
	Low   *float64 `json:"low"`
	High  *float64 `json:"high"`
}

type pastJSON struct {
	From  time.Time `json:"from"`
	To    time.Time `json:"to"`
	Value valueJSON `json:"value"`
}

// Data is the report for machines.
func (g Goals) Data() any {
	j := goalsJSON{g.Topic.ID, g.Topic.Name, g.Period.From, g.Period.To, g.Running, make([]goalJSON, len(g.Goals))}
	for i, one := range g.Goals {
		j.Goals[i] = one.json()
	}
	return j
}

func (g Goal) json() goalJSON {
	j := goalJSON{ID: g.ID, Name: g.Name, Topic: g.Topic, Account: g.Account, Metric: g.Metric, Part: g.Part, Unit: g.Unit, Owner: g.Owner,
		Baseline: finite(g.Baseline), Target: finite(g.Target), From: g.From, By: g.By, History: make([]pastJSON, len(g.History))}
	if g.Refused != nil {
		j.Refused = g.Refused.Error()
		return j
	}
	now := jsonOf(g.Value)
	j.Now, j.Reaches = &now, string(g.Reaches)
	j.Progress = wayOf(g.Progress)
	j.Pace = wayOf(g.Pace)
	for i, past := range g.History {
		j.History[i] = pastJSON{past.Period.From, past.Period.To, jsonOf(past.Value)}
	}
	return j
}

func wayOf(f quantify.Figure) wayJSON {
	value, low, high := places(f)
	return wayJSON{value, low, high}
}
