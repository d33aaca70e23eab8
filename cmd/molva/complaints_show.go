package main

import (
	"context"
	"fmt"
	"strings"

	"molva/alerts/export"
	"molva/classify/cluster"
	"molva/store"
)

// showComplaint prints all that is known of one complaint.
func (p *program) showComplaint(ctx context.Context, db *store.DB, id cluster.ID) error {
	c, err := db.Complaint(ctx, id)
	if err != nil {
		return err
	}
	acts, err := db.Acts(ctx, c.ID)
	if err != nil {
		return err
	}
	if p.output == "json" {
		j := export.OfComplaint(c)
		j.Acts = export.OfActs(acts)
		j.Members, err = db.Members(ctx, c.ID, store.ComplaintFilter{})
		if err != nil {
			return err
		}
		return printJSON(p.out, j)
	}
	return p.printWhole(c, acts)
}

func (p *program) printWhole(c store.Complaint, acts []store.PastAct) error {
	themes, err := p.themes()
	if err != nil {
		return err
	}
	say := p.say()
	fmt.Fprintf(p.out, "%s  %s\n", p.complaintHead(c, themes), sparkline(c.Trend))
	for _, line := range p.complaintLines(c) {
		fmt.Fprintf(p.out, "      %s\n", line)
	}
	if len(c.Topics) > 0 {
		fmt.Fprintf(p.out, "      %s\n", say.Sprintf("about %s", inert(say.List(c.Topics))))
	}
	if len(c.Merged) > 0 {
		fmt.Fprintf(p.out, "      %s\n", say.Sprintf("in it stand %s", idList(c.Merged)))
	}
	for _, q := range c.Quotes {
		p.printComplaintQuote(q)
	}
	if len(acts) > 0 {
		fmt.Fprintln(p.out)
		p.printActs(acts)
	}
	fmt.Fprintln(p.out)
	fmt.Fprintln(p.out, say.Sprintf("all its mentions: molva mentions --complaint %s", c.ID))
	return nil
}

func idList(ids []cluster.ID) string {
	words := make([]string, len(ids))
	for i, id := range ids {
		words[i] = id.String()
	}
	return strings.Join(words, ", ")
}
