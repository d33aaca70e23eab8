package watch

import (
	"cmp"
	"context"
	"slices"
	"time"

	"molva/alerts"
	"molva/store"
)

// most is how many of an incident's mentions are looked at for who writes them, the newest.
const most = 1000

// period is what an incident is about so far: up to now, or until it last stood out.
func (l *look) period(i *incident) store.Period {
	end := i.facts.Last
	if i.seen {
		end = l.now
	}
	if !end.After(i.facts.From) {
		end = i.facts.From.Add(time.Millisecond)
	}
	return store.Period{From: i.facts.From, To: end}
}

// counted are the mentions that an incident's figures are of.
func (l *look) counted(i *incident) store.Filter {
	return store.Filter{Topic: i.Topic, Period: l.period(i), Counted: new(true)}
}

// detail reads what an incident in a topic's numbers is made of. The others know it from their finding.
func (l *look) detail(ctx context.Context, i *incident) (err error) {
	if i.facts.Sign == nil {
		return nil
	}
	f, p := &i.facts, l.period(i)
	f.Sources = withSources(f.Sources, l.hushed())
	by, err := l.DB.ByNetwork(ctx, i.Topic, p)
	if err != nil {
		return err
	}
	f.Counts, f.Networks = alerts.Counts{}, nil
	for _, a := range by {
		f.Counts.Negative, f.Counts.Neutral, f.Counts.Positive = f.Counts.Negative+a.Negative, f.Counts.Neutral+a.Neutral, f.Counts.Positive+a.Positive
		f.Networks = append(f.Networks, share{a.Network, a.Total()})
	}
	slices.SortStableFunc(f.Networks, func(a, b share) int { return cmp.Compare(b.Mentions, a.Mentions) })
	if i.kind() == alerts.Drop {
		return nil
	}
	if f.Cause, err = l.cause(ctx, i.Topic, p, f.Counts.Total(), f.Cause); err != nil {
		return err
	}
	return l.single(ctx, i)
}

// single sees whether most of it comes from one author or stands in one thread.
func (l *look) single(ctx context.Context, i *incident) error {
	filter := l.counted(i)
	filter.Limit = most
	authors, threads, rows := map[string]int{}, map[string]int{}, 0
	i.author, i.thread = nil, nil
	for r, err := range l.DB.Mentions(ctx, filter) {
		if err != nil {
			return err
		}
		rows++
		if author := r.Mention.Author.ID; author != "" {
			authors[r.Mention.Network+"\x00"+author]++
		}
		if thread := r.Mention.Thread; thread != "" {
			threads[r.Mention.Network+"\x00"+thread]++
		}
	}
	i.author, i.thread = leading(authors, rows), leading(threads, rows)
	return nil
}
