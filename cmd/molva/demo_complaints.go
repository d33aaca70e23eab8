package main

import (
	"context"
	"fmt"

	"molva/classify/cluster"
	"molva/cmd/molva/demo"
	"molva/store"
)

// demoLooked is how many suggestions are looked at: two minutes of work for a team.
const demoLooked = 30

// workDemo does to the complaints what the support team of the story would: it merges what is suggested and means the
// same, and marks as fixed what the story says was repaired.
func (r *rooms) workDemo(ctx context.Context) (merged int, err error) {
	suggested, err := r.db.Suggestions(ctx, "")
	if err != nil {
		return 0, err
	}
	for _, s := range suggested[:min(len(suggested), demoLooked)] {
		did, err := r.mergeDemo(ctx, s.A, s.B)
		if err != nil {
			return merged, err
		}
		if did {
			merged++
		}
	}
	if err := r.fixDemo(ctx); err != nil {
		return merged, err
	}
	return merged, r.db.Tend(ctx)
}

// mergeDemo merges two complaints when the story means the same by both.
func (r *rooms) mergeDemo(ctx context.Context, into, from cluster.ID) (bool, error) {
	a, err := r.db.Complaint(ctx, into)
	if err != nil {
		return false, err
	}
	b, err := r.db.Complaint(ctx, from)
	if err != nil || a.ID == b.ID {
		return false, err
	}
	one, err := r.meaning(ctx, a.ID)
	if err != nil || one == "" {
		return false, err
	}
	other, err := r.meaning(ctx, b.ID)
	if err != nil || one != other {
		return false, err
	}
	_, err = r.db.Act(ctx, store.Act{What: store.Merged, ID: b.ID, Into: a.ID, By: "demo"})
	return err == nil, err
}

// fixDemo marks the complaints that were repaired, each by the one that most people told of.
func (r *rooms) fixDemo(ctx context.Context) error {
	all, err := r.db.Complaints(ctx, store.ComplaintFilter{Kind: cluster.Complaint})
	if err != nil {
		return err
	}
	fixed := map[string]bool{}
	for _, c := range all {
		meant, err := r.meaning(ctx, c.ID)
		if err != nil {
			return err
		}
		at, repaired := demo.Fixed[meant]
		if !repaired || fixed[meant] {
			continue
		}
		fixed[meant] = true
		ticket := "https://tracker.example/" + meant
		if _, err := r.db.Act(ctx, store.Act{What: store.Fixed, ID: c.ID, Ticket: ticket, At: at, By: "demo"}); err != nil {
			return err
		}
	}
	return nil
}

// meaning is the complaint of the story that most members of a complaint belong to, "" when most belong to none.
func (r *rooms) meaning(ctx context.Context, id cluster.ID) (string, error) {
	members, err := r.db.Members(ctx, id, store.ComplaintFilter{})
	if err != nil {
		return "", err
	}
	meant, count := demo.Meant(), map[string]int{}
	for _, m := range members {
		count[meant[m].Complaint]++
	}
	for name, n := range count {
		if 2*n > len(members) {
			return name, nil
		}
	}
	return "", nil
}

// demoShown is how many complaints the demo prints.
const demoShown = 6

// showMost prints the complaints that most people told of in all the weeks.
func (p *program) showMost(ctx context.Context, r *rooms) error {
	all, err := r.db.Complaints(ctx, store.ComplaintFilter{Kind: cluster.Complaint, Now: p.now()})
	if err != nil {
		return err
	}
	fmt.Fprintln(p.out)
	if err := p.printComplaints(all[:min(len(all), demoShown)]); err != nil {
		return err
	}
	fmt.Fprintln(p.out, p.say().Sprintf("%d more, and what people like and ask for: molva complaints list", max(len(all)-demoShown, 0)))
	return nil
}
