package main

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"molva/alerts"
	"molva/alerts/export"
	"molva/ingest"
	"molva/store"
)

func (p *program) sourcesCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "sources",
		Short: "Each source: its state, last item, expected rhythm, quota and cost, and why it waits",
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return p.reading(c.Context(), textOrJSON, func(db *store.DB) error {
				sources, err := db.Sources(c.Context())
				if err != nil {
					return err
				}
				intake, err := db.Intake(c.Context(), "")
				if err != nil {
					return err
				}
				return p.printSources(sources, intake)
			})
		},
	}
	c.AddCommand(p.networksCommand(), p.priceCommand())
	return c
}

func (p *program) printSources(sources []store.SourceRow, intake []store.Intake) error {
	list := export.OfSources(sources, intake)
	if p.output == "json" {
		return printJSON(p.out, list)
	}
	if len(sources) == 0 {
		fmt.Fprintln(p.out, p.say().Sprintf("no source has reported yet"))
		return nil
	}
	say := p.say()
	rows := [][]string{{say.Sprintf("source"), say.Sprintf("network"), say.Sprintf("state"), say.Sprintf("last item"), say.Sprintf("rhythm"), say.Sprintf("quota"), say.Sprintf("stored"), say.Sprintf("why")}}
	for i, s := range sources {
		rows = append(rows, []string{s.ID, s.Network, p.condition(s.State), stamp(s.LastItem), cmp.Or(span(s.Quiet), span(s.Every), "–"), p.spent(s), fmt.Sprint(list[i].Intake.Stored), p.why(s)})
	}
	table(p.out, rows)
	return nil
}

// condition is a source's state in the reader's language.
func (p *program) condition(c ingest.Condition) string {
	say := p.say()
	switch c {
	case ingest.Starting:
		return say.Sprintf("starting")
	case ingest.Late:
		return say.Sprintf("late")
	case ingest.Waiting:
		return say.Sprintf("waiting")
	case ingest.Blind:
		return say.Sprintf("blind")
	case ingest.Done:
		return say.Sprintf("done")
	}
	return say.Sprintf("ok")
}

// why says in one line what holds a source up, and what else is to be known of it.
func (p *program) why(s store.SourceRow) string {
	var all []string
	switch {
	case s.WaitUntil.After(p.now()):
		all = append(all, p.say().Sprintf("waits until %s: %s", stamp(s.WaitUntil), s.Error))
	case s.Error != "":
		all = append(all, s.Error)
	case s.Gap != "":
		all = append(all, s.Gap)
	}
	if !s.Expires.IsZero() && s.Expires.Sub(p.now()) < alerts.Soon {
		all = append(all, p.say().Sprintf("the credentials end on %s", date(s.Expires)))
	}
	if past := p.past(s); past != "" {
		all = append(all, past)
	}
	return strings.Join(all, "; ")
}

func date(t time.Time) string { return t.UTC().Format(time.DateOnly) }

func known(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC()
	return &t
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return "–"
	}
	return t.UTC().Format(time.RFC3339)
}

func span(d time.Duration) string {
	if d == 0 {
		return ""
	}
	return d.String()
}
