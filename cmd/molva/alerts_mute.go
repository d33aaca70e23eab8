package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"molva/alerts"
	"molva/alerts/export"
	"molva/config"
	"molva/store"
)

func (p *program) muteCommand() *cobra.Command {
	var topic, kind, subject, why, span string
	c := p.signed("mute", "Record incidents for a while without telling of them", cobra.NoArgs, func(c *cobra.Command, _ []string, by string) error {
		length, err := config.ParseDuration(span)
		if err != nil || length <= 0 {
			return usageError{fault("--for: found %q, want a time span such as 12h or 2d", span)}
		}
		if err := knownKind(kind); err != nil {
			return err
		}
		until := p.now().Add(length)
		m := store.Mute{Kind: kind, Topic: topic, Subject: subject, From: p.now(), Until: until, By: by, Why: why}
		id, err := through(c.Context(), p, muteOrder, m)
		if err != nil {
			return wrongTopic(err)
		}
		fmt.Fprintln(p.out, p.say().Sprintf("m%s: muted until %s; 'molva alerts unmute m%s' ends it", fmt.Sprint(id), until.UTC().Format(time.RFC3339), fmt.Sprint(id)))
		return nil
	})
	c.Example = `  molva alerts mute --topic kestrel --kind spike --for 2d --why 'the sale'
  molva alerts mute --subject c12 --for 7d`
	f := c.Flags()
	f.StringVar(&topic, "topic", "", "only this topic; all when not given")
	f.StringVar(&kind, "kind", "", "only this kind of alert, such as spike; all when not given")
	f.StringVar(&subject, "subject", "", "only this complaint (c12) or source")
	f.StringVar(&span, "for", "1d", "for how long, such as 12h or 2d")
	f.StringVar(&why, "why", "", "for those who wonder")
	return c
}

// knownKind refuses a kind of alert that there is not.
func knownKind(kind string) error {
	if kind == "" || slices.Contains(alerts.Urgent, alerts.Kind(kind)) {
		return nil
	}
	return usageError{fault("--kind: found %q, want one of: %s", kind, strings.Join(texts(alerts.Urgent), ", "))}
}

func (p *program) mutesCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "mutes",
		Short: "The mutes in force: who, what, until when",
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return p.reading(c.Context(), textOrJSON, func(db *store.DB) error {
				all, err := db.Mutes(c.Context(), p.now())
				if err != nil {
					return err
				}
				return p.printMutes(all)
			})
		},
	}
}

func (p *program) printMutes(all []store.Mute) error {
	rows, lines := make([]export.Mute, len(all)), [][]string{}
	for i, m := range all {
		rows[i] = export.OfMute(m)
		lines = append(lines, []string{rows[i].ID, cmp.Or(m.Kind, "*"), cmp.Or(m.Topic, "*"), cmp.Or(m.Subject, "*"), m.Until.UTC().Format(time.RFC3339), m.By, m.Why})
	}
	if p.output == "json" {
		return printJSON(p.out, rows)
	}
	if len(lines) == 0 {
		fmt.Fprintln(p.out, p.say().Sprintf("nothing is muted"))
		return nil
	}
	table(p.out, lines)
	return nil
}
