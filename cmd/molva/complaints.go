package main

import (
	"strings"

	"github.com/spf13/cobra"

	"molva/classify/cluster"
	"molva/store"
)

// complaintFlags say which complaints are listed.
type complaintFlags struct {
	topic, kind, since, until string
	all, members              bool
}

func (p *program) complaintsCommand() *cobra.Command {
	list := p.complaintsListCommand()
	c := &cobra.Command{
		Use:     "complaints",
		Short:   "What people complain about again and again, what they like and what they ask for",
		Example: list.Example,
		Args:    cobra.NoArgs,
		RunE:    list.RunE,
	}
	c.Flags().AddFlagSet(list.Flags())
	c.AddCommand(list, p.complaintShowCommand(), p.complaintWhyCommand(), p.complaintSuggestCommand())
	c.AddCommand(p.complaintActCommands()...)
	return c
}

func (p *program) complaintsListCommand() *cobra.Command {
	var f complaintFlags
	c := &cobra.Command{
		Use:   "list",
		Short: "List the complaints: first what returned, rises or is new, then by people",
		Example: `  molva complaints list --topic kestrel
  molva complaints list --kind praise --since 7d
  molva complaints list -o json --members`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			filter, err := f.filter(p)
			if err != nil {
				return err
			}
			return p.reading(c.Context(), textOrJSON, func(db *store.DB) error {
				all, err := db.Complaints(c.Context(), filter)
				if err != nil {
					return wrongTopic(err)
				}
				switch {
				case p.output == "json" && f.members:
					return p.complaintsJSON(c.Context(), db, all, &filter)
				case p.output == "json":
					return p.complaintsJSON(c.Context(), db, all, nil)
				}
				return p.printComplaints(all)
			})
		},
	}
	flags := c.Flags()
	flags.StringVar(&f.topic, "topic", "", "only this topic")
	flags.StringVar(&f.kind, "kind", "", "complaint, praise or suggestion; all three when not given")
	flags.StringVar(&f.since, "since", "", "from this day or moment on, such as 2026-09-01 or 7d")
	flags.StringVar(&f.until, "until", "", "up to, and without, this day or moment")
	flags.BoolVar(&f.all, "all", false, "also what is ignored, and what only one person said")
	flags.BoolVar(&f.members, "members", false, "with the ids of the mentions, in JSON")
	return c
}

func (f complaintFlags) filter(p *program) (filter store.ComplaintFilter, err error) {
	kind := cluster.Kind(f.kind)
	if f.kind != "" && kind != cluster.Complaint && kind != cluster.Praise && kind != cluster.Suggestion {
		return filter, usageError{fault("--kind: found %q, want one of: %s", f.kind, kindNames())}
	}
	filter = store.ComplaintFilter{Topic: f.topic, Kind: kind, All: f.all, Now: p.now()}
	if filter.Period.From, err = moment(f.since, p.now()); err != nil {
		return filter, err
	}
	filter.Period.To, err = moment(f.until, p.now())
	return filter, err
}

func kindNames() string {
	names := make([]string, len(cluster.Kinds))
	for i, k := range cluster.Kinds {
		names[i] = string(k)
	}
	return strings.Join(names, ", ")
}

// complaintID reads a complaint's id from the command line.
func complaintID(text string) (cluster.ID, error) {
	id, err := cluster.ParseID(text)
	if err != nil {
		return 0, usageError{fault("found %q, want the id of a complaint, such as c12, as 'complaints list' prints it", text)}
	}
	return id, nil
}

func (p *program) complaintShowCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "show ID",
		Short: "One complaint: its people, days, quotes, what stands in it, and what was done to it",
		Args:  cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			id, err := complaintID(args[0])
			if err != nil {
				return err
			}
			return p.reading(c.Context(), textOrJSON, func(db *store.DB) error {
				return p.showComplaint(c.Context(), db, id)
			})
		},
	}
}
