package metric

import (
	"context"

	"molva/alerts"
	"molva/store"
)

// noticed is a sum over those mentions, or authors, of which the network tells it.
func (r *Reader) noticed(n store.Noticed, all int, what Text, input string) Value {
	switch {
	case all == 0:
		return none(nobodySpoke)
	case n.Known == 0:
		return missing(input)
	}
	return known(float64(n.Sum)).but(partly(n.Known, all, what)).from(alerts.OfMentions(r.said()))
}

var (
	whatMentions = Text{"mentions", "упоминаний"}
	whatAuthors  = Text{"authors", "авторов"}
)

func potential(ctx context.Context, r *Reader) ([]Value, error) {
	a, err := r.attention(ctx)
	if err != nil {
		return nil, err
	}
	t, err := r.tally(ctx)
	return []Value{r.noticed(a.Followers, t.People, whatAuthors, "mention.followers")}, err
}

func seen(ctx context.Context, r *Reader) ([]Value, error) {
	a, err := r.attention(ctx)
	return []Value{r.noticed(a.Views, a.Mentions, whatMentions, "mention.views")}, err
}

// engagement adds up what is known of three acts, each of as many mentions as the networks tell it of.
func engagement(ctx context.Context, r *Reader) ([]Value, error) {
	a, err := r.attention(ctx)
	if err != nil {
		return nil, err
	}
	var sum store.Noticed
	var parts []Value
	for _, act := range []struct {
		name string
		store.Noticed
	}{{"likes", a.Likes}, {"replies", a.Replies}, {"shares", a.Shares}} {
		sum.Sum, sum.Known = sum.Sum+act.Sum, max(sum.Known, act.Known)
		parts = append(parts, r.noticed(act.Noticed, a.Mentions, whatMentions, "mention."+act.name).as(act.name))
	}
	whole := r.noticed(sum, a.Mentions, whatMentions, "mention.likes")
	return append([]Value{whole}, parts...), nil
}

func influential(ctx context.Context, r *Reader) ([]Value, error) {
	if r.Business.Followers <= 0 {
		return []Value{missing(InputInfluence)}, nil
	}
	a, err := r.attention(ctx)
	if err != nil {
		return nil, err
	}
	f := r.said()
	f.Influential = r.Business.Followers
	switch {
	case a.Mentions == 0:
		return []Value{none(nobodySpoke)}, nil
	case a.Followers.Known == 0:
		return []Value{missing("mention.followers")}, nil
	}
	t, err := r.tally(ctx)
	from := textf("authors of %d followers or more", "авторы, у которых не меньше %d подписчиков", r.Business.Followers)
	return []Value{known(float64(a.Influential)).but(from).but(partly(a.Followers.Known, t.People, whatAuthors)).from(alerts.OfMentions(f))}, err
}
