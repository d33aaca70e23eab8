package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"molva/store"
)

// actOrder does to complaints what a person wants.
var actOrder = order[store.Act, acted]{"complaints-act", (*rooms).act}

// acted is what became of an act.
type acted struct {
	Act int64  `json:"act,omitempty"` // its number, for 'complaints show'; 0: nothing had to change
	ID  string `json:"id"`            // the complaint that it was done to, or that it made
}

func (r *rooms) act(ctx context.Context, a store.Act) (acted, error) {
	done, err := r.db.Act(ctx, a)
	if err != nil {
		return acted{}, err
	}
	return acted{done.Act, done.ID.String()}, r.db.Tend(ctx)
}

// actCommand is a command that does one thing to complaints; read makes the act of the arguments.
func (p *program) actCommand(use, short string, args cobra.PositionalArgs, read func(args []string) (store.Act, error)) *cobra.Command {
	var by string
	c := &cobra.Command{
		Use:   use,
		Short: short,
		Args:  args,
		RunE: func(c *cobra.Command, args []string) error {
			if err := p.wants(textOrJSON...); err != nil {
				return err
			}
			a, err := read(args)
			if err != nil {
				return err
			}
			if a.By = by; strings.TrimSpace(by) == "" {
				return usageError{fault("--by is missing: who does this?")}
			}
			done, err := through(c.Context(), p, actOrder, a)
			if err != nil {
				return err
			}
			return p.printActed(a.What, done)
		},
	}
	c.Flags().StringVar(&by, "by", p.getenv("USER", ""), "who does it")
	return c
}

func (p *program) printActed(what store.Deed, done acted) error {
	switch {
	case p.output == "json":
		return printJSON(p.out, done)
	case done.Act == 0:
		fmt.Fprintln(p.out, p.say().Sprintf("%s: nothing had to change", done.ID))
	case what == store.Undone:
		fmt.Fprintln(p.out, p.say().Sprintf("%s: taken back", done.ID))
	default:
		fmt.Fprintln(p.out, p.say().Sprintf("%s: done; 'molva complaints undo %s' takes it back", done.ID, done.ID))
	}
	return nil
}

func (p *program) complaintActCommands() []*cobra.Command {
	return []*cobra.Command{
		p.actCommand("merge A B", "Make two complaints one, under the older id; nothing is lost, undo parts them", cobra.ExactArgs(2), mergeAct(store.Merged)),
		p.splitCommand(),
		p.actCommand("move MENTION ID|new", "Put one mention into another complaint, for good, or into one of its own", cobra.ExactArgs(2), moveAct),
		p.actCommand("rename ID LABEL", "Name a complaint; your name stays, \"\" gives the program's back", cobra.ExactArgs(2), renameAct),
		p.actCommand("ignore ID", "Go on collecting, and neither list nor announce it", cobra.ExactArgs(1), actOn(store.Ignored)),
		p.fixedCommand(),
		p.actCommand("reopen ID", "Neither fixed nor ignored any longer", cobra.ExactArgs(1), actOn(store.Reopened)),
		p.actCommand("refuse A B", "These are two things: never suggest their merge again", cobra.ExactArgs(2), mergeAct(store.Refused)),
		p.actCommand("undo [ID]", "Take the last act back, or the last one on this complaint", cobra.MaximumNArgs(1), undoAct),
	}
}

// mergeAct leaves the older id standing, whichever was named first.
func mergeAct(what store.Deed) func([]string) (store.Act, error) {
	return func(args []string) (store.Act, error) {
		a, err := complaintID(args[0])
		b, err2 := complaintID(args[1])
		return store.Act{What: what, ID: max(a, b), Into: min(a, b)}, errors.Join(err, err2)
	}
}

func actOn(what store.Deed) func([]string) (store.Act, error) {
	return func(args []string) (store.Act, error) {
		id, err := complaintID(args[0])
		return store.Act{What: what, ID: id}, err
	}
}

func undoAct(args []string) (store.Act, error) {
	if len(args) == 0 {
		return store.Act{What: store.Undone}, nil
	}
	return actOn(store.Undone)(args)
}

func renameAct(args []string) (store.Act, error) {
	id, err := complaintID(args[0])
	return store.Act{What: store.Renamed, ID: id, Label: args[1]}, err
}

func moveAct(args []string) (store.Act, error) {
	a := store.Act{What: store.Moved, Mentions: args[:1]}
	if args[1] == "new" {
		return a, nil
	}
	var err error
	a.Into, err = complaintID(args[1])
	return a, err
}

func (p *program) splitCommand() *cobra.Command {
	var mentions []string
	c := p.actCommand("split ID --mentions MENTION…", "Make a complaint of its own of some mentions, or of one that was merged by itself", cobra.MinimumNArgs(1),
		func(args []string) (store.Act, error) {
			id, err := complaintID(args[0])
			return store.Act{What: store.Split, ID: id, Mentions: mentionIDs(append(mentions, args[1:]...))}, err
		})
	c.Example = `  molva complaints split c12 --mentions vk:-1_42,bluesky:anna/3k
  molva complaints split c31                           # c31 was merged into another by the program`
	c.Flags().StringArrayVar(&mentions, "mentions", nil, "ids of the mentions, as the list prints them")
	return c
}

// mentionIDs takes lists apart. A network's own id may have a comma in it, so what follows one must look like a mention.
func mentionIDs(texts []string) (ids []string) {
	for _, text := range texts {
		for i, piece := range strings.Split(text, ",") {
			if piece = strings.TrimSpace(piece); len(ids) > 0 && i > 0 && !strings.Contains(piece, ":") {
				ids[len(ids)-1] += "," + piece
			} else if piece != "" {
				ids = append(ids, piece)
			}
		}
	}
	return ids
}

func (p *program) fixedCommand() *cobra.Command {
	var ticket, at string
	c := p.actCommand("fixed ID", "The trouble is gone; when enough people speak of it again, it returns under its id", cobra.ExactArgs(1),
		func(args []string) (a store.Act, err error) {
			if a, err = actOn(store.Fixed)(args); err != nil {
				return a, err
			}
			a.Ticket = ticket
			a.At, err = moment(at, p.now())
			return a, err
		})
	c.Example = `  molva complaints fixed c12 --ticket https://tracker.example/BUG-7
  molva complaints fixed c12 --at 2026-09-01`
	c.Flags().StringVar(&ticket, "ticket", "", "link to where the work on it can be read")
	c.Flags().StringVar(&at, "at", "", "since this day or moment, such as 2026-09-01 or 2d; now when not given")
	return c
}
