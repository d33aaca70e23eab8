package api

import (
	"molva/alerts/export"
	"molva/store"
)

// Intake is what became of everything that a source brought.
type Intake struct {
	Source string `json:"source"`
	export.Intake
}

// Arrived is the intake of all sources, and why something of it was refused.
type Arrived struct {
	Data    []Intake       `json:"data"`
	Reasons []store.Reason `json:"reasons"`
}

func (a *API) sources() []operation {
	return []operation{
		read("/sources", "sources", "Each source: its state, last item, rhythm, quota, and why it waits", (*call).sources).live(),
		read("/intake", "intake", "What became of everything received, and why something was refused", (*call).intake).live(),
	}
}

func (c *call) sources() (l List[export.Source], err error) {
	all, err := c.site.DB.Sources(c.Context())
	if err != nil {
		return l, err
	}
	intake, err := c.site.DB.Intake(c.Context(), "")
	return List[export.Source]{export.OfSources(all, intake)}, err
}

func (c *call) intake() (made Arrived, err error) {
	all, err := c.site.DB.Intake(c.Context(), "")
	if err != nil {
		return made, err
	}
	made.Data = listOf(all, func(i store.Intake) Intake { return Intake{i.Source, export.OfIntake(i)} }).Data
	reasons, err := c.site.DB.Reasons(c.Context(), "")
	made.Reasons = append([]store.Reason{}, reasons...)
	return made, err
}
