package main

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"molva/alerts"
	"molva/alerts/phrase"
	"molva/alerts/watch"
	"molva/store"
)

func (p *program) budgetCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "budget",
		Short: "Where the line to an alert is drawn for each topic, and what the last 90 days would have brought",
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return p.reading(c.Context(), textOrJSON, func(db *store.DB) error {
				shown, perMonth, err := p.calibration(c.Context(), db)
				if err != nil {
					return err
				}
				return p.printBudget(shown, perMonth)
			})
		},
	}
}

func (p *program) calibration(ctx context.Context, db *store.DB) ([]watch.Shown, float64, error) {
	cfg, err := p.load()
	if err != nil {
		return nil, 0, err
	}
	log, err := p.logger()
	if err != nil {
		return nil, 0, err
	}
	r := p.rooms(cfg, log)
	r.db = db
	desk, err := r.desk(alerts.Links{})
	if err != nil {
		return nil, 0, err
	}
	if len(desk.Notifiers) == 0 {
		desk.Notifiers = []alerts.Outlet{{}} // where nobody is told yet, it can be seen what they would be told
	}
	w, err := r.watch(desk)
	if err != nil {
		return nil, 0, err
	}
	shown, err := w.Calibration(ctx)
	return shown, cfg.Alerts.Budget, err
}

// lineJSON is one line of the budget: a topic, a kind of alert and from where on it is told.
type lineJSON struct {
	Topic  string      `json:"topic"`
	Kind   string      `json:"kind"`
	Ready  bool        `json:"ready"`           // enough is known to judge
	Bound  *int        `json:"bound"`           // mentions; null: nothing would be told
	Of     int         `json:"of,omitempty"`    // of a negative wave: of so many mentions
	Hours  int         `json:"hours"`           // the stretch that the bound is of
	At     time.Time   `json:"at"`              // its end
	Alerts []time.Time `json:"would_have_been"` // in the last 90 days
}

type budgetJSON struct {
	PerMonth  float64    `json:"per_month"`
	Threshold float64    `json:"threshold"` // −log₁₀ of the chance that is still told
	Basis     string     `json:"basis"`     // measured on the topics' own history, or assumed while that is short
	Days      float64    `json:"days"`      // of history
	Lines     []lineJSON `json:"lines"`
}

func (p *program) printBudget(all []watch.Shown, perMonth float64) error {
	if p.output == "json" {
		return printJSON(p.out, budgetOf(all, perMonth))
	}
	say, err := phrase.New(p.say().Language(), alerts.Texts, watch.Texts)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		fmt.Fprintln(p.out, p.say().Sprintf("nothing is watched for: alerts.budget is 0, or no route takes such alerts"))
		return nil
	}
	fmt.Fprintln(p.out, p.say().Sprintf("At most %s false alerts a month, over all topics:", fmt.Sprint(perMonth)))
	var rows [][]string
	for _, s := range all {
		rows = append(rows, []string{s.Topic.ID, string(s.Kind), s.Rule(say), p.say().Sprintf("%d in the last 90 days", len(s.Alerts))})
	}
	table(p.out, rows)
	return nil
}

func budgetOf(all []watch.Shown, perMonth float64) budgetJSON {
	b := budgetJSON{PerMonth: perMonth, Lines: make([]lineJSON, len(all))}
	if len(all) > 0 {
		line := all[0].Line // one for all topics
		b.Threshold, b.Basis, b.Days = line.Threshold, line.Note, line.Days
	}
	for i, s := range all {
		line := lineJSON{Topic: s.Topic.ID, Kind: string(s.Kind), Ready: s.Ready, Of: s.Of, Hours: s.Hours, At: s.At.UTC(), Alerts: append([]time.Time{}, s.Alerts...)}
		if s.Bound >= 0 {
			line.Bound = &s.Bound
		}
		b.Lines[i] = line
	}
	return b
}
