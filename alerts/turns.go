package alerts

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"molva/classify/cluster"
	"molva/classify/cluster/life"
	"molva/store"
)

const (
	turnsEvery = time.Minute    // complaints change their states no faster
	turnsSince = 24 * time.Hour // after a longer rest nobody is told of what changed in it
)

// turns queues what programs are told of complaints that changed their state. Each change is a letter of its own key, so it is queued
// once however often it is looked at.
func (n *lane) turns(ctx context.Context) error {
	takes := func(o Outlet) bool { return slices.Contains(o.Route.Kinds, ComplaintState) }
	now := n.Now()
	if rest := now.Sub(n.turned); !slices.ContainsFunc(n.outlets, takes) || rest >= 0 && rest < turnsEvery {
		return nil
	}
	n.turned = now
	all, err := n.DB.Turns(ctx, store.Period{From: now.Add(-turnsSince), To: now})
	if err != nil {
		return err
	}
	for _, t := range all {
		for _, o := range n.outlets {
			if err := n.tellTurn(ctx, o, t, takes(o)); err != nil {
				return err
			}
		}
	}
	return nil
}

func (n *lane) tellTurn(ctx context.Context, o Outlet, t store.Turn, takes bool) error {
	key := fmt.Sprintf("%s/%v/%d/%s", ComplaintState, t.Complaint, t.At.UnixMilli(), o.Name)
	if _, there, err := n.DB.LetterByKey(ctx, key); err != nil || there || !takes {
		return err
	}
	c, err := n.DB.Complaint(ctx, t.Complaint)
	topic, wanted := o.Route.follows(n.Topics, c)
	switch {
	case errors.Is(err, store.ErrUnknownComplaint):
		return nil // it has no mentions any more
	case err != nil:
		return err
	case !wanted || c.Kind != cluster.Complaint || !c.Recurs:
		return nil // what a single person said once is no complaint that anybody tracks
	}
	v, err := n.voice(topic)
	if err != nil {
		return err
	}
	payload, err := n.changed(c, t, v).pack()
	if err != nil {
		return err
	}
	_, err = n.queue(ctx, store.Letter{Key: key, Kind: string(ComplaintState), Topic: topic, Notifier: o.Name,
		Period: store.Period{From: t.At, To: t.At}, Due: t.At, Payload: payload})
	return err
}

// changed is what a letter says of a change.
func (n *lane) changed(c store.Complaint, t store.Turn, v voice) parcel {
	about := caseOf(c, t, n.Links)
	says := Story{Title: v.Sprintf("Complaint: %s", about.Label), Headline: v.turned(t.State)}
	return parcel{Story: &says, Case: &about}
}

func (v voice) turned(to life.State) string {
	switch to {
	case life.Rising:
		return v.Sprintf("More people tell of it than before.")
	case life.Steady:
		return v.Sprintf("It goes on as before.")
	case life.Fading:
		return v.Sprintf("Fewer people tell of it than before.")
	case life.Dormant:
		return v.Sprintf("Nobody tells of it any more.")
	case life.Fixed:
		return v.Sprintf("It is marked as fixed.")
	case life.Returned:
		return v.Sprintf("It is back after its fix.")
	}
	return v.Sprintf("It is new.")
}
